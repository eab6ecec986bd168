import { isLeft, right } from 'fp-ts/lib/Either.js';
import type { StreamEvent } from '../../events.js';
import type { SseMessage } from '../../framing/framing.js';
import type { ChatRequest, ResolvedRequest } from '../../request/request.js';
import { validateRequest } from '../../request/validateRequest.js';
import type { Fault } from '../../validation.js';
import type { ChatProtocol, ProtocolDecoder } from '../protocol.js';
import { jsonBody } from './jsonBody.js';

/** The parts of a protocol whose request is a JSON body; see {@link defineProtocol}. */
export interface ProtocolDefinition<
  E extends { readonly type: string } = StreamEvent,
  R extends ChatRequest = ChatRequest,
> extends Pick<ChatProtocol<E, R>, 'name' | 'framing' | 'bareEvents' | 'streamPath'> {
  /** Appended to the path of the base URL: empty, or beginning with `/`. */
  readonly path: string | ((request: ResolvedRequest<R>) => string);
  /** The headers besides `Content-Type` and `Accept`. @defaultValue the token as `Authorization` */
  readonly headers?: (request: ResolvedRequest<R>) => Readonly<Record<string, string>>;
  /** The fields of the JSON body. `extraBody` is merged in, and cannot set any of them. */
  readonly body: (request: ResolvedRequest<R>) => object;
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
 *   body: ({ message }) => ({ prompt: message }),
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
  body,
  check = () => [],
  decoder,
  ...protocol
}: ProtocolDefinition<E, R>): ChatProtocol<E, R> {
  return {
    ...protocol,
    encode: (request) => {
      const valid = validateRequest(request, check(request));
      if (isLeft(valid)) return valid;
      const json = jsonBody(request.extraBody, body(request));
      if (isLeft(json)) return json;
      return right({
        path: typeof path === 'string' ? path : path(request),
        headers: {
          'Content-Type': 'application/json',
          Accept: accepted[protocol.framing],
          ...headers(request),
        },
        body: json.right,
      });
    },
    decoder: (onUnknown = () => {}) => decoder(onUnknown),
  };
}
