import type {
  StreamingAbortedError,
  StreamingApiError,
  StreamingFormatError,
  StreamingNetworkError,
  StreamingTimeoutError,
} from './errors.js';

/** Any of the concrete error classes: a union that `switch (error.kind)` narrows. */
export type AnyStreamingError =
  | StreamingApiError
  | StreamingNetworkError
  | StreamingTimeoutError
  | StreamingFormatError
  | StreamingAbortedError;
