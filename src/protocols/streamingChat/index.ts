import type { StreamEvent } from '../../events.js';
import { checkToken } from '../../request/validateRequest.js';
import { check, nonBlank } from '../../validation.js';
import { turnsOf } from '../kit/conversation.js';
import { type CustomEvent, customEvents, type EventSchemas } from '../kit/customEvents.js';
import { defineProtocol } from '../kit/defineProtocol.js';
import { unlessEmpty } from '../kit/jsonBody.js';
import type { ChatProtocol } from '../protocol.js';
import { decoder } from './decoder.js';

export type { CustomEvent, EventSchemas } from '../kit/customEvents.js';
export type { Schema, SchemaOutput } from '../kit/schema.js';

/** Options of {@link streamingChatProtocol}. */
export interface StreamingChatProtocolOptions<S extends EventSchemas> {
  /** Schemas of the events that your server sends besides the standard ones, by event name: io-ts
   * codecs, or schemas of any library that follows Standard Schema. */
  readonly events?: S;
}

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
export function streamingChatProtocol<S extends EventSchemas = Record<never, never>>({
  events,
}: StreamingChatProtocolOptions<S> = {}): ChatProtocol<StreamEvent | CustomEvent<S>> {
  const custom = events && customEvents('streamingChatProtocol: events', events);

  return defineProtocol({
    name: 'streamingChat',
    framing: 'sse',
    bareEvents: ['done', 'error'],
    path: '/api/chat/stream',
    check: (request) => [
      checkToken(request),
      check('providerSlug', request.providerSlug, nonBlank),
    ],
    body: (request) => ({
      message: request.message,
      model_id: request.modelId,
      provider_slug: request.providerSlug,
      history: unlessEmpty(turnsOf(request)),
      system_prompt: unlessEmpty(request.systemPrompt),
      max_tokens: request.maxTokens ?? undefined,
      temperature: request.temperature ?? undefined,
      top_p: request.topP ?? undefined,
      frequency_penalty: request.frequencyPenalty ?? undefined,
      presence_penalty: request.presencePenalty ?? undefined,
    }),
    decoder: (onUnknown) => decoder(custom, onUnknown),
  });
}
