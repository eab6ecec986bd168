import { describe, expect, it } from '@jest/globals';
import { backoff } from '../../../operators/internal/backoff.js';

describe('backoff', () => {
  it.each([
    [1, 100],
    [2, 200],
    [3, 400],
    [4, 500],
    [5000, 500],
  ])('doubles up to the limit: failure %d waits %d ms', (failures, wait) => {
    expect(backoff(failures, { delay: 100, maxDelay: 500, jitter: 0 }, () => 0.5)).toBe(wait);
  });

  it.each([
    [1, 0, 0],
    [1, 0.25, 25],
    [0.5, 0, 50],
    [0.5, 1, 100],
    [0, 0.25, 100],
  ])('leaves the share %d to chance: at %d it waits %d ms', (jitter, chance, wait) => {
    expect(backoff(1, { delay: 100, maxDelay: 500, jitter }, () => chance)).toBe(wait);
  });

  it('waits not at all without a delay, however often it failed', () => {
    expect(backoff(5000, { delay: 0, maxDelay: 500, jitter: 0 }, () => 1)).toBe(0);
  });
});
