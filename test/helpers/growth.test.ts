import { describe, expect, it } from '@jest/globals';
import { growth } from './growth.js';

// In a variable, since each look at a global of jest takes longer than a root.
const { sqrt } = Math;
const work = (steps: number): number => {
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += sqrt(i);
  return sum;
};

describe('growth', () => {
  it('is about 4 for what takes linear time', () => {
    expect(growth((size) => work(size), 100_000)).toBeLessThan(8);
  });

  it('is far above 8 for what takes quadratic time', () => {
    expect(growth((size) => work(size * size), 300)).toBeGreaterThan(8);
  });

  it('does not count the time that a run only waits', () => {
    const nobody = new Int32Array(new SharedArrayBuffer(4));
    const waiting = (size: number): void => {
      // Quadratic, but asleep.
      Atomics.wait(nobody, 0, 0, 2 * (size / 1_000_000) ** 2);
      work(size);
    };
    expect(growth(waiting, 1_000_000)).toBeLessThan(8);
  });
});
