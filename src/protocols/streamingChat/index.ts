import type { StreamEvent } from '../../events.js';
import type {
  AuthorizedRequest,
  ChatRequest,
  StreamingChatRequest,
} from '../../request/request.js';
import { checkToken } from '../../request/requestFaults.js';
import { aBoolean, aString, check, nonBlank, optional } from '../../validation.js';
import {
  type CustomEvent,
  type CustomEvents,
  customEvents,
  type EventSchemas,
} from '../kit/customEvents.js';
import { defineProtocol } from '../kit/defineProtocol.js';
import type { ChatProtocol } from '../protocol.js';
import { body, settings } from './body.js';
import { decoder } from './decoder.js';

export type { CustomEvent, EventSchemas } from '../kit/customEvents.js';

/** Options of {@link streamingChatProtocol}. */
export interface StreamingChatProtocolOptions<
  S extends EventSchemas = EventSchemas,
  Token extends boolean = boolean,
  Provider extends boolean = boolean,
> {
  /**
   * Schemas of the events that your server sends besides the standard ones, by event name: io-ts
   * codecs, or schemas of any library that follows Standard Schema.
   */
  readonly events?: S;
  /** Appended to the base URL. @defaultValue `'/api/chat/stream'` */
  readonly path?: string;
  /**
   * `false` for servers that know the user otherwise, as by a cookie. Without a token there is no
   * `Authorization` header.
   * @defaultValue `true`
   */
  readonly requireToken?: Token;
  /** `false` for servers with one provider. @defaultValue `true` */
  readonly requireProvider?: Provider;
}

interface WithProvider {
  /** The provider that serves the model, if the server has several. */
  readonly providerSlug?: string | undefined;
}

/** The request of the default protocol, which may require neither a token nor a provider. */
export type StreamingChatRequestOf<Token extends boolean, Provider extends boolean> = [
  Token,
] extends [false]
  ? ChatRequest & ([Provider] extends [false] ? WithProvider : Required<WithProvider>)
  : [Provider] extends [false]
    ? AuthorizedRequest & WithProvider
    : StreamingChatRequest;

/**
 * The default protocol: named Server-Sent Events with JSON data, after a POST to
 * `{baseUrl}/api/chat/stream`.
 *
 * `done` may carry any data or none, and an unnamed `data: [DONE]` means the same. Events that are
 * neither standard nor in `events` are ignored.
 *
 * @throws TypeError when `events` redefines a standard event, or has what is not a schema
 *
 * @example Events of your own, typed and validated
 * ```ts
 * import * as t from 'io-ts';
 * import { streamingChatProtocol } from 'rxjs-chat-stream';
 *
 * const protocol = streamingChatProtocol({ events: { citation: t.type({ url: t.string }) } });
 * const decoder = protocol.decoder();
 * decoder.decode({ event: 'citation', data: '{"url":"https://a.example"}' });
 * // => { _tag: 'Right', right: [{ type: 'citation', data: { url: 'https://a.example' } }] }
 * ```
 */
export function streamingChatProtocol<
  S extends EventSchemas = Record<never, never>,
  Token extends boolean = true,
  Provider extends boolean = true,
>({ events, ...options }: StreamingChatProtocolOptions<S, Token, Provider> = {}): ChatProtocol<
  StreamEvent | CustomEvent<S>,
  StreamingChatRequestOf<Token, Provider>
> {
  const custom = events && customEvents('streamingChatProtocol: events', events);
  return protocolWith(custom, options);
}

/**
 * The default protocol with the decoders of an app's own events. A call that has none needs none of
 * the code that makes them.
 */
export function protocolWith<S extends EventSchemas>(
  custom: CustomEvents<S> | undefined,
  {
    path = '/api/chat/stream',
    requireToken,
    requireProvider,
  }: Omit<StreamingChatProtocolOptions, 'events'> = {},
): ChatProtocol<StreamEvent | CustomEvent<S>, ChatRequest & WithProvider> {
  const provider = requireProvider === false ? optional(aString) : nonBlank;

  return defineProtocol({
    name: 'streamingChat',
    framing: 'sse',
    bareEvents: ['done', 'error'],
    path,
    check: (request) => [
      check('requireToken', requireToken, optional(aBoolean)),
      check('requireProvider', requireProvider, optional(aBoolean)),
      requireToken === false ? undefined : checkToken(request),
      check('providerSlug', request.providerSlug, provider),
    ],
    settings,
    body,
    decoder: (onUnknown) => decoder(custom, onUnknown),
  });
}
