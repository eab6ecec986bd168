import {
  defer,
  filter,
  fromEvent,
  identity,
  map,
  type MonoTypeOperatorFunction,
  of,
  takeUntil,
} from 'rxjs';
import type { ErrorContext } from '../errors/errorContext.js';
import { StreamingAbortedError } from '../errors/errors.js';

/** Ends the stream with an error when the signal is aborted, before anything is sent if it already is. */
export const errorOnAbort = <T>(
  signal: AbortSignal | undefined,
  attempt: ErrorContext,
): MonoTypeOperatorFunction<T> =>
  signal === undefined
    ? identity
    : takeUntil(
        defer(() => (signal.aborted ? of(undefined) : fromEvent(signal, 'abort'))).pipe(
          // Also while `done` is being delivered.
          filter(() => !attempt.isOver),
          map(() => {
            throw new StreamingAbortedError('The request was aborted', {
              code: 'ABORTED',
              phase: attempt.phase,
              cause: attempt.redact.cause(signal.reason),
            });
          }),
        ),
      );
