import type { Codec } from './codecs.js';
import { left, right } from 'fp-ts/lib/Either.js';
import { parseServerError } from '../../errors/serverError.js';
import type { ErrorEvent, StreamEvent } from '../../events.js';
import type { SseMessage } from '../../framing/framing.js';
import { type Fields, isFields } from '../../json/json.js';
import type { Decoded, DecodeResult, ProtocolDecoder } from '../protocol.js';
import { caughtFault } from './caughtFault.js';
import { toEither } from './toEither.js';
import { isHeartbeat } from './detectProtocol.js';
import { noEvents } from './events.js';
import { badJson, messageJson } from './messageJson.js';
import { isErrorPayload, toErrorEvent } from './toErrorEvent.js';
import { mismatch } from './validate.js';

/** Reads a message whose JSON is known; `undefined` is the JSON of a heartbeat. */
export type Reader<E extends { readonly type: string } = StreamEvent> = (
  message: SseMessage,
  json: unknown,
) => DecodeResult<E>;

/**
 * Decodes the message that comes with every token, without the codecs. It may decline by returning
 * `undefined`; what it returns must be what the full reader returns. In `jsonDecoder` it must
 * decline every object with a field `error`.
 */
export type FastPath<From = Fields, E extends { readonly type: string } = StreamEvent> = (
  from: From,
) => readonly E[] | undefined;

/** How the messages of a protocol are read. */
export interface JsonDecoderOptions<E extends { readonly type: string } = StreamEvent> {
  readonly read: Reader<E>;
  readonly fastPath?: FastPath<Fields, E>;
  /** Events to emit before the `error` event of a failure, such as the usage so far. */
  readonly beforeError?: () => readonly E[];
  /** Whether a payload that looks like an error is an ordinary message of this protocol. */
  readonly isOwn?: (json: unknown) => boolean;
  /** What `data: [DONE]` means. Without it, `[DONE]` is malformed JSON. */
  readonly done?: () => DecodeResult<E>;
  /** What the end of the body means. By default it brings no events, so the answer is truncated. */
  readonly end?: () => DecodeResult<E>;
}

/**
 * Makes a reader of the messages of one shape. Another shape is a `BAD_EVENT` that names the field.
 *
 * @example
 * ```ts
 * import { codecs, contentEvents, readAs } from 'rxjs-chat-stream/protocols';
 *
 * const read = readAs(codecs.struct({ word: codecs.string }), ({ word }) => contentEvents(word));
 * read({ event: 'message', data: '' }, { word: 'Hi' });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi' }] }
 * ```
 */
export const readAs =
  <A, E extends { readonly type: string } = StreamEvent>(
    codec: Codec<A>,
    read: (payload: A, message: SseMessage) => readonly E[],
  ) =>
  (message: SseMessage, json: unknown): Decoded<E> =>
    codec.is(json) ? right(read(json, message)) : left(mismatch(message, json, codec));

/** Whether the data is `[DONE]`, which servers also send in quotes, or with spaces around it. */
const isDone = (data: string): boolean => data.length < 16 && /^\s*"?\[done\]"?\s*$/i.test(data);

/**
 * Makes a decoder for messages that are JSON objects: fast path first, then errors in any of the
 * shapes that servers use, then `read`. Heartbeats that are not JSON go to `read` too, as
 * `undefined`.
 *
 * @example
 * ```ts
 * import { jsonDecoder } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = jsonDecoder({ read: () => [] });
 * decode({ event: 'message', data: '{"error":{"message":"Busy"}}' });
 * // => { _tag: 'Right', right: [{ type: 'error', message: 'Busy' }] }
 * ```
 */
export function jsonDecoder<E extends { readonly type: string } = StreamEvent>({
  read,
  fastPath = () => undefined,
  beforeError = () => noEvents,
  isOwn = () => false,
  done,
  end = () => noEvents,
}: JsonDecoderOptions<E>): ProtocolDecoder<E | ErrorEvent, Decoded<E | ErrorEvent>> {
  const decode = (message: SseMessage, getJson?: () => unknown): Decoded<E | ErrorEvent> => {
    if (done !== undefined && isDone(message.data)) return toEither(done());
    const isErrorEvent = message.event === 'error';
    const json = getJson ? getJson() : messageJson(message);
    if (json === undefined && !isErrorEvent) {
      return isHeartbeat(message) ? toEither(read(message, undefined)) : left(badJson(message));
    }
    const events = isErrorEvent || !isFields(json) ? undefined : fastPath(json);
    if (events !== undefined) return right(events);
    return (isErrorEvent || isErrorPayload(json)) && !isOwn(json)
      ? right([...beforeError(), toErrorEvent(parseServerError(message.data))])
      : toEither(read(message, json));
  };

  return {
    decode: (message, getJson) => {
      try {
        return decode(message, getJson);
      } catch (error) {
        // Such as the error of too many calls.
        return caughtFault(error);
      }
    },
    end: () => {
      try {
        return toEither(end());
      } catch (error) {
        return caughtFault(error);
      }
    },
  };
}
