/**
 * Takes a sample of each in turn, round by round, the order rotated, until `budget` ms are over and there are `least` rounds; gives the
 * samples of each.
 */
export async function interleave(contestants, budget, least = 5) {
  const samples = contestants.map(() => []);
  const start = performance.now();
  for (let round = 0; round < least || performance.now() - start < budget; round++) {
    for (const offset of contestants.keys()) {
      const which = (round + offset) % contestants.length;
      samples[which].push(await contestants[which]());
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

/** The value below which so much of them lies. */
export function quantile(values, part) {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.round(part * (sorted.length - 1))];
}

export const median = (values) => quantile(values, 0.5);

/** How many times as much: the ratio of the medians, and between which the middle half of the rounds lies. */
export function ratio(samples, base) {
  const rounds = samples.map((sample, round) => sample / base[round]);
  return {
    ratio: median(samples) / median(base),
    low: quantile(rounds, 0.25),
    high: quantile(rounds, 0.75),
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
