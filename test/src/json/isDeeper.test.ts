import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDeeper } from '../../../src/json/isDeeper.js';

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
    : 0;

describe('isDeeper', () => {
  it('agrees with a walk over the parsed value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.nat(6), (json, limit) => {
        expect(isDeeper(json, limit)).toBe(depthOf(JSON.parse(json)) > limit);
      }),
    );
  });

  it.each([
    ['brackets in a string', JSON.stringify('[['.repeat(50))],
    ['brackets after an escaped quote', JSON.stringify(['"[[[[{{{{\\"'])],
    ['brackets side by side', JSON.stringify(Array.from({ length: 50 }, () => []))],
  ])('does not count %s', (_, json) => {
    expect(isDeeper(json, 2)).toBe(false);
  });

  it.each([
    ['arrays', '[[[', true],
    ['objects', '{"a":{"b":{', true],
    ['brackets up to the limit', '[[', false],
  ])('counts %s that never close', (_, json, deeper) => {
    expect(isDeeper(json, 2)).toBe(deeper);
  });
});
