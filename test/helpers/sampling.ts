import fc from 'fast-check';

/**
 * What the samples of this run are drawn from: `SEED`, or else what the configuration of jest has
 * drawn.
 */
export const seed = Number(process.env['SEED'] ?? 0);

/** Whether nothing is left to samples, as in `npm run test:all`. */
export const isExhaustive = process.env['EXHAUSTIVE'] === '1';

/** Ends the title of a test of samples, so that its failure says how to draw the same again. */
export const drawn = isExhaustive ? 'EXHAUSTIVE=1' : `SEED=${seed}`;

/** `count` of `all`, in their order; all of them in an exhaustive run. */
export const sample = <T>(all: readonly T[], count: number): readonly T[] => {
  if (isExhaustive || all.length <= count) return all;
  const some = fc.subarray([...all], { minLength: count, maxLength: count });
  return fc.sample(some, { seed, numRuns: 1 })[0] ?? [];
};
