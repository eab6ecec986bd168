import type { ErrorKind } from '../eventDetails.js';
import type { ErrorEvent } from '../events.js';
import { errorCodes } from './errorCodes.js';
import { errorEventKind } from './errorEventKind.js';
import {
  StreamingAbortedError,
  StreamingApiError,
  StreamingFormatError,
  StreamingNetworkError,
  StreamingTimeoutError,
} from './errors.js';
import type { AnyStreamingError } from './anyStreamingError.js';

type CodeOf<K extends ErrorKind> = Extract<AnyStreamingError, { readonly kind: K }>['code'];

const isCodeOf = <K extends ErrorKind>(kind: K, code: string | undefined): code is CodeOf<K> =>
  Object.hasOwn(errorCodes[kind], code ?? '');

/** The error that an `error` event reports: of the server, or the one that became the event. */
export function errorOfEvent(event: ErrorEvent): AnyStreamingError {
  const { message, code, status, retryAfterMs } = event;
  const { kind, retryable } = errorEventKind(event);
  const phase = 'streaming';
  switch (kind) {
    case 'network':
      return new StreamingNetworkError(message, {
        code: isCodeOf(kind, code) ? code : 'CONNECTION_LOST',
        phase,
        retryable,
      });
    case 'timeout':
      return new StreamingTimeoutError(message, {
        code: isCodeOf(kind, code) ? code : 'PROGRESS',
        phase,
      });
    case 'format':
      return new StreamingFormatError(message, {
        code: isCodeOf(kind, code) ? code : 'BAD_EVENT',
        phase,
      });
    case 'aborted':
      return new StreamingAbortedError(message, { code: 'ABORTED', phase });
    default: {
      // Without a server's own code, the event has that of the error that it was.
      const isOwn = event.kind === 'api' && isCodeOf('api', code);
      return new StreamingApiError(message, {
        code: isOwn ? code : 'ERROR_EVENT',
        phase,
        serverCode: isOwn ? undefined : code,
        status,
        retryAfterMs,
        retryable,
      });
    }
  }
}
