import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isExhaustive, sample, seed } from './sampling.js';

const thousand = Array.from({ length: 1000 }, (_, index) => index);

describe('sample', () => {
  it('gives as many as it is asked for, each once and in order, the same each time', () => {
    const some = sample(thousand, 10);
    expect(some).toHaveLength(isExhaustive ? 1000 : 10);
    expect(some).toEqual([...new Set(some)].sort((a, b) => a - b));
    expect(sample(thousand, 10)).toEqual(some);
  });

  it('gives all where there are no more than it is asked for', () => {
    expect(sample(['a', 'b'], 2)).toEqual(['a', 'b']);
    expect(sample([], 2)).toEqual([]);
  });
});

it('properties draw from the same seed', () => {
  expect(fc.readConfigureGlobal()).toMatchObject({ seed });
});
