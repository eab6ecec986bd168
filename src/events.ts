import type {
  DoneDetails,
  ErrorDetails,
  ProviderState,
  ReplyFile,
  Retrying,
  Source,
  TokenUsage,
} from './eventDetails.js';

/** A delta of the visible answer: append `text` to the content before it. */
export interface ContentEvent {
  readonly type: 'content';
  readonly text: string;
  /**
   * Which part of the content it belongs to, counted from 0, where the protocol has parts, such as
   * content blocks. Accumulators put a blank line between two parts.
   */
  readonly part?: number;
}

/** A delta of the model's reasoning ("thinking"): append `text` to the reasoning before it. */
export interface ReasoningEvent {
  readonly type: 'reasoning';
  readonly text: string;
  /** Which part of the reasoning it belongs to, counted from 0, where the protocol has parts. */
  readonly part?: number;
}

/** A delta of a tool call: append `argumentsText`, which is JSON text, for each `index`. */
export interface ToolCallEvent {
  readonly type: 'toolCall';
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
  /** The provider runs this call itself. Its result comes as a `toolResult`. */
  readonly providerExecuted?: true;
  /** The call waits until the user approves it. The answer to the question names this id. */
  readonly approvalId?: string;
}

/** The result of a tool call that the server or the provider ran. */
export interface ToolResultEvent {
  readonly type: 'toolResult';
  /** The id of the call. */
  readonly id: string;
  readonly name?: string;
  /** JSON. */
  readonly result: unknown;
  readonly isError?: true;
  /** Another result of the same call follows, and replaces this one. */
  readonly preliminary?: true;
}

/** A source that the answer cites. */
export interface SourceEvent extends Source {
  readonly type: 'source';
}

/** A file that the model made. */
export interface FileEvent extends ReplyFile {
  readonly type: 'file';
}

/** Speed of the answer in tokens per second, finite and at least 0. */
export interface TpsEvent {
  readonly type: 'tps';
  readonly tps: number;
  /** Whether the server reported it, or `sampleTps` estimated it. */
  readonly source: 'server' | 'estimated';
}

/** Token counts as the server reports them. A later `usage` replaces an earlier one. */
export interface UsageEvent {
  readonly type: 'usage';
  readonly usage: TokenUsage;
}

/** What the provider wants back with the next turn. */
export interface ProviderStateEvent extends ProviderState {
  readonly type: 'providerState';
}

/** The server reported a failure inside the stream. Terminal: nothing follows it. */
export interface ErrorEvent extends ErrorDetails {
  readonly type: 'error';
  readonly message: string;
}

/** An attempt has failed, and another follows after a wait. Emitted by `retryOnNetwork`. */
export interface RetryingEvent extends Retrying {
  readonly type: 'retrying';
}

/** Voids everything emitted so far: a new attempt starts the answer again. */
export interface ResetEvent {
  readonly type: 'reset';
  /** Number of the attempt that starts; the first attempt was 1. */
  readonly attempt: number;
}

/** The answer is complete. Terminal: nothing follows it. */
export interface DoneEvent extends DoneDetails {
  readonly type: 'done';
}

/**
 * Any event of an answer; `type` tells them apart. One subscription emits
 * any of them in any number, then one `done` or `error`, and completes. A failure outside the
 * protocol, such as a lost connection, is an error notification instead.
 */
export type StreamEvent =
  | ContentEvent
  | ReasoningEvent
  | ToolCallEvent
  | ToolResultEvent
  | SourceEvent
  | FileEvent
  | TpsEvent
  | UsageEvent
  | ProviderStateEvent
  | ErrorEvent
  | RetryingEvent
  | ResetEvent
  | DoneEvent;

/** The event of union `E` whose `type` is `T`. */
export type EventOfType<E extends { readonly type: string }, T extends E['type']> = Extract<
  E,
  { readonly type: T }
>;
