import type { ErrorDetails, ErrorKind } from '../eventDetails.js';
import { isRetryable } from './isRetryable.js';

/**
 * The kind of the failure that an `error` event reports, and whether another attempt may succeed:
 * as the event says, or else as its status or its code implies.
 */
export const errorEventKind = ({
  kind = 'api',
  status,
  code,
  retryable = isRetryable(status, code),
}: ErrorDetails): { readonly kind: ErrorKind; readonly retryable: boolean } => ({
  kind,
  retryable,
});
