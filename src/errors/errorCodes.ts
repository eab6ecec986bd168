import type { AnyStreamingError } from './anyStreamingError.js';

/** The codes that the errors of each kind have. */
export const errorCodes: {
  readonly [E in AnyStreamingError as E['kind']]: Readonly<Record<E['code'], true>> &
    Readonly<Record<string, true>>;
} = {
  api: { HTTP_STATUS: true, ERROR_EVENT: true, ERROR_BODY: true, SOCKET_CLOSED: true },
  network: { CONNECT_FAILED: true, CONNECTION_LOST: true, STREAM_TRUNCATED: true },
  timeout: { CONNECT: true, READ_IDLE: true, PROGRESS: true },
  format: {
    INVALID_REQUEST: true,
    UNEXPECTED_CONTENT_TYPE: true,
    BAD_JSON: true,
    BAD_EVENT: true,
    BAD_OUTPUT: true,
    RESPONSE_TOO_LARGE: true,
    EVENT_TOO_LARGE: true,
  },
  aborted: { ABORTED: true },
};
