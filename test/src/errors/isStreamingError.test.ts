import { describe, expect, it } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import { isStreamingError } from '../../../src/errors/isStreamingError.js';
import { family } from '../../helpers/errorFamily.js';

describe('isStreamingError', () => {
  it.each(family)('is true for %s, also when another realm made it', (error, fields) => {
    expect(isStreamingError(error)).toBe(true);
    const foreign: unknown = runInNewContext('Object.assign(new Error("x"), fields)', { fields });
    expect(isStreamingError(foreign)).toBe(true);
  });

  it.each([
    undefined,
    null,
    'api',
    new Error('x'),
    { kind: 'api' },
    { kind: 'other', code: 'X', retryable: true },
    { kind: 'api', code: 'X', retryable: 'yes' },
  ])('is false for %p', (value) => {
    expect(isStreamingError(value)).toBe(false);
  });
});
