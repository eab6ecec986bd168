import { describe, expect, it } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import {
  isSafeToRetry,
  isStreamingError,
  StreamingAbortedError,
  StreamingApiError,
  StreamingError,
  StreamingFormatError,
  StreamingNetworkError,
  StreamingTimeoutError,
  withAttempts,
} from '../../../src/errors/errors.js';

const api = (status?: number, serverCode?: string) =>
  new StreamingApiError('no', { code: 'HTTP_STATUS', phase: 'headers', status, serverCode });
const network = () => new StreamingNetworkError('gone', { code: 'CONNECTION_LOST', phase: 'sent' });

const family: readonly (readonly [StreamingError, object])[] = [
  [
    new StreamingApiError('no', {
      code: 'HTTP_STATUS',
      phase: 'headers',
      status: 429,
      retryAfterMs: 5,
      serverCode: 'RATE',
      requestId: 'r1',
    }),
    {
      name: 'StreamingApiError',
      kind: 'api',
      code: 'HTTP_STATUS',
      retryable: true,
      phase: 'headers',
      status: 429,
      retryAfterMs: 5,
      serverCode: 'RATE',
      requestId: 'r1',
    },
  ],
  [
    network(),
    {
      name: 'StreamingNetworkError',
      kind: 'network',
      code: 'CONNECTION_LOST',
      retryable: true,
      phase: 'sent',
    },
  ],
  [
    new StreamingTimeoutError('late', { code: 'READ_IDLE', phase: 'streaming' }),
    {
      name: 'StreamingTimeoutError',
      kind: 'timeout',
      code: 'READ_IDLE',
      retryable: true,
      phase: 'streaming',
    },
  ],
  [
    new StreamingFormatError('bad', { code: 'BAD_JSON', phase: 'streaming' }),
    {
      name: 'StreamingFormatError',
      kind: 'format',
      code: 'BAD_JSON',
      retryable: false,
      phase: 'streaming',
    },
  ],
  [
    new StreamingAbortedError('stop', { code: 'ABORTED', phase: 'request' }),
    {
      name: 'StreamingAbortedError',
      kind: 'aborted',
      code: 'ABORTED',
      retryable: false,
      phase: 'request',
    },
  ],
];

describe.each(family)('%s', (error, fields) => {
  it('is an Error of the family, with its fields', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(StreamingError);
    expect({ ...error, name: error.name }).toStrictEqual({ ...fields, attempt: 1, attempts: [] });
  });

  it('is told by its shape', () => {
    expect(isStreamingError(error)).toBe(true);
    expect(
      isStreamingError(runInNewContext('Object.assign(new Error("x"), fields)', { fields })),
    ).toBe(true);
  });

  it('tells all of it as JSON', () => {
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      ...fields,
      attempt: 1,
      attempts: [],
      message: error.message,
    });
  });

  it('can be copied as the one of a later attempt', () => {
    const earlier = [network()];
    const copy = withAttempts(error, earlier);
    expect(copy).not.toBe(error);
    expect({ ...copy, name: copy.name }).toStrictEqual({
      ...fields,
      attempt: 2,
      attempts: earlier,
    });
    expect([copy.message, copy.stack, copy.constructor]).toEqual([
      error.message,
      error.stack,
      error.constructor,
    ]);
    expect(Object.prototype.toString.call(copy)).toBe('[object Error]');
    expect(error.attempts).toEqual([]);
  });
});

describe('isSafeToRetry', () => {
  const noConnection = (retryable?: boolean) =>
    new StreamingNetworkError('no', { code: 'CONNECT_FAILED', phase: 'connect', retryable });

  it.each([
    ['no connection', noConnection(), true],
    ['no valid certificate', noConnection(false), false],
    ['a connection lost before the answer', network(), false],
    ['too early', api(425), true],
    ['too many requests', api(429), true],
    ['a provider without resources', api(503, 'insufficient_system_resource'), true],
    ['a quota used up', api(429, 'insufficient_quota'), false],
    ['unavailable', api(503), true],
    ['overloaded', api(529), true],
    ['a time limit of the server', api(408), false],
    ['an internal error', api(500), false],
    ['a gateway', api(502), false],
    ['a gateway that waited', api(504), false],
    [
      'an error inside of the stream',
      new StreamingApiError('no', { code: 'ERROR_EVENT', phase: 'streaming', status: 529 }),
      false,
    ],
  ])('after %s: %s', (_, error, expected) => {
    expect(isSafeToRetry(error)).toBe(expected);
  });
});

it.each([
  [409, true],
  [503, false],
])('whether %d is retryable is what the server says', (status, retryable) => {
  const init = { code: 'HTTP_STATUS', phase: 'headers', status, retryable } as const;
  expect(new StreamingApiError('no', init).retryable).toBe(retryable);
});

describe('isStreamingError', () => {
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

describe('retryable', () => {
  it.each([408, 425, 429, 500, 502, 503, 504, 529])('is true for HTTP %d', (status) => {
    expect(api(status).retryable).toBe(true);
  });

  it.each([400, 401, 402, 403, 404, 409, 413, 422, 501, undefined])(
    'is false for HTTP %p',
    (status) => {
      expect(api(status).retryable).toBe(false);
    },
  );

  it.each([
    'insufficient_quota',
    'QUOTA_EXCEEDED',
    'billing_hard_limit_reached',
    'INSUFFICIENT_CREDITS',
  ])('is false for the used-up quota %s', (serverCode) => {
    expect(api(429, serverCode).retryable).toBe(false);
    expect(api(429, 'RATE_LIMITED').retryable).toBe(true);
  });
});

it('keeps a cause out of its enumerable fields', () => {
  const error = new StreamingNetworkError('gone', {
    code: 'CONNECTION_LOST',
    phase: 'sent',
    cause: new Error('x'),
  });
  expect(error.cause).toEqual(new Error('x'));
  expect(Object.keys(error)).not.toContain('cause');
  expect(Object.hasOwn(network(), 'cause')).toBe(false);
});
