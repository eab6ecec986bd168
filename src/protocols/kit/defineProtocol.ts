import { isLeft, isRight, left, right } from 'fp-ts/lib/Either.js';
import type { StreamEvent } from '../../events.js';
import type { SseMessage } from '../../framing/framing.js';
import type { Fields } from '../../json/json.js';
import { aPath } from '../../request/endpoint.js';
import type { ChatRequest, ResolvedRequest } from '../../request/request.js';
import { requestFaults } from '../../request/requestFaults.js';
import { check as checkValue, type Fault, invalidRequest } from '../../validation.js';
import type { ChatProtocol, ProtocolDecoder } from '../protocol.js';
import { type Carried, unsendable } from './carried.js';
import { jsonBody } from './jsonBody.js';
import { settingFields, type SettingNames, unknownSettings } from './settingFields.js';

/** The parts of a protocol whose request is a JSON body; see {@link defineProtocol}. */
export interface ProtocolDefinition<
  E extends { readonly type: string } = StreamEvent,
  R extends ChatRequest = ChatRequest,
> extends Pick<ChatProtocol<E, R>, 'name' | 'framing' | 'bareEvents' | 'streamPath'> {
  /** Appended to the path of the base URL: empty, or beginning with `/`. */
  readonly path: string | ((request: ResolvedRequest<R>) => string);
  /** The headers besides `Content-Type` and `Accept`. @defaultValue the token as `Authorization` */
  readonly headers?: (request: ResolvedRequest<R>) => Readonly<Record<string, string>>;
  /**
   * The provider's names of the settings. Another setting that a request gives is a fault.
   * @defaultValue `body` sees to the settings, and none is a fault
   */
  readonly settings?: SettingNames;
  /**
   * What its messages can carry besides texts, calls of tools and their results. Another part that
   * a request gives is a fault.
   * @defaultValue `body` sees to the messages, and none is a fault
   */
  readonly carries?: Carried;
  /**
   * The fields of the JSON body. `extraBody` is merged in; a value for one of these fields is a
   * fault. `settings` are the given ones, under the provider's names.
   */
  readonly body: (request: ResolvedRequest<R>, settings: Fields) => object;
  /** Fields that are sent unless `body` or `extraBody` has them. */
  readonly defaults?: object;
  /** More checks of the request: a sentence for each fault, `undefined` for what is valid. */
  readonly check?: (request: ResolvedRequest<R>) => readonly Fault[];
  /** Makes a decoder with fresh state, which reports messages that it does not know. */
  readonly decoder: (onUnknown: (message: SseMessage) => void) => ProtocolDecoder<E>;
}

const accepted = { sse: 'text/event-stream', ndjson: 'application/x-ndjson' };

/** The header of a bearer token; none for an empty token. */
export const bearer = ({ accessToken }: ResolvedRequest): Readonly<Record<string, string>> =>
  accessToken === '' ? {} : { Authorization: `Bearer ${accessToken}` };

/**
 * Makes a protocol. It checks the request and writes the JSON body; `decoder` reads the messages.
 *
 * @example
 * ```ts
 * import { contentEvent, doneEvent } from 'rxjs-chat-stream';
 * import { defineProtocol } from 'rxjs-chat-stream/protocols';
 *
 * // One line of text per delta, as in `data: Hi`; an empty event ends the answer.
 * const lines = defineProtocol({
 *   name: 'lines',
 *   framing: 'sse',
 *   path: '/lines',
 *   settings: { maxTokens: 'limit' },
 *   body: ({ message }, settings) => ({ prompt: message, ...settings }),
 *   decoder: () => ({
 *     decode: ({ data }) => [data === '' ? doneEvent() : contentEvent(data)],
 *     end: () => [],
 *   }),
 * });
 * lines.decoder().decode({ event: 'message', data: 'Hi' }); // => [{ type: 'content', text: 'Hi' }]
 * ```
 */
export function defineProtocol<
  E extends { readonly type: string } = StreamEvent,
  R extends ChatRequest = ChatRequest,
>({
  path,
  headers = bearer,
  settings,
  carries,
  body,
  defaults,
  check = () => [],
  decoder,
  ...protocol
}: ProtocolDefinition<E, R>): ChatProtocol<E, R> {
  const { name } = protocol;

  const write = (request: ResolvedRequest<R>) => ({
    path: typeof path === 'function' ? path(request) : path,
    json: jsonBody(
      name,
      body(request, settings ? settingFields(request, settings) : {}),
      request.extraBody,
      defaults,
    ),
  });

  return {
    ...protocol,
    encode: (request) => {
      const faults: Fault[] = [
        ...check(request),
        ...requestFaults(request),
        ...(settings ? unknownSettings(name, request, settings) : []),
      ];
      const isValid = (): boolean => faults.every((fault) => fault === undefined);
      try {
        if (carries) faults.push(...unsendable(name, request, carries));
        const { path: target, json } = write(request);
        if (isLeft(json)) faults.push(...json.left);
        // A path that is made of an invalid field is no fault of its own.
        if (typeof path === 'string' || isValid()) faults.push(checkValue('path', target, aPath));
        if (isRight(json) && isValid()) {
          return right({
            path: target,
            headers: {
              'Content-Type': 'application/json',
              Accept: accepted[protocol.framing],
              ...headers(request),
            },
            body: json.right,
          });
        }
      } catch (error) {
        // Code that takes a valid request for granted may fail on another one.
        if (isValid()) throw error;
      }
      return left(invalidRequest(...faults));
    },
    decoder: (onUnknown = () => {}) => decoder(onUnknown),
  };
}
