import { type Either, right } from 'fp-ts/lib/Either.js';

/** Turns the result of a protocol into an `Either`: it may be one, or the plain value. */
export const toEither = <L, A extends object>(result: A | Either<L, A>): Either<L, A> =>
  '_tag' in result ? result : right(result);
