/** A piece of the visible answer. `text` is a delta, never the whole answer so far. */
export interface ContentEvent {
  readonly type: 'content';
  readonly text: string;
}

/** A piece of the model's reasoning ("thinking"). `text` is a delta. */
export interface ReasoningEvent {
  readonly type: 'reasoning';
  readonly text: string;
}

/** A piece of a tool call. Pieces with the same `index` belong together; `argumentsText` is a delta of JSON text. */
export interface ToolCallEvent {
  readonly type: 'toolCall';
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
}

/** Speed of the answer in tokens per second: finite, not negative, and either told by the server or estimated here. */
export interface TpsEvent {
  readonly type: 'tps';
  readonly tps: number;
  readonly source: 'server' | 'estimated';
}

/** Token counts of one answer. A count that the server does not tell is absent, never 0. */
export interface TokenUsage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly totalTokens?: number;
  readonly reasoningTokens?: number;
  readonly cachedInputTokens?: number;
}

/** Token counts as the server states them. A later `usage` replaces an earlier one. */
export interface UsageEvent {
  readonly type: 'usage';
  readonly usage: TokenUsage;
}

/** What is known about a failure that the server reported. */
export interface ErrorDetails {
  /** The server's own code, as text. */
  readonly code?: string;
  /** The HTTP status, or the one that the server's code implies. */
  readonly status?: number;
  /** How long the server asks to wait before another try, in ms. */
  readonly retryAfterMs?: number;
}

/** The server reported a failure inside the stream. Terminal: nothing follows it. */
export interface ErrorEvent extends ErrorDetails {
  readonly type: 'error';
  readonly message: string;
}

/** Everything delivered so far is void: attempt number `attempt` starts from nothing. */
export interface ResetEvent {
  readonly type: 'reset';
  /** Number of the attempt that starts now; the first one was 1. */
  readonly attempt: number;
}

/** Why the model stopped. */
export type FinishReason = 'stop' | 'length' | 'toolCalls' | 'contentFilter' | 'other';

/** What the wire may tell about a finished answer. */
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
 * Everything that an answer can consist of, discriminated by `type`.
 *
 * One subscription delivers `(content | reasoning | toolCall | tps | usage | reset)* (done | error)`, then completes;
 * a failure outside the protocol is an error notification instead.
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

/** Makes a `content` event. */
export const contentEvent = (text: string): ContentEvent => ({ type: 'content', text });

/** Makes a `reasoning` event. */
export const reasoningEvent = (text: string): ReasoningEvent => ({ type: 'reasoning', text });

/** Makes a `toolCall` event. */
export const toolCallEvent = (call: Omit<ToolCallEvent, 'type'>): ToolCallEvent => ({
  type: 'toolCall',
  ...call,
});

/** Makes a `tps` event; the source is the server unless told otherwise. */
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

/**
 * Makes a type guard for one type of event, for `filter` and for unions that are wider than {@link StreamEvent}.
 *
 * @example
 * ```ts
 * import { of, filter, map } from 'rxjs';
 * import { contentEvent, doneEvent, isEvent } from 'rxjs-chat-stream';
 *
 * const texts: string[] = [];
 * of(contentEvent('Hi'), doneEvent())
 *   .pipe(filter(isEvent('content')), map((event) => event.text))
 *   .subscribe((text) => texts.push(text));
 * texts; // => ['Hi']
 * ```
 */
export const isEvent =
  <T extends StreamEvent['type']>(type: T) =>
  (event: { readonly type: string }): event is EventOfType<StreamEvent, T> =>
    event.type === type;

/** Whether nothing can follow the event: it is `done` or `error`. */
export const isTerminal = (event: { readonly type: string }): event is DoneEvent | ErrorEvent =>
  event.type === 'done' || event.type === 'error';

/** One handler per event type of union `E`. */
export type EventHandlers<E extends { readonly type: string }> = {
  readonly [T in E['type']]: (event: EventOfType<E, T>) => unknown;
};

/** What the handlers of a table return. */
export type HandlerResult<H> = {
  [T in keyof H]: H[T] extends (...args: never[]) => infer R ? R : never;
}[keyof H];

/**
 * Folds an event: calls the handler of its type and returns what that returns.
 *
 * With one argument the handlers must cover the whole union, which the compiler checks; with a second one, that
 * fallback takes every type that has no handler, also types that a newer server invents. The union is the one of the pipeline,
 * or `StreamEvent`.
 *
 * @throws TypeError when there is neither a handler for the event's type nor a fallback.
 *
 * @example
 * ```ts
 * import { contentEvent, doneEvent, matchEvent } from 'rxjs-chat-stream';
 *
 * const show = matchEvent({ content: ({ text }) => text }, ({ type }) => `(${type})`);
 * show(contentEvent('Hi')); // => 'Hi'
 * show(doneEvent()); // => '(done)'
 * ```
 */
export function matchEvent<
  H extends EventHandlers<E>,
  E extends { readonly type: string } = StreamEvent,
>(handlers: H & EventHandlers<E>): (event: E) => HandlerResult<H>;
export function matchEvent<
  H extends Partial<EventHandlers<E>>,
  F,
  E extends { readonly type: string } = StreamEvent,
>(
  handlers: H & Partial<EventHandlers<E>>,
  fallback: (event: E) => F,
): (event: E) => HandlerResult<H> | F;
export function matchEvent(
  handlers: Readonly<Record<string, ((event: { readonly type: string }) => unknown) | undefined>>,
  fallback?: (event: { readonly type: string }) => unknown,
): (event: { readonly type: string }) => unknown {
  return (event) => {
    // An event named like a member of Object.prototype must not find that member.
    const handler = Object.hasOwn(handlers, event.type) ? handlers[event.type] : undefined;
    const chosen = handler ?? fallback;
    if (chosen === undefined) {
      throw new TypeError(`matchEvent: no handler for event type "${event.type}" and no fallback`);
    }
    return chosen(event);
  };
}
