import type {
  DoneDetails,
  ErrorDetails,
  ProviderState,
  ReplyFile,
  Retrying,
  Source,
  TokenUsage,
} from './eventDetails.js';
import type {
  ContentEvent,
  DoneEvent,
  ErrorEvent,
  FileEvent,
  ProviderStateEvent,
  ReasoningEvent,
  ResetEvent,
  RetryingEvent,
  SourceEvent,
  ToolCallEvent,
  ToolResultEvent,
  TpsEvent,
  UsageEvent,
} from './events.js';

/**
 * Makes a `content` event.
 *
 * @example
 * ```ts
 * import { contentEvent, doneEvent, errorEvent, reasoningEvent } from 'rxjs-chat-stream';
 * import { fileEvent, providerStateEvent, resetEvent, retryingEvent } from 'rxjs-chat-stream';
 * import { sourceEvent, toolCallEvent, toolResultEvent } from 'rxjs-chat-stream';
 * import { tpsEvent, usageEvent } from 'rxjs-chat-stream';
 *
 * reasoningEvent('Hm'); // => { type: 'reasoning', text: 'Hm' }
 * contentEvent('Hi'); // => { type: 'content', text: 'Hi' }
 * toolCallEvent({ index: 0, id: 'c1', name: 'add', argumentsText: '{}' }).type; // => 'toolCall'
 * toolResultEvent({ id: 'c1', result: 3 }); // => { type: 'toolResult', id: 'c1', result: 3 }
 * sourceEvent({ url: 'https://a.example' }); // => { type: 'source', url: 'https://a.example' }
 * fileEvent({ mediaType: 'image/png', base64: 'iVBO' }).mediaType; // => 'image/png'
 * providerStateEvent({ protocol: 'anthropicMessages', state: [] }).state; // => []
 * tpsEvent(45); // => { type: 'tps', tps: 45, source: 'server' }
 * usageEvent({ inputTokens: 9 }); // => { type: 'usage', usage: { inputTokens: 9 } }
 * const error = { message: 'Lost', kind: 'network' } as const;
 * retryingEvent({ attempt: 2, delayMs: 250, error }).delayMs; // => 250
 * resetEvent(2); // => { type: 'reset', attempt: 2 }
 * errorEvent('Busy', { status: 503 }); // => { type: 'error', message: 'Busy', status: 503 }
 * doneEvent({ finishReason: 'stop' }); // => { type: 'done', finishReason: 'stop' }
 * ```
 */
export const contentEvent = (text: string): ContentEvent => ({ type: 'content', text });

/** Makes a `reasoning` event. */
export const reasoningEvent = (text: string): ReasoningEvent => ({ type: 'reasoning', text });

/** Makes a `toolCall` event. */
export const toolCallEvent = (call: Omit<ToolCallEvent, 'type'>): ToolCallEvent => ({
  type: 'toolCall',
  ...call,
});

/** Makes a `toolResult` event. */
export const toolResultEvent = (result: Omit<ToolResultEvent, 'type'>): ToolResultEvent => ({
  type: 'toolResult',
  ...result,
});

/** Makes a `source` event. */
export const sourceEvent = (source: Source): SourceEvent => ({ type: 'source', ...source });

/** Makes a `file` event. */
export const fileEvent = (file: ReplyFile): FileEvent => ({ type: 'file', ...file });

/** Makes a `providerState` event. */
export const providerStateEvent = (state: ProviderState): ProviderStateEvent => ({
  type: 'providerState',
  ...state,
});

/** Makes a `tps` event; its `source` is the server by default. */
export const tpsEvent = (tps: number, source: TpsEvent['source'] = 'server'): TpsEvent => ({
  type: 'tps',
  tps,
  source,
});

/** Makes a `usage` event. */
export const usageEvent = (usage: TokenUsage): UsageEvent => ({ type: 'usage', usage });

/** Makes an `error` event. */
export const errorEvent = (message: string, details: ErrorDetails = {}): ErrorEvent => ({
  type: 'error',
  message,
  ...details,
});

/** Makes a `retrying` event. */
export const retryingEvent = (retrying: Retrying): RetryingEvent => ({
  type: 'retrying',
  ...retrying,
});

/** Makes a `reset` event; `attempt` is the number of the attempt that starts. */
export const resetEvent = (attempt: number): ResetEvent => ({ type: 'reset', attempt });

/** Makes a `done` event. */
export const doneEvent = (details: DoneDetails = {}): DoneEvent => ({ type: 'done', ...details });
