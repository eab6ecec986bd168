import type { Observable } from 'rxjs';
import { type ErrorEvent, sendStreamingChat, type StreamEvent } from 'rxjs-chat-stream';
import {
  retryOnNetwork,
  sampleTps,
  splitReasoning,
  throwOnErrorEvent,
  timeoutBetweenChunks,
} from 'rxjs-chat-stream/operators';
import type { DemoOptions } from './options.js';
import { protocols } from './protocols.js';

/** The events that the terminal shows; all errors are notifications. */
export type DemoEvent = Exclude<StreamEvent, ErrorEvent>;

// In ms. Longer than `readTimeout`: heartbeats satisfy that one, but not this one.
const NO_PROGRESS = 90_000;
// In ms. The embedded server sends a heartbeat every second, so it has stalled after three.
const EMBEDDED_READ_TIMEOUT = 3000;

/** Sends the message, and emits the answer as the terminal shows it. */
export const streamAnswer = (
  { protocol, message, systemPrompt, model, token, url }: DemoOptions,
  baseUrl: string,
): Observable<DemoEvent> =>
  sendStreamingChat(
    {
      accessToken: token,
      message,
      modelId: model,
      providerSlug: model.split('/')[0] ?? model,
      systemPrompt,
    },
    {
      baseUrl,
      protocol: protocols[protocol](),
      ...(url === undefined ? { readTimeout: EMBEDDED_READ_TIMEOUT } : {}),
    },
  ).pipe(
    // Operators that may fail come before the retry, operators that shape the text after it.
    timeoutBetweenChunks(NO_PROGRESS),
    throwOnErrorEvent(),
    retryOnNetwork(),
    sampleTps(),
    splitReasoning(),
  );
