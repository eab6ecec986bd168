import type { ErrorEvent } from '../events.js';
import type { AnyStreamingError } from './anyStreamingError.js';

/**
 * The `error` event of an error: its message, its kind, whether to try again, and the server's code
 * or else its own. {@link errorOfEvent} turns it back.
 */
export function eventOfError(error: AnyStreamingError): ErrorEvent {
  const { kind, code, retryable, message } = error;
  if (kind !== 'api') return { type: 'error', message, code, kind, retryable };
  const { serverCode = code, status, retryAfterMs } = error;
  return {
    type: 'error',
    message,
    code: serverCode,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    kind,
    retryable,
  };
}
