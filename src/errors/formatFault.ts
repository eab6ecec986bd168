import { StreamingFormatError } from './errors.js';

/** What a fault has of its own, besides what all of them have. */
interface Fault {
  readonly code: StreamingFormatError['code'];
  readonly write: () => string;
}

const faults: object = /*#__PURE__*/ Object.create(StreamingFormatError.prototype, {
  name: { value: 'StreamingFormatError' },
  kind: { value: 'format' },
  phase: { value: 'streaming' },
  retryable: { value: false },
  attempt: { value: 1 },
  attempts: { value: [] },
  message: {
    get(this: Fault) {
      return this.write();
    },
  },
});

/**
 * Makes the error of a malformed message for the one who reads the stream. It is a
 * {@link StreamingFormatError} without a stack that writes its message when it is read: where
 * malformed messages are skipped, a real one would be most of the time that they take.
 */
export const formatFault = (
  code: StreamingFormatError['code'],
  write: () => string,
): StreamingFormatError => {
  // It has the prototype and each field of a `StreamingFormatError`.
  const fault = Object.create(faults) as StreamingFormatError;
  return Object.assign(fault, { code, write });
};
