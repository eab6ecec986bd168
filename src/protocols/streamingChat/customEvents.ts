import { isLeft, right } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { SseMessage } from '../../framing/framing.js';
import { decodeJson } from '../kit/validate.js';
import type { Decoded } from '../protocol.js';

/** io-ts codecs of an application's own events, by event name. */
export type CustomCodecs = Readonly<Record<string, t.Mixed>>;

/** The events that a table of codecs adds to the union. `data` is the decoded payload. */
export type CustomEvent<C extends CustomCodecs> = {
  [Name in keyof C & string]: { readonly type: Name; readonly data: t.TypeOf<C[Name]> };
}[keyof C & string];

/** Decoders of an application's own events, by event name. */
export type CustomDecoders<C extends CustomCodecs> = ReadonlyMap<
  string,
  (message: SseMessage) => Decoded<CustomEvent<C>>
>;

// Types that have a meaning in the union, and the name of an unnamed message.
const reserved: ReadonlySet<string> = new Set([
  'content',
  'reasoning',
  'toolCall',
  'tps',
  'usage',
  'error',
  'reset',
  'done',
  'message',
]);

/** @throws TypeError for an event that is already in the union */
export const customEvents = <C extends CustomCodecs>(codecs: C): CustomDecoders<C> =>
  new Map(
    Object.entries(codecs).map(([type, codec]) => {
      if (reserved.has(type)) {
        throw new TypeError(`streamingChatProtocol: events.${type} must not be a standard event`);
      }
      const decode = (message: SseMessage): Decoded<CustomEvent<C>> => {
        const data = decodeJson(message, codec);
        if (isLeft(data)) return data;
        // `type` is a key of the table and `data` what its codec returns; the mapped type cannot
        // follow that.
        return right([{ type, data: data.right } as CustomEvent<C>]);
      };
      return [type, decode];
    }),
  );
