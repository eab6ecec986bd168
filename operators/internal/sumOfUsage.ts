import type { TokenUsage } from '../../src/eventDetails.js';

/** Adds the counts of two answers. A count that only one of them has is the sum. */
export function sumOfUsage(before: TokenUsage | undefined, usage: TokenUsage): TokenUsage {
  if (before === undefined) return usage;
  const known: Readonly<Record<string, unknown>> = { ...before };
  const sum = Object.entries(usage).map(([name, count]): [string, unknown] => {
    const earlier = known[name];
    if (typeof count !== 'number' || typeof earlier !== 'number') return [name, count];
    // Every number of an event is finite.
    return [name, Math.min(earlier + count, Number.MAX_VALUE)];
  });
  return { ...before, ...Object.fromEntries(sum) };
}
