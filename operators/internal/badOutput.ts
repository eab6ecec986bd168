import { StreamingFormatError } from '../../src/errors/errors.js';

/** Makes the error of an answer that is not what the app needs. The message quotes no value. */
export const badOutput = (message: string): StreamingFormatError =>
  new StreamingFormatError(message, { code: 'BAD_OUTPUT', phase: 'streaming' });
