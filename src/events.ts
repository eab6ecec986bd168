/** A delta of the visible answer: append `text` to the content before it. */
export interface ContentEvent {
  readonly type: 'content';
  readonly text: string;
}

/** A delta of the model's reasoning ("thinking"): append `text` to the reasoning before it. */
export interface ReasoningEvent {
  readonly type: 'reasoning';
  readonly text: string;
}

/** A delta of a tool call: append `argumentsText`, which is JSON text, for each `index`. */
export interface ToolCallEvent {
  readonly type: 'toolCall';
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
}

/** Speed of the answer in tokens per second, finite and at least 0. */
export interface TpsEvent {
  readonly type: 'tps';
  readonly tps: number;
  /** Whether the server reported it, or `sampleTps` estimated it. */
  readonly source: 'server' | 'estimated';
}

/** Token counts of one answer. A count that the server does not report is absent, never 0. */
export interface TokenUsage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly totalTokens?: number;
  readonly reasoningTokens?: number;
  readonly cachedInputTokens?: number;
}

/** Token counts as the server reports them. A later `usage` replaces an earlier one. */
export interface UsageEvent {
  readonly type: 'usage';
  readonly usage: TokenUsage;
}

/** Details of a failure that the server reported. */
export interface ErrorDetails {
  /** The server's own code, as text. */
  readonly code?: string;
  /** The HTTP status, or the one that the server's code implies. */
  readonly status?: number;
  /** How long the server asks to wait before the next attempt, in ms. */
  readonly retryAfterMs?: number;
}

/** The server reported a failure inside the stream. Terminal: nothing follows it. */
export interface ErrorEvent extends ErrorDetails {
  readonly type: 'error';
  readonly message: string;
}

/** Voids everything emitted so far: a new attempt starts the answer again. */
export interface ResetEvent {
  readonly type: 'reset';
  /** Number of the attempt that starts; the first attempt was 1. */
  readonly attempt: number;
}

/** Why the model stopped. */
export type FinishReason = 'stop' | 'length' | 'toolCalls' | 'contentFilter' | 'other';

/** What a server may report about a finished answer. */
export interface DoneDetails {
  readonly finishReason?: FinishReason;
  readonly responseId?: string;
  readonly model?: string;
}

/** The answer is complete. Terminal: nothing follows it. */
export interface DoneEvent extends DoneDetails {
  readonly type: 'done';
}

/**
 * Any event of an answer; `type` tells them apart. One subscription emits
 * `(content | reasoning | toolCall | tps | usage | reset)* (done | error)` and completes. A failure
 * outside the protocol, such as a lost connection, is an error notification instead.
 */
export type StreamEvent =
  | ContentEvent
  | ReasoningEvent
  | ToolCallEvent
  | TpsEvent
  | UsageEvent
  | ErrorEvent
  | ResetEvent
  | DoneEvent;

/** The event of union `E` whose `type` is `T`. */
export type EventOfType<E extends { readonly type: string }, T extends E['type']> = Extract<
  E,
  { readonly type: T }
>;

/**
 * Makes a `content` event.
 *
 * @example
 * ```ts
 * import { contentEvent, doneEvent, errorEvent, reasoningEvent } from 'rxjs-chat-stream';
 * import { resetEvent, toolCallEvent, tpsEvent, usageEvent } from 'rxjs-chat-stream';
 *
 * reasoningEvent('Hm'); // => { type: 'reasoning', text: 'Hm' }
 * contentEvent('Hi'); // => { type: 'content', text: 'Hi' }
 * toolCallEvent({ index: 0, id: 'c1', name: 'add', argumentsText: '{}' }).type; // => 'toolCall'
 * tpsEvent(45); // => { type: 'tps', tps: 45, source: 'server' }
 * usageEvent({ inputTokens: 9 }); // => { type: 'usage', usage: { inputTokens: 9 } }
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

/** Makes a `reset` event; `attempt` is the number of the attempt that starts. */
export const resetEvent = (attempt: number): ResetEvent => ({ type: 'reset', attempt });

/** Makes a `done` event. */
export const doneEvent = (details: DoneDetails = {}): DoneEvent => ({ type: 'done', ...details });
