import type { AnyStreamingError } from './anyStreamingError.js';

// With these statuses a server says that it has not started: too early, too many, overloaded
// (529 is Anthropic's).
const unprocessedStatuses: ReadonlySet<number | undefined> = new Set([425, 429, 503, 529]);

/**
 * Whether the request can be sent again without the risk that the server processes, and bills, it
 * twice. That is so where the failure is retryable, and there was no connection or the server
 * refused before any work. A strict rule for `retryOnNetwork({ shouldRetry: isSafeToRetry })`.
 *
 * @example
 * ```ts
 * import { isSafeToRetry, StreamingNetworkError } from 'rxjs-chat-stream';
 *
 * const refused = { code: 'CONNECT_FAILED', phase: 'connect' } as const;
 * const lost = { code: 'CONNECTION_LOST', phase: 'sent' } as const;
 * isSafeToRetry(new StreamingNetworkError('Refused', refused)); // => true
 * isSafeToRetry(new StreamingNetworkError('Lost', lost)); // => false
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
