import { StreamingFormatError } from './errors.js';

/**
 * Makes the error of a malformed message for the one who reads the stream. It is a
 * {@link StreamingFormatError} without a stack that writes its message when it is read: where
 * malformed messages are skipped, a real one would be most of the time that they take.
 */
export const formatFault = (
  code: StreamingFormatError['code'],
  write: () => string,
): StreamingFormatError => {
  const fault = {
    __proto__: StreamingFormatError.prototype,
    name: 'StreamingFormatError',
    kind: 'format',
    code,
    retryable: false,
    phase: 'streaming',
    attempt: 1,
    attempts: [],
    get message() {
      return write();
    },
  };
  // It has the prototype and each field, but the compiler takes the prototype for one of them.
  return fault as unknown as StreamingFormatError;
};
