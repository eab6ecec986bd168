import type { AnyStreamingError } from '../../src/errors/anyStreamingError.js';
import { backoff, type BackoffOptions } from './backoff.js';

/** When {@link retryPolicy} allows another attempt; see `RetryOnNetworkOptions`. */
export interface RetryPolicyOptions extends BackoffOptions {
  readonly count: number;
  readonly retryUntil: 'first-event' | 'headers' | 'connect';
  readonly midStream: 'error' | 'restart';
  readonly shouldRetry: (error: AnyStreamingError) => boolean;
}

/**
 * Returns how many ms to wait before another attempt; `undefined` if there is to be none.
 * `isDelivered` says whether the attempt emitted something that a user could have seen.
 */
export type RetryPolicy = (
  error: AnyStreamingError,
  earlierFailures: number,
  isDelivered: boolean,
) => number | undefined;

// In ms. If a server asks for a longer wait, the error is passed on and reports that wait.
const MAX_SERVER_WAIT = 60_000;

/** Makes the policy: what is retried, and after how long. */
export function retryPolicy({
  count,
  retryUntil,
  midStream,
  shouldRetry,
  ...waits
}: RetryPolicyOptions): RetryPolicy {
  const waitAfter = backoff(waits);

  const isEarly = ({ phase, code }: AnyStreamingError): boolean =>
    retryUntil === 'first-event' ||
    phase === 'connect' ||
    // A refusal, such as a 503, has headers but opens no stream.
    (retryUntil === 'headers' && (phase === 'sent' || code === 'HTTP_STATUS'));

  return (error, earlierFailures, isDelivered) => {
    if (earlierFailures >= count || !shouldRetry(error)) return undefined;
    if (midStream === 'error' && (isDelivered || !isEarly(error))) return undefined;
    const serverWait = error.kind === 'api' ? error.retryAfterMs : undefined;
    // In an error that was copied it may be no time at all.
    if (serverWait === undefined || !(serverWait >= 0)) return waitAfter(earlierFailures);
    return serverWait > MAX_SERVER_WAIT ? undefined : serverWait;
  };
}
