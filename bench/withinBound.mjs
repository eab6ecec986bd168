import { setTimeout as wait } from 'node:timers/promises';

/** Resolves like `promise`, or with undefined if it has not settled after `bound` ms. */
export async function withinBound(promise, bound) {
  const over = new AbortController();
  try {
    return await Promise.race([promise, wait(bound, undefined, { signal: over.signal })]);
  } finally {
    over.abort();
  }
}
