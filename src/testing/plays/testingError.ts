import { StreamingFormatError } from '../../errors/errors.js';

/**
 * The error of a test that is itself wrong. It passes through a call as it is, and no retry hides
 * it.
 */
export const testingError = (name: string, message: string): StreamingFormatError =>
  new StreamingFormatError(`${name}: ${message}`, { code: 'INVALID_REQUEST', phase: 'request' });
