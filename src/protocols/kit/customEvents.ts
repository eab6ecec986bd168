import { isLeft, left, right } from 'fp-ts/lib/Either.js';
import type { SseMessage } from '../../framing/framing.js';
import { isFields } from '../../json/json.js';
import type { Decoded } from '../protocol.js';
import { badEvent } from './badEvent.js';
import { isStandardType } from './isStandardType.js';
import { decodeWith, isSchema, type Schema, type SchemaOutput } from '../../schema/schema.js';

/** The schemas of an application's own events, by name. */
export type EventSchemas = Readonly<Record<string, Schema>>;

/** The events that a table of schemas adds to the union. `data` is what the schema returns. */
export type CustomEvent<S extends EventSchemas> = {
  [Name in keyof S & string]: { readonly type: Name; readonly data: SchemaOutput<S[Name]> };
}[keyof S & string];

/** Decoders of an application's own events, by name. They take the parsed payload. */
export type CustomEvents<S extends EventSchemas> = ReadonlyMap<
  string,
  (message: SseMessage, payload: unknown) => Decoded<CustomEvent<S>>
>;

/**
 * Makes the decoders of a protocol's custom events.
 *
 * @param option where the schemas are given, such as `streamingChatProtocol: events`
 * @throws TypeError for an event that is already in the union, and for what is not a schema
 *
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { customEvents } from 'rxjs-chat-stream/protocols';
 *
 * const custom = customEvents('mine: events', { citation: t.type({ url: t.string }) });
 * const message = { event: 'citation', data: '{"url":"https://a.example"}' };
 * custom.get(message.event)?.(message, JSON.parse(message.data));
 * // => { _tag: 'Right', right: [{ type: 'citation', data: { url: 'https://a.example' } }] }
 * ```
 */
export function customEvents<S extends EventSchemas>(option: string, schemas: S): CustomEvents<S> {
  if (!isFields(schemas)) throw new TypeError(`${option} must be an object`);
  return new Map(
    Object.entries(schemas).map(([type, schema]) => {
      const name = `${option}.${type}`;
      if (isStandardType(type) || type === 'message')
        throw new TypeError(`${name} must not be a standard event`);
      if (!isSchema(schema)) {
        throw new TypeError(`${name} must be an io-ts codec or a Standard Schema`);
      }
      const decode = (message: SseMessage, payload: unknown): Decoded<CustomEvent<S>> => {
        const data = decodeWith(name, schema, payload);
        if (isLeft(data)) return left(badEvent(message, data.left));
        // `type` is a key of the table and `data` what its schema returns; the mapped type cannot
        // follow that.
        return right([{ type, data: data.right } as CustomEvent<S>]);
      };
      return [type, decode];
    }),
  );
}
