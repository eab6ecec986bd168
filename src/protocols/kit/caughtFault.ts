import { type Either, left } from 'fp-ts/lib/Either.js';
import { StreamingFormatError } from '../../errors/errors.js';

/** Returns the fault of a message that a reader has thrown, and throws any other error again. */
export function caughtFault(error: unknown): Either<StreamingFormatError, never> {
  if (error instanceof StreamingFormatError) return left(error);
  throw error;
}
