/**
 * How far the attempt had come when it failed: nothing sent (`request`), no connection (`connect`), the request may have
 * been processed (`sent`), the response headers were there (`headers`), at least one event was delivered (`streaming`).
 */
export type StreamingPhase = 'request' | 'connect' | 'sent' | 'headers' | 'streaming';

/** What every {@link StreamingError} is made from, besides its message. */
export interface StreamingErrorInit<Code extends string> {
  readonly code: Code;
  readonly phase: StreamingPhase;
  /** What the platform or the server said, already free of secrets. */
  readonly cause?: unknown;
}

/** What a {@link StreamingNetworkError} is made from, besides its message. */
export interface StreamingNetworkErrorInit extends StreamingErrorInit<
  StreamingNetworkError['code']
> {
  /** @defaultValue `true` */
  readonly retryable?: boolean | undefined;
}

/** What a {@link StreamingApiError} is made from, besides its message. */
export interface StreamingApiErrorInit extends StreamingErrorInit<StreamingApiError['code']> {
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly serverCode?: string | undefined;
  readonly requestId?: string | undefined;
  /** What the server says of it. @defaultValue follows from `status` and `serverCode` */
  readonly retryable?: boolean | undefined;
}

/**
 * Base of every failure of this package. Tell the families apart by `kind`, or by `isStreamingError` and `kind`, which also
 * holds across realms and bundles. No token, cookie or prompt is in any part of it.
 */
export abstract class StreamingError<Code extends string = string> extends Error {
  abstract readonly kind: 'api' | 'network' | 'timeout' | 'format' | 'aborted';
  declare readonly code: Code;
  /** Whether the same request may succeed when it is sent again. */
  abstract readonly retryable: boolean;
  declare readonly phase: StreamingPhase;
  /** Number of the attempt that failed, from 1. */
  readonly attempt: number = 1;
  /** The errors of the attempts before this one, oldest first. */
  readonly attempts: readonly StreamingError[] = [];

  constructor(message: string, { cause, ...known }: StreamingErrorInit<Code>) {
    super(message, cause === undefined ? undefined : { cause });
    // What is not known is not there, rather than undefined.
    const fields = Object.entries(known).filter(([, value]) => value !== undefined);
    Object.assign(this, Object.fromEntries(fields));
  }

  /** The fields and the message, so that `JSON.stringify` tells as much as the console does. */
  toJSON(): object {
    return { ...this, name: this.name, message: this.message };
  }
}

const retryableStatuses: ReadonlySet<number | undefined> = new Set([
  408, 425, 429, 500, 502, 503, 504, 529,
]);
// A used-up quota answers 429 too, but waiting does not refill it.
const quotaCode = /quota|billing|insufficient(?!_system)/i;

/**
 * The server refused or gave up: a non-2xx answer (`HTTP_STATUS`), a JSON error where a stream was due (`ERROR_BODY`), or
 * an `error` event that was turned into a notification (`ERROR_EVENT`).
 */
export class StreamingApiError extends StreamingError<
  'HTTP_STATUS' | 'ERROR_EVENT' | 'ERROR_BODY'
> {
  override readonly name = 'StreamingApiError';
  readonly kind = 'api';
  declare readonly retryable: boolean;
  declare readonly status?: number;
  /** How long the server asks to wait, in ms. */
  declare readonly retryAfterMs?: number;
  /** The server's own code. */
  declare readonly serverCode?: string;
  /** The server's name for the request, for its support desk. */
  declare readonly requestId?: string;

  constructor(message: string, { retryable, ...init }: StreamingApiErrorInit) {
    super(message, init);
    this.retryable =
      retryable ?? (retryableStatuses.has(init.status) && !quotaCode.test(init.serverCode ?? ''));
  }
}

/** No connection, a lost one, or a body that ended before the protocol's own end. */
export class StreamingNetworkError extends StreamingError<
  'CONNECT_FAILED' | 'CONNECTION_LOST' | 'STREAM_TRUNCATED'
> {
  override readonly name = 'StreamingNetworkError';
  readonly kind = 'network';
  /** True but for a certificate that is not valid. */
  declare readonly retryable: boolean;

  constructor(message: string, { retryable = true, ...init }: StreamingNetworkErrorInit) {
    super(message, init);
    this.retryable = retryable;
  }
}

/** The error of an answer that ended before the protocol's own end. */
export const truncated = (phase: StreamingPhase): StreamingNetworkError =>
  new StreamingNetworkError('The answer ended before it was complete', {
    code: 'STREAM_TRUNCATED',
    phase,
  });

/** No headers in time (`CONNECT`), no byte in time (`READ_IDLE`), no event in time (`PROGRESS`). */
export class StreamingTimeoutError extends StreamingError<'CONNECT' | 'READ_IDLE' | 'PROGRESS'> {
  override readonly name = 'StreamingTimeoutError';
  readonly kind = 'timeout';
  readonly retryable = true;
}

/** The request is not valid, or the answer is not what the protocol says. */
export class StreamingFormatError extends StreamingError<
  | 'INVALID_REQUEST'
  | 'UNEXPECTED_CONTENT_TYPE'
  | 'BAD_JSON'
  | 'BAD_EVENT'
  | 'RESPONSE_TOO_LARGE'
  | 'EVENT_TOO_LARGE'
> {
  override readonly name = 'StreamingFormatError';
  readonly kind = 'format';
  readonly retryable = false;
}

/** The `signal` of the config was aborted. Unsubscribing is not an error and notifies nothing. */
export class StreamingAbortedError extends StreamingError<'ABORTED'> {
  override readonly name = 'StreamingAbortedError';
  readonly kind = 'aborted';
  readonly retryable = false;
}

/** Any of the concrete error classes: a union that `switch (error.kind)` narrows. */
export type AnyStreamingError =
  | StreamingApiError
  | StreamingNetworkError
  | StreamingTimeoutError
  | StreamingFormatError
  | StreamingAbortedError;

const kinds: ReadonlySet<unknown> = new Set<AnyStreamingError['kind']>([
  'api',
  'network',
  'timeout',
  'format',
  'aborted',
]);

/**
 * Whether a value is an error of this package, told by its shape, so that it also holds for errors of another bundle,
 * realm or version.
 */
export function isStreamingError(value: unknown): value is AnyStreamingError {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    kinds.has(value.kind) &&
    'retryable' in value &&
    typeof value.retryable === 'boolean'
  );
}

// Refusals by which a server says that it has not begun: too early, too many, overloaded.
const unprocessedStatuses: ReadonlySet<number | undefined> = new Set([425, 429, 503, 529]);

/**
 * Whether a request may be sent again without any risk that it is worked on, and billed, twice: the failure is retryable, and
 * either no connection was made or the server refused before any work. The strict rule for `retryOnNetwork({ shouldRetry })`.
 *
 * @example
 * ```ts
 * import { isSafeToRetry, StreamingNetworkError } from 'rxjs-chat-stream';
 *
 * const refused = new StreamingNetworkError('Refused', { code: 'CONNECT_FAILED', phase: 'connect' });
 * const lost = new StreamingNetworkError('Lost', { code: 'CONNECTION_LOST', phase: 'sent' });
 * [isSafeToRetry(refused), isSafeToRetry(lost)]; // => [true, false]
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
 */
export function isSafeToRetry(error: AnyStreamingError): boolean {
  const isUnprocessed =
    error.phase === 'connect' ||
    (error.code === 'HTTP_STATUS' && unprocessedStatuses.has(error.status));
  return error.retryable && isUnprocessed;
}

/**
 * Copies an error as the one of the attempt that came after `earlier`. A copy, because the original may be shared; made
 * from its properties, because it may be of another bundle's class.
 */
export function withAttempts<E extends StreamingError>(
  error: E,
  earlier: readonly StreamingError[],
): E {
  const copy: Error = new Error(error.message);
  Object.setPrototypeOf(copy, Object.getPrototypeOf(error));
  Object.defineProperties(copy, {
    ...Object.getOwnPropertyDescriptors(error),
    stack: { value: error.stack, configurable: true, writable: true },
    attempt: { value: earlier.length + 1, enumerable: true },
    attempts: { value: [...earlier], enumerable: true },
  });
  // It now has the prototype and every own property of an `E`.
  return copy as E;
}
