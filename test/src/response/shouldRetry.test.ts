import { describe, expect, it } from '@jest/globals';
import { shouldRetry } from '../../../src/response/shouldRetry.js';

describe('shouldRetry', () => {
  it.each([
    [{ 'x-should-retry': 'true' }, true],
    [{ 'X-Should-Retry': ' false ' }, false],
    [{ 'x-should-retry': 'yes' }, undefined],
    [{}, undefined],
  ])('reads %j as %p', (headers, expected) => {
    expect(shouldRetry(headers)).toBe(expected);
  });
});
