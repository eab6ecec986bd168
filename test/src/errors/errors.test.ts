import { describe, expect, it } from '@jest/globals';
import {
  StreamingApiError,
  StreamingError,
  StreamingNetworkError,
} from '../../../src/errors/errors.js';
import { family } from '../../helpers/errorFamily.js';

const api = (status?: number, serverCode?: string) =>
  new StreamingApiError('no', { code: 'HTTP_STATUS', phase: 'headers', status, serverCode });

describe.each(family)('%s', (error, fields) => {
  it('is an Error and a StreamingError, with exactly its fields', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(StreamingError);
    expect({ ...error, name: error.name }).toStrictEqual({ ...fields, attempt: 1, attempts: [] });
  });

  it('serialises its fields and its message to JSON', () => {
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      ...fields,
      attempt: 1,
      attempts: [],
      message: error.message,
    });
  });
});

describe('a StreamingApiError', () => {
  it('lacks the fields that are unknown', () => {
    const known = ['code', 'phase', 'attempt', 'attempts', 'name', 'kind', 'retryable'];
    expect(Object.keys(api()).sort()).toEqual(known.sort());
  });

  it.each([408, 425, 429, 500, 502, 503, 504, 529])('is retryable for HTTP %d', (status) => {
    expect(api(status).retryable).toBe(true);
  });

  it.each([400, 401, 402, 403, 404, 409, 413, 422, 501, undefined])(
    'is not retryable for HTTP %p',
    (status) => {
      expect(api(status).retryable).toBe(false);
    },
  );

  it.each([
    'insufficient_quota',
    'QUOTA_EXCEEDED',
    'billing_hard_limit_reached',
    'INSUFFICIENT_CREDITS',
  ])('is not retryable for HTTP 429 with the quota code %s', (serverCode) => {
    expect(api(429, serverCode).retryable).toBe(false);
    expect(api(429, 'RATE_LIMITED').retryable).toBe(true);
  });

  it.each([Infinity, Number.NaN])('has no time to wait of %p', (retryAfterMs) => {
    const init = { code: 'HTTP_STATUS', phase: 'headers', retryAfterMs } as const;
    expect(new StreamingApiError('no', init)).not.toHaveProperty('retryAfterMs');
  });

  it.each([
    [409, true],
    [503, false],
  ])('with status %d is retryable as given: %p', (status, retryable) => {
    const init = { code: 'HTTP_STATUS', phase: 'headers', status, retryable } as const;
    expect(new StreamingApiError('no', init).retryable).toBe(retryable);
  });
});

describe('the cause of an error', () => {
  const init = { code: 'CONNECTION_LOST', phase: 'sent' } as const;

  it('is not enumerable, so that JSON and spreading leave it out', () => {
    const error = new StreamingNetworkError('gone', { ...init, cause: new Error('x') });
    expect(error.cause).toEqual(new Error('x'));
    expect(Object.keys(error)).not.toContain('cause');
  });

  it('is absent where none is given', () => {
    expect(Object.hasOwn(new StreamingNetworkError('gone', init), 'cause')).toBe(false);
  });
});
