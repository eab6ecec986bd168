import { MAX_TIMER_DELAY } from '../../src/rx/maxTimerDelay.js';

/** The waits of {@link backoff}, in ms. */
export interface BackoffOptions {
  /** Maximum wait after the first failure; it doubles with each further one. */
  readonly delay: number;
  /** Maximum wait after any failure. */
  readonly maxDelay: number;
  /** The part of the wait that is random, 0 to 1. */
  readonly jitter: number;
  /** Returns a number from 0 up to 1. */
  readonly random: () => number;
}

/**
 * Makes the function from the number of earlier failures to the wait before the next attempt.
 *
 * With a jitter of 1 any wait up to the maximum is equally likely, so that clients that failed
 * together do not retry together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const backoff =
  ({ delay, maxDelay, jitter, random }: BackoffOptions) =>
  (earlierFailures: number): number => {
    // After 50 doublings every delay exceeds the limits; after 1024, a delay of 0 would be NaN.
    const doubled = delay * 2 ** Math.min(earlierFailures, 50);
    const chance = random();
    // The function is the app's. Of a number that is none, the wait would be neither.
    const share = chance >= 0 && chance <= 1 ? chance : 1;
    return Math.min(doubled, maxDelay, MAX_TIMER_DELAY) * (1 - jitter + jitter * share);
  };
