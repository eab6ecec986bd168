const CLEARLY_LINEAR = 6;

// In µs. A clock may tick no finer than a scheduler does.
const MEASURABLE = 8000;

/**
 * Measures how many times as long `run` takes for four times the size: about 4 for linear time, 16
 * for quadratic.
 *
 * It is the processor's time, since a busy machine makes everybody wait. Of several comparisons it
 * is the least, because what else goes on in the process, such as the collector, only ever adds to
 * it. Where they are not clear, larger sizes are compared too: time that grows in a step, such as
 * where values no longer fit into the young generation of the heap, does so at one size only.
 */
export function growth(run: (size: number) => void, size: number): number {
  const first = growthFrom(run, size);
  return first > CLEARLY_LINEAR ? Math.min(first, growthFrom(run, 4 * size)) : first;
}

const growthFrom = (run: (size: number) => void, size: number): number => {
  const timeOf = (of: number, repeats: number): number => {
    const start = process.cpuUsage();
    for (let i = 0; i < repeats; i++) run(of);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  const best = (of: number, repeats: number): number =>
    Math.min(...Array.from({ length: 4 }, () => timeOf(of, repeats)));

  // Warm, so that compiling does not count for the smaller size alone.
  run(size);
  let repeats = 1;
  while (timeOf(size, repeats) < MEASURABLE) repeats *= 2;
  let least = Infinity;
  for (let tries = 0; tries < 4 && least > CLEARLY_LINEAR; tries++) {
    least = Math.min(least, best(4 * size, repeats) / best(size, repeats));
  }
  return least;
};
