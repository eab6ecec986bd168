import { describe, expect, it } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import { isStreamingError } from '../../../src/errors/isStreamingError.js';
import { family } from '../../helpers/errorFamily.js';

describe('isStreamingError', () => {
  it.each(family)('is true for %s, also when another realm made it', (error, fields) => {
    expect(isStreamingError(error)).toBe(true);
    const foreign: unknown = runInNewContext('Object.assign(new Error("x"), fields)', {
      fields: { ...fields, attempt: 2 },
    });
    expect(isStreamingError(foreign)).toBe(true);
  });

  it.each(family)('is true for %s in a Proxy and frozen', (error) => {
    expect(isStreamingError(new Proxy(error, {}))).toBe(true);
    expect(isStreamingError(Object.freeze(error))).toBe(true);
  });

  const known = {
    kind: 'network',
    code: 'CONNECTION_LOST',
    phase: 'sent',
    attempt: 1,
    retryable: true,
    message: 'gone',
  };
  const { attempt: _attempt, ...withoutAttempt } = known;
  class Failure extends Error {
    readonly kind = 'network';
    readonly retryable = true;
  }

  it('is true for an object with the fields of an error', () => {
    expect(isStreamingError(known)).toBe(true);
  });

  it.each([
    undefined,
    null,
    'api',
    new Error('x'),
    new Failure('x'),
    new AggregateError([new Failure('x')], 'y'),
    { kind: 'network', retryable: true },
    { ...known, kind: 'other' },
    { ...known, kind: 'toString' },
    { ...known, kind: ['network'] },
    { ...known, code: 'ECONNRESET' },
    { ...known, code: 'ABORTED' },
    { ...known, code: 'toString' },
    { ...known, code: Object.create(null) },
    { ...known, phase: 'body' },
    { ...known, attempt: '1' },
    { ...known, retryable: 'yes' },
    { ...known, message: 7 },
    withoutAttempt,
  ])('is false for %p', (value) => {
    expect(isStreamingError(value)).toBe(false);
  });

  it('is false for what cannot be read', () => {
    const fail = (): never => {
      throw new Error('x');
    };
    expect(isStreamingError(Object.defineProperty({ ...known }, 'code', { get: fail }))).toBe(
      false,
    );
    expect(isStreamingError(new Proxy(known, { get: fail }))).toBe(false);
  });
});
