import { describe, expect, it } from '@jest/globals';
import { parseBounded } from '../../../src/json/parseBounded.js';

describe('parseBounded', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

  it('parses JSON of at most 512 levels', () => {
    expect(parseBounded(nested(512))).toBeDefined();
    expect(parseBounded(nested(513))).toBeUndefined();
    expect(parseBounded('{"a":')).toBeUndefined();
  });
});
