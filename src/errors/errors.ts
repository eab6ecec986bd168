import { isRetryable } from './isRetryable.js';

/**
 * How far an attempt had come when it failed: nothing was sent (`request`), there was no connection
 * (`connect`), the server may have processed the request (`sent`), the response headers had arrived
 * (`headers`), or at least one event had been emitted (`streaming`).
 */
export type StreamingPhase = 'request' | 'connect' | 'sent' | 'headers' | 'streaming';

/** Fields of every {@link StreamingError}, besides its message. */
export interface StreamingErrorInit<Code extends string> {
  readonly code: Code;
  readonly phase: StreamingPhase;
  /** The failure of the platform or the server, without secrets. */
  readonly cause?: unknown;
}

/** Fields of a {@link StreamingNetworkError}, besides its message. */
export interface StreamingNetworkErrorInit extends StreamingErrorInit<
  StreamingNetworkError['code']
> {
  readonly host?: string | undefined;
  /** @defaultValue `true` */
  readonly retryable?: boolean | undefined;
}

/** Fields of a {@link StreamingApiError}, besides its message. */
export interface StreamingApiErrorInit extends StreamingErrorInit<StreamingApiError['code']> {
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly serverCode?: string | undefined;
  readonly requestId?: string | undefined;
  /** What the server says about a retry. @defaultValue follows from `status` and `serverCode` */
  readonly retryable?: boolean | undefined;
}

/**
 * Base class of every failure of this package. Distinguish the families by `kind`; together with
 * `isStreamingError` that also works across realms and bundles, where `instanceof` does not. No
 * part of an error contains a token, a cookie or a prompt.
 *
 * @example
 * ```ts
 * import { StreamingAbortedError, StreamingApiError, type StreamingError } from 'rxjs-chat-stream';
 *
 * const errors: readonly StreamingError[] = [
 *   new StreamingApiError('Slow down', { code: 'HTTP_STATUS', phase: 'headers', status: 429 }),
 *   new StreamingAbortedError('Stopped', { code: 'ABORTED', phase: 'sent' }),
 * ];
 * errors.map(({ kind, retryable }) => [kind, retryable]); // => [['api', true], ['aborted', false]]
 * ```
 */
export abstract class StreamingError<Code extends string = string> extends Error {
  abstract readonly kind: 'api' | 'network' | 'timeout' | 'format' | 'aborted';
  readonly code: Code;
  /** Whether the same request may succeed when it is sent again. */
  abstract readonly retryable: boolean;
  readonly phase: StreamingPhase;
  /** Number of the attempt that failed, from 1. */
  readonly attempt: number = 1;
  /** The errors of the earlier attempts, oldest first. */
  readonly attempts: readonly StreamingError[] = [];

  constructor(message: string, { code, phase, cause }: StreamingErrorInit<Code>) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.phase = phase;
  }

  /** Returns the fields and the message, so that `JSON.stringify` shows what the console shows. */
  toJSON(): object {
    return { ...this, name: this.name, message: this.message };
  }
}

/**
 * The server refused the request or gave up: a status that is not 2xx (`HTTP_STATUS`), a JSON error
 * instead of a stream (`ERROR_BODY`), an `error` event that `throwOnErrorEvent` turned into a
 * notification (`ERROR_EVENT`), or a socket that it closed with a reason (`SOCKET_CLOSED`).
 */
export class StreamingApiError extends StreamingError<
  'HTTP_STATUS' | 'ERROR_EVENT' | 'ERROR_BODY' | 'SOCKET_CLOSED'
> {
  override readonly name = 'StreamingApiError';
  readonly kind = 'api';
  readonly retryable: boolean;
  // `declare`, since an unknown field must be absent: without it, the field would be `undefined`.
  declare readonly status?: number;
  /** How long the server asks to wait before the next attempt, in ms. */
  declare readonly retryAfterMs?: number;
  /** The server's own code. */
  declare readonly serverCode?: string;
  /** The server's id of the request, for its support. */
  declare readonly requestId?: string;

  constructor(message: string, init: StreamingApiErrorInit) {
    super(message, init);
    const { status, retryAfterMs, serverCode, requestId, retryable } = init;
    if (status !== undefined) this.status = status;
    if (retryAfterMs !== undefined && Number.isFinite(retryAfterMs)) {
      this.retryAfterMs = retryAfterMs;
    }
    if (serverCode !== undefined) this.serverCode = serverCode;
    if (requestId !== undefined) this.requestId = requestId;
    this.retryable = retryable ?? isRetryable(status, serverCode);
  }
}

/** There was no connection, it was lost, or the body ended before the protocol's own end. */
export class StreamingNetworkError extends StreamingError<
  'CONNECT_FAILED' | 'CONNECTION_LOST' | 'STREAM_TRUNCATED'
> {
  override readonly name = 'StreamingNetworkError';
  readonly kind = 'network';
  /** `false` only for an invalid TLS certificate. */
  readonly retryable: boolean;
  /** The host that could not be reached or was lost, with its port if the URL has one. */
  declare readonly host?: string;

  constructor(message: string, init: StreamingNetworkErrorInit) {
    super(message, init);
    if (init.host !== undefined) this.host = init.host;
    this.retryable = init.retryable ?? true;
  }
}

/** No headers in time (`CONNECT`), no byte in time (`READ_IDLE`), no event in time (`PROGRESS`). */
export class StreamingTimeoutError extends StreamingError<'CONNECT' | 'READ_IDLE' | 'PROGRESS'> {
  override readonly name = 'StreamingTimeoutError';
  readonly kind = 'timeout';
  readonly retryable = true;
}

/** The request, the config, the response or, as `BAD_OUTPUT`, the answer is not as it must be. */
export class StreamingFormatError extends StreamingError<
  | 'INVALID_REQUEST'
  | 'UNEXPECTED_CONTENT_TYPE'
  | 'BAD_JSON'
  | 'BAD_EVENT'
  | 'BAD_OUTPUT'
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
