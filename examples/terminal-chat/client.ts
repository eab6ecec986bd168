import type { Observable } from 'rxjs';
import { type ErrorEvent, sendStreamingChat, type StreamEvent } from 'rxjs-chat-stream';
import {
  retryOnNetwork,
  sampleTps,
  splitReasoning,
  throwOnErrorEvent,
  timeoutBetweenChunks,
  withTools,
} from 'rxjs-chat-stream/operators';
import type { DemoOptions } from './options.js';
import { type DemoRequest, protocols } from './protocols.js';
import { tools } from './tools.js';

/** The events that the terminal shows; all errors are notifications. */
export type DemoEvent = Exclude<StreamEvent, ErrorEvent>;

// In ms. Longer than `readTimeout`: heartbeats satisfy that one, but not this one.
const NO_PROGRESS = 90_000;
// In ms. The embedded server sends a heartbeat every second, so it has stalled after three.
const EMBEDDED_READ_TIMEOUT = 3000;

/** Sends the message, and emits the answer as the terminal shows it. */
export const streamAnswer = (
  { protocol, message, systemPrompt, model, token, url, tools: offersTools }: DemoOptions,
  baseUrl: string,
): Observable<DemoEvent> => {
  const ask = (request: DemoRequest) =>
    sendStreamingChat(request, {
      baseUrl,
      protocol: protocols[protocol](),
      ...(url === undefined ? { readTimeout: EMBEDDED_READ_TIMEOUT } : {}),
    }).pipe(
      // Operators that may fail come before the retry, operators that shape the text after it.
      timeoutBetweenChunks(NO_PROGRESS),
      throwOnErrorEvent(),
      retryOnNetwork(),
    );
  // A server of the AI SDK knows its tools, also those that run here.
  const askWithTools = withTools(
    protocol === 'uiMessageStream' ? (request) => ask({ ...request, tools: undefined }) : ask,
    tools,
  );

  return (offersTools ? askWithTools : ask)({
    accessToken: token,
    message,
    modelId: model,
    providerSlug: model.split('/')[0] ?? model,
    systemPrompt,
  }).pipe(throwOnErrorEvent(), sampleTps(), splitReasoning());
};
