/** What a passage of an answer comes from. At least one of `url`, `id` and `title` is present. */
export interface Source {
  readonly url?: string;
  readonly title?: string;
  /** The text that is cited. */
  readonly text?: string;
  readonly id?: string;
}

/** A file that the model made, such as an image. It has a `url` or its data as `base64`. */
export interface ReplyFile {
  /** Such as `image/png`; `audio/*` where the server does not tell the format. */
  readonly mediaType: string;
  readonly url?: string;
  readonly base64?: string;
  readonly name?: string;
  /** The words of a sound. */
  readonly transcript?: string;
}

/** Token counts of one answer. A count that the server does not report is absent, never 0. */
export interface TokenUsage {
  readonly inputTokens?: number;
  /** Includes the tokens of the reasoning. */
  readonly outputTokens?: number;
  readonly totalTokens?: number;
  /** Tokens of the reasoning. They are part of the output tokens. */
  readonly reasoningTokens?: number;
  /** Input tokens that were read from a cache. They are part of the input tokens. */
  readonly cachedInputTokens?: number;
  /** Input tokens that were written to a cache. They are part of the input tokens. */
  readonly cacheWriteTokens?: number;
  /** The price in the currency in which the provider bills. */
  readonly cost?: number;
}

/**
 * What the provider wants back with the next turn, such as signatures and encrypted reasoning.
 * There is at most one, right before `done`.
 */
export interface ProviderState {
  /** The name of the protocol that can send it back. */
  readonly protocol: string;
  /** JSON as the provider sent it. */
  readonly state: unknown;
}

/** The kinds of failures; see `StreamingError`. */
export type ErrorKind = 'api' | 'network' | 'timeout' | 'format' | 'aborted';

/** Details of a failure that the server reported. */
export interface ErrorDetails {
  /** The server's own code, as text. */
  readonly code?: string;
  /** The HTTP status, or the one that the server's code implies. */
  readonly status?: number;
  /** How long the server asks to wait before the next attempt, in ms. */
  readonly retryAfterMs?: number;
  /** The kind of the error that `errorAsEvent` turned into an event. */
  readonly kind?: ErrorKind;
  /** Whether another attempt may succeed, where `errorAsEvent` knew. */
  readonly retryable?: boolean;
}

/** The failure that another attempt is to mend. */
export interface RetryReason {
  readonly message: string;
  readonly code?: string;
  readonly kind: ErrorKind;
  readonly status?: number;
}

/** The wait before another attempt. */
export interface Retrying {
  /** Number of the attempt that follows; the first attempt was 1. */
  readonly attempt: number;
  /** How long the wait is, in ms. */
  readonly delayMs: number;
  readonly error: RetryReason;
}

/** Why the model stopped. */
export type FinishReason = 'stop' | 'length' | 'toolCalls' | 'contentFilter' | 'other';

/** What a server may report about a finished answer. */
export interface DoneDetails {
  /** `toolCalls` means that calls wait for the app. */
  readonly finishReason?: FinishReason;
  /** The reason in the provider's own words. */
  readonly rawFinishReason?: string;
  readonly responseId?: string;
  readonly model?: string;
}
