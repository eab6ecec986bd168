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

/** What the terminal shows: errors of any kind come as notifications. */
export type DemoEvent = Exclude<StreamEvent, ErrorEvent>;

// In ms. Longer than the call's own `readTimeout`, which is about bytes: this one is about a server that only says it is alive.
const NO_PROGRESS = 90_000;
// In ms. The embedded server sends a heartbeat each second, so a stall is known soon.
const EMBEDDED_READ_TIMEOUT = 3000;

/** Sends the message, and delivers the answer as the terminal shows it. */
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
    // What can fail comes before the retry, which has to see it; what shapes the text comes behind.
    timeoutBetweenChunks(NO_PROGRESS),
    throwOnErrorEvent(),
    retryOnNetwork(),
    sampleTps(),
    splitReasoning(),
  );
