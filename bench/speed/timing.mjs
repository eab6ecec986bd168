/**
 * Samples the contestants in turn, in rounds whose order rotates, for `budget` ms and at least
 * `minRounds` rounds. Returns the samples of each contestant by round. Contestant `i` takes part
 * in every `every[i]`-th round only; in the others its sample is `undefined`.
 */
export async function interleave(contestants, budget, minRounds = 5, every = []) {
  const samples = contestants.map(() => []);
  const start = performance.now();
  for (let round = 0; round < minRounds || performance.now() - start < budget; round++) {
    for (const offset of contestants.keys()) {
      const which = (round + offset) % contestants.length;
      const isDue = round % (every[which] ?? 1) === 0;
      samples[which].push(isDue ? await contestants[which]() : undefined);
    }
  }
  return samples;
}

const processorTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Samples the processor time of a run in ms: the clock would include other processes. */
export const timed = (run) => async () => {
  const start = processorTime();
  await run();
  return processorTime() - start;
};

/** The quantile of some values, `undefined` excluded. */
export function quantile(values, part) {
  const sorted = Float64Array.from(values.filter((value) => value !== undefined)).sort();
  return sorted[Math.round(part * (sorted.length - 1))];
}

export const median = (values) => quantile(values, 0.5);

/**
 * Compares samples with those of a base, in the rounds that have a sample: the ratio of the
 * medians, and the quartiles of the ratios by round.
 */
export function ratio(samples, base) {
  const rounds = samples.flatMap((sample, round) =>
    sample === undefined ? [] : [{ sample, base: base[round], times: sample / base[round] }],
  );
  const all = (field) => rounds.map((round) => round[field]);
  return {
    ratio: median(all('sample')) / median(all('base')),
    low: quantile(all('times'), 0.25),
    high: quantile(all('times'), 0.75),
  };
}

/** Samples contestants in turn: the median of each, and its ratio to the first contestant. */
export async function compare(contestants, budget) {
  const samples = await interleave(
    contestants.map(({ sample }) => sample),
    budget,
  );
  return contestants.map(({ name }, index) => ({
    name,
    median: median(samples[index]),
    times: ratio(samples[index], samples[0]),
  }));
}
