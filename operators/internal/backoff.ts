/** How waits grow; times in ms. */
export interface BackoffOptions {
  /** The longest first wait; each further one may be twice as long. */
  readonly delay: number;
  /** The longest wait of all. */
  readonly maxDelay: number;
  /** Share of the wait that is left to chance, 0 to 1. */
  readonly jitter: number;
}

/**
 * The wait in ms after failure number `failures`, from 1. With `jitter: 1` ("full jitter") any wait from 0 to the limit is as
 * likely, which spreads the clients that failed together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoff(
  failures: number,
  { delay, maxDelay, jitter }: BackoffOptions,
  random: () => number,
): number {
  // Doubled 50 times, any delay is over any limit; twice that, 0 would become NaN.
  const longest = Math.min(maxDelay, delay * 2 ** Math.min(failures - 1, 50));
  return longest * (1 - jitter + jitter * random());
}
