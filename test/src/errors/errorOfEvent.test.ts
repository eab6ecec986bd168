import { describe, expect, it } from '@jest/globals';
import { errorEventKind } from '../../../src/errors/errorEventKind.js';
import { errorOfEvent } from '../../../src/errors/errorOfEvent.js';
import {
  StreamingAbortedError,
  StreamingApiError,
  StreamingFormatError,
  StreamingNetworkError,
  StreamingTimeoutError,
} from '../../../src/errors/errors.js';
import { eventOfError } from '../../../src/errors/eventOfError.js';
import type { AnyStreamingError } from '../../../src/errors/anyStreamingError.js';
import { errorEvent } from '../../../src/eventConstructors.js';

const phase = 'streaming';
const errors: readonly (readonly [string, AnyStreamingError])[] = [
  ['a refusal', new StreamingApiError('no', { code: 'HTTP_STATUS', phase, status: 418 })],
  [
    'an error in the stream',
    new StreamingApiError('no', {
      code: 'ERROR_EVENT',
      phase,
      status: 429,
      serverCode: 'X',
      retryAfterMs: 7,
    }),
  ],
  [
    'an error that the server lets try again',
    new StreamingApiError('no', { code: 'ERROR_BODY', phase, status: 409, retryable: true }),
  ],
  ['a lost connection', new StreamingNetworkError('gone', { code: 'CONNECTION_LOST', phase })],
  [
    'a certificate',
    new StreamingNetworkError('gone', { code: 'CONNECT_FAILED', phase, retryable: false }),
  ],
  ['silence', new StreamingTimeoutError('late', { code: 'READ_IDLE', phase })],
  ['a bad event', new StreamingFormatError('bad', { code: 'BAD_JSON', phase })],
  ['an abort', new StreamingAbortedError('stop', { code: 'ABORTED', phase })],
];

describe('eventOfError and errorOfEvent', () => {
  it.each(errors)('are inverse for %s', (_, error) => {
    const event = eventOfError(error);
    expect(event).toMatchObject({ type: 'error', kind: error.kind, retryable: error.retryable });
    const back = errorOfEvent(event);
    expect(back.constructor).toBe(error.constructor);
    expect({ ...back, message: back.message }).toStrictEqual({ ...error, message: error.message });
  });

  it('have the code of the server, and else that of the error', () => {
    const init = { code: 'HTTP_STATUS', phase: 'headers' } as const;
    expect(eventOfError(new StreamingApiError('no', init))).toStrictEqual({
      type: 'error',
      message: 'no',
      code: 'HTTP_STATUS',
      kind: 'api',
      retryable: false,
    });
    expect(eventOfError(new StreamingApiError('no', { ...init, serverCode: 'X' })).code).toBe('X');
  });

  it('take a code of this package for that of the server where no kind is known', () => {
    expect(errorOfEvent(errorEvent('no', { code: 'HTTP_STATUS' }))).toMatchObject({
      code: 'ERROR_EVENT',
      serverCode: 'HTTP_STATUS',
    });
  });

  it.each([
    ['network', 'CONNECTION_LOST'],
    ['timeout', 'PROGRESS'],
    ['format', 'BAD_EVENT'],
    ['aborted', 'ABORTED'],
  ] as const)('give an error of kind %s a code of its kind', (kind, code) => {
    for (const given of [{ code: 'X' }, { code: 'toString' }, {}]) {
      expect(errorOfEvent(errorEvent('no', { kind, ...given }))).toMatchObject({ kind, code });
    }
  });
});

describe('errorEventKind', () => {
  it.each([
    [errorEvent('no'), { kind: 'api', retryable: false }],
    [errorEvent('no', { status: 503 }), { kind: 'api', retryable: true }],
    [errorEvent('no', { code: 'overloaded_error' }), { kind: 'api', retryable: true }],
    [
      errorEvent('no', { status: 429, code: 'insufficient_quota' }),
      { kind: 'api', retryable: false },
    ],
    [errorEvent('no', { status: 503, retryable: false }), { kind: 'api', retryable: false }],
    [errorEvent('no', { kind: 'network', retryable: true }), { kind: 'network', retryable: true }],
  ] as const)('of %j is %j', (event, expected) => {
    expect(errorEventKind(event)).toStrictEqual(expected);
  });
});
