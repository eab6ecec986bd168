import type { StreamEvent } from '../../events.js';
import { check, nonBlank, oneOf, optional } from '../../validation.js';
import { type CustomEvent, customEvents, type EventSchemas } from '../kit/customEvents.js';
import { defineProtocol } from '../kit/defineProtocol.js';
import { checkIds, type IdentifiedRequest } from '../kit/identifiedConversation.js';
import type { ChatProtocol } from '../protocol.js';
import { decoder } from './decoder.js';
import { carries, messages } from './messages.js';

/** Options of {@link uiMessageStream}. */
export interface UiMessageStreamOptions<S extends EventSchemas = never> {
  /** Appended to the base URL, which is that of the app. @defaultValue `'/api/chat'` */
  readonly path?: string;
  /**
   * What `[DONE]` means when neither `finish` nor `abort` came before it; some apps send neither.
   * @defaultValue `'truncated'`
   */
  readonly doneWithoutFinish?: 'truncated' | 'done';
  /**
   * Schemas of the parts that the app adds, by name without `data-`: io-ts codecs, or schemas of
   * any library that follows Standard Schema.
   */
  readonly data?: S;
}

/** The request of {@link uiMessageStream}. */
export interface UiMessageStreamRequest extends IdentifiedRequest {
  /** The id under which the server stores the conversation, if it does; sent as `id`. */
  readonly chatId?: string | undefined;
  /** What the app asks for. @defaultValue `'submit-message'` */
  readonly trigger?: 'submit-message' | 'regenerate-message' | undefined;
  /** The id of the message to generate again, or that this one replaces. */
  readonly messageId?: string | undefined;
}

/**
 * The UI message stream of the AI SDK (`ai` 5 and later), as `toUIMessageStreamResponse()` and
 * `createUIMessageStream()` send it. The request is that of `useChat`.
 *
 * `done` is `[DONE]`, or the end of the body, after `finish` or `abort`. Servers send `[DONE]`
 * whenever their own stream ends, even where the stream of the model broke off. So `[DONE]` without
 * `finish` is a truncation, unless `doneWithoutFinish` says that the app sends none. An aborted
 * answer has the finish reason `other`; an answer that was `interrupted` on its way to the server
 * is truncated.
 *
 * `reset-step` voids one step only, so the `reset` is followed by the events of the steps before
 * it: one for each text, call, result, source and file. Too many of such replays are a `BAD_EVENT`.
 *
 * A call waits for the app if it is one of the last step, has no result and is not run by the
 * provider, or if it has an `approvalId`. The id of a call that has ended may name another call in
 * a later step. Usage is read from the metadata of the message: from `totalUsage`, from `usage`, or
 * from among the rest. `providerState` has what the provider says of the parts, which the server
 * wants back.
 *
 * Parts that the app adds become events of their own if `data` declares them, also transient ones.
 * Others (`data-*`, `custom`, `steering-message`) go to `onUnknownEvent`.
 *
 * `modelId` is sent as `model`, and the sampling settings under the AI SDK's names; the server
 * decides whether to use them. A `systemPrompt` is sent as a message, which servers with `ai` 7
 * refuse unless they set `allowSystemInMessages`. Tools and formats are up to the server, so a
 * request must not have them. A call, its result and the answer to whether it may run are one part
 * of a message, with what the provider wants back.
 *
 * @example
 * ```ts
 * import { uiMessageStream } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = uiMessageStream().decoder();
 * decode({ event: 'message', data: '{"type":"text-delta","id":"0","delta":"Hi"}' });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi', part: 0 }] }
 * ```
 *
 * @example Parts of your own, typed and validated
 * ```ts
 * import * as t from 'io-ts';
 * import { uiMessageStream } from 'rxjs-chat-stream/protocols';
 *
 * const protocol = uiMessageStream({ data: { weather: t.type({ sun: t.boolean }) } });
 * const data = '{"type":"data-weather","data":{"sun":true}}';
 * protocol.decoder().decode({ event: 'message', data });
 * // => { _tag: 'Right', right: [{ type: 'weather', data: { sun: true } }] }
 * ```
 *
 * @throws TypeError when `data` has the name of a standard event, or what is not a schema
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export function uiMessageStream(
  options?: UiMessageStreamOptions,
): ChatProtocol<StreamEvent, UiMessageStreamRequest>;
export function uiMessageStream<S extends EventSchemas>(
  options: UiMessageStreamOptions<S>,
): ChatProtocol<StreamEvent | CustomEvent<S>, UiMessageStreamRequest>;
export function uiMessageStream<S extends EventSchemas>({
  path = '/api/chat',
  doneWithoutFinish = 'truncated',
  data,
}: UiMessageStreamOptions<S> = {}): ChatProtocol<
  StreamEvent | CustomEvent<S>,
  UiMessageStreamRequest
> {
  const custom = data && customEvents('uiMessageStream: data', data);

  return defineProtocol({
    name: 'uiMessageStream',
    framing: 'sse',
    path,
    check: (request) => [
      check('doneWithoutFinish', doneWithoutFinish, oneOf('truncated', 'done')),
      check('chatId', request.chatId, optional(nonBlank)),
      check('messageId', request.messageId, optional(nonBlank)),
      check('trigger', request.trigger, optional(oneOf('submit-message', 'regenerate-message'))),
      ...checkIds(request),
    ],
    settings: {
      maxTokens: 'maxOutputTokens',
      temperature: 'temperature',
      topP: 'topP',
      frequencyPenalty: 'frequencyPenalty',
      presencePenalty: 'presencePenalty',
      stopSequences: 'stopSequences',
      reasoningEffort: 'reasoning',
    },
    carries,
    body: (request, settings) => {
      const all = messages(request, request.chatId || 'message');
      // As `useChat` does where an answer goes on.
      const continued = request.message == null ? all.at(-1)?.id : undefined;
      return {
        id: request.chatId ?? undefined,
        messages: all,
        trigger: request.trigger ?? undefined,
        messageId: request.messageId ?? continued,
        model: request.modelId,
        ...settings,
      };
    },
    defaults: { trigger: 'submit-message' },
    decoder: (onUnknown) => decoder(doneWithoutFinish, custom, onUnknown),
  });
}
