import {
  StreamingAbortedError,
  StreamingApiError,
  type StreamingError,
  StreamingFormatError,
  StreamingNetworkError,
  StreamingTimeoutError,
} from '../../src/errors/errors.js';

/** One error of each class, with the fields that it must have besides its message and attempts. */
export const family: readonly (readonly [StreamingError, object])[] = [
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
    new StreamingNetworkError('gone', { code: 'CONNECTION_LOST', phase: 'sent' }),
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
