/**
 * Takes a sample of each in turn, round by round, the order rotated, until `budget` ms are over and there are `least` rounds; gives the
 * samples of each. Of one that is slow there is a sample in each so many-th round only, as `every` says, and `undefined` in the others.
 */
export async function interleave(contestants, budget, least = 5, every = []) {
  const samples = contestants.map(() => []);
  const start = performance.now();
  for (let round = 0; round < least || performance.now() - start < budget; round++) {
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

/** Samples the ms that a run takes of the processor: the clock would count what else the machine does. */
export const timed = (run) => async () => {
  const start = processorTime();
  await run();
  return processorTime() - start;
};

/** The value below which so much of them lies; those that are missing do not count. */
export function quantile(values, part) {
  const sorted = Float64Array.from(values.filter((value) => value !== undefined)).sort();
  return sorted[Math.round(part * (sorted.length - 1))];
}

export const median = (values) => quantile(values, 0.5);

/** How many times as much, in the rounds that have a sample: the ratio of the medians, and between which the middle half of the rounds lies. */
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

/** Samples contestants in turn: the median of each, and how many times the first it is. */
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
