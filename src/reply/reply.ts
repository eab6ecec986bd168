import type {
  ErrorDetails,
  ErrorKind,
  FinishReason,
  ProviderState,
  ReplyFile,
  Retrying,
  Source,
  TokenUsage,
} from '../eventDetails.js';
import type { ToolCallEvent, ToolResultEvent } from '../events.js';

/**
 * A tool call put together from its deltas, and its result. `argumentsText` is JSON once the reply
 * is complete.
 */
export interface ReplyToolCall
  extends Omit<ToolCallEvent, 'type'>, Partial<Omit<ToolResultEvent, 'type' | 'id' | 'name'>> {}

/** A failure that ended the answer. The reply keeps the text before it. */
export interface ReplyError extends ErrorDetails {
  readonly message: string;
  readonly kind: ErrorKind;
  /** Whether another attempt may succeed. */
  readonly retryable: boolean;
}

/** A part of an answer. The parts of a reply are in the order in which they began. */
export type ReplyPart =
  | { readonly type: 'content' | 'reasoning'; readonly text: string }
  | { readonly type: 'toolCall'; readonly index: number }
  | (Source & { readonly type: 'source' })
  | (ReplyFile & { readonly type: 'file' });

/**
 * Snapshot of an answer so far. Immutable: the next snapshot shares with this one all that did not
 * change.
 */
export interface ChatReply {
  /** The content of all parts, with a blank line between two of them. */
  readonly content: string;
  /** The reasoning of all parts, with a blank line between two of them. */
  readonly reasoning: string;
  /** All of the answer in order: texts, calls (by their `index`), sources and files. */
  readonly parts: readonly ReplyPart[];
  readonly toolCalls: readonly ReplyToolCall[];
  readonly sources: readonly Source[];
  readonly files: readonly ReplyFile[];
  /** Tokens per second. */
  readonly tps?: number;
  readonly usage?: TokenUsage;
  readonly finishReason?: FinishReason;
  /** What the provider wants back with the next turn. */
  readonly providerState?: ProviderState;
  readonly error?: ReplyError;
  /** The wait before another attempt, from a `retrying` event to the next event. */
  readonly retrying?: Retrying;
  /**
   * `idle`: nothing was asked. `stopped`: the stream completed before `done` or `error`, for
   * example by `takeUntil`.
   */
  readonly status: 'idle' | 'streaming' | 'complete' | 'error' | 'stopped';
}

const nothing = Object.freeze([]);

/**
 * The reply before its first event.
 *
 * @example
 * ```ts
 * import { emptyReply } from 'rxjs-chat-stream';
 *
 * emptyReply.content; // => ''
 * emptyReply.status; // => 'streaming'
 * ```
 */
export const emptyReply: ChatReply = Object.freeze({
  content: '',
  reasoning: '',
  parts: nothing,
  toolCalls: nothing,
  sources: nothing,
  files: nothing,
  status: 'streaming',
});

/**
 * The reply before anything was asked: the initial value of a signal or a store.
 *
 * @example
 * ```ts
 * import { idleReply } from 'rxjs-chat-stream';
 *
 * idleReply.status; // => 'idle'
 * ```
 */
export const idleReply: ChatReply = Object.freeze({ ...emptyReply, status: 'idle' });
