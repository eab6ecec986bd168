import {
  defer,
  filter,
  fromEvent,
  identity,
  map,
  type MonoTypeOperatorFunction,
  of,
  takeUntil,
  tap,
} from 'rxjs';
import type { ErrorContext } from '../errors/errorContext.js';
import { StreamingAbortedError } from '../errors/errors.js';
import { isTerminal } from '../isEvent.js';

/**
 * Ends the stream with an error when the signal is aborted. If it already is, nothing is sent. An
 * abort while the terminal event is delivered changes nothing.
 */
export const errorOnAbort = <E extends { readonly type: string }>(
  signal: AbortSignal | undefined,
  errors: ErrorContext,
): MonoTypeOperatorFunction<E> =>
  signal === undefined
    ? identity
    : (source) =>
        defer(() => {
          let isOver = false;
          const abort = defer(() => (signal.aborted ? of(undefined) : fromEvent(signal, 'abort')));
          return source.pipe(
            tap((event) => {
              isOver = isTerminal(event);
            }),
            takeUntil(
              abort.pipe(
                filter(() => !isOver),
                map(() => {
                  throw new StreamingAbortedError('The request was aborted', {
                    code: 'ABORTED',
                    phase: errors.phase,
                    cause: errors.redact.cause(signal.reason),
                  });
                }),
              ),
            ),
          );
        });
