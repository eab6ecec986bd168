const CLEARLY_LINEAR = 6;

/**
 * How many times as long `run` takes for four times the size: about 4 for linear time, 16 for quadratic. The best of several
 * runs each, and the least of several comparisons, because a busy machine only ever makes a run longer.
 */
export function growth(run: (size: number) => void, size: number): number {
  const best = (of: number): number =>
    Math.min(
      ...Array.from({ length: 4 }, () => {
        const start = performance.now();
        run(of);
        return performance.now() - start;
      }),
    );
  // Warm, so that compiling does not count for the smaller size alone.
  run(size);
  let least = Infinity;
  for (let tries = 0; tries < 4 && least > CLEARLY_LINEAR; tries++) {
    least = Math.min(least, best(4 * size) / best(size));
  }
  return least;
}
