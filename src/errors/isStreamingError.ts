import type {
  StreamingAbortedError,
  StreamingApiError,
  StreamingFormatError,
  StreamingNetworkError,
  StreamingTimeoutError,
} from './errors.js';

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
 * Whether a value is an error of this package. Looks at its fields instead of its class, so that
 * errors of another bundle, realm or version count too.
 *
 * @example
 * ```ts
 * import { isStreamingError, StreamingTimeoutError } from 'rxjs-chat-stream';
 *
 * const late = new StreamingTimeoutError('No event', { code: 'PROGRESS', phase: 'streaming' });
 * [late, new Error('late')].map(isStreamingError); // => [true, false]
 * ```
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
