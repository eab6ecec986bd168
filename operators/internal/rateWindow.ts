/** Counts tokens over a sliding window. Times are in ms, from any clock that does not run backwards. */
export interface RateWindow {
  /** Notes that tokens arrived at a time not before the last one. */
  readonly add: (tokens: number, at: number) => void;
  /** Tokens per second over the window that ends at `now`; `undefined` before the second instant with tokens. */
  readonly rate: (now: number) => number | undefined;
  /** Tokens per second of `tokens` over the whole time from the first tokens to the last; `undefined` over no time. */
  readonly overall: (tokens: number) => number | undefined;
}

interface Bucket {
  readonly at: number;
  tokens: number;
}

/**
 * Makes an empty window of `length` ms. The first tokens only start the clock: how long they took to come is latency, not
 * speed. It keeps one number per instant of the window, however many events share that instant.
 */
export function rateWindow(length: number): RateWindow {
  // The instants that had tokens, oldest first, without the very first and those that the window has passed.
  const buckets: Bucket[] = [];
  // The last of them; absent while there was only the very first.
  let newest: Bucket | undefined;
  let first = Infinity;
  let last = Infinity;

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
        return;
      }
      newest = { at, tokens };
      buckets.push(newest);
      drop(at);
    },
    rate: (now) => {
      if (last === first) return undefined;
      drop(now);
      const counted = buckets.reduce((sum, { tokens }) => sum + tokens, 0);
      return (counted * 1000) / Math.min(length, now - first);
    },
    overall: (tokens) => (last > first ? (tokens * 1000) / (last - first) : undefined),
  };
}
