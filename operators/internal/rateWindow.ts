/** Counts tokens over a sliding window. Times are in ms, of any clock that does not go back. */
export interface RateWindow {
  /** Adds tokens that arrived at a time, which is not before the last one. */
  readonly add: (tokens: number, at: number) => void;
  /**
   * Returns the tokens per second over the window that ends at `now`; `undefined` before the second
   * instant with tokens.
   */
  readonly rate: (now: number) => number | undefined;
  /** Takes the time from the last tokens to `now` out of the time that counts for `overall`. */
  readonly skip: (now: number) => void;
  /**
   * Returns the tokens per second if `tokens` are all that arrived from the first instant to the
   * last, without what was skipped; `undefined` for less than 50 ms.
   */
  readonly overall: (tokens: number) => number | undefined;
}

// In ms. Over less, a rate says more about the network than about the model.
const MIN_SPAN = 50;

interface Bucket {
  readonly at: number;
  tokens: number;
}

/**
 * Makes an empty window of `length` ms. The first tokens only start the clock, since the wait for
 * them is latency. It keeps one number per instant, however many events share that instant.
 */
export function rateWindow(length: number): RateWindow {
  // The instants with tokens in the window, oldest first, without the very first one.
  const buckets: Bucket[] = [];
  // The last of them; absent before the second instant with tokens.
  let newest: Bucket | undefined;
  let first = Infinity;
  let last = Infinity;
  // The ms that count up to the last tokens, and when the ms after them start to count.
  let span = 0;
  let since = 0;

  const drop = (now: number): void => {
    while (buckets[0] !== undefined && buckets[0].at <= now - length) buckets.shift();
  };

  return {
    add: (tokens, at) => {
      if (at === last) {
        if (newest !== undefined) newest.tokens += tokens;
        return;
      }
      last = at;
      if (first === Infinity) {
        first = at;
        since = at;
        return;
      }
      span += at - since;
      since = at;
      newest = { at, tokens };
      buckets.push(newest);
      drop(at);
    },
    rate: (now) => {
      if (last === first) return undefined;
      drop(now);
      const counted = buckets.reduce((sum, { tokens }) => sum + tokens, 0);
      // Some clocks have fractions of a ms, over which a rate would be infinite.
      return (counted * 1000) / Math.max(1, Math.min(length, now - first));
    },
    skip: (now) => {
      since = now;
    },
    overall: (tokens) => (span >= MIN_SPAN ? (tokens * 1000) / span : undefined),
  };
}
