import {
  defer,
  filter,
  fromEvent,
  identity,
  map,
  type MonoTypeOperatorFunction,
  type Observable,
  of,
  share,
  takeUntil,
  tap,
} from 'rxjs';
import type { ErrorContext } from '../errors/errorContext.js';
import { StreamingAbortedError } from '../errors/errors.js';
import { isTerminal } from '../isEvent.js';

// The aborts of each signal. All calls share one listener: a signal may live as long as an app.
const aborts = /*#__PURE__*/ new WeakMap<AbortSignal, Observable<unknown>>();

const abortOf = (signal: AbortSignal): Observable<unknown> => {
  if (signal.aborted) return of(undefined);
  const shared = aborts.get(signal) ?? fromEvent(signal, 'abort').pipe(share());
  aborts.set(signal, shared);
  return shared;
};

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
          return source.pipe(
            tap((event) => {
              isOver = isTerminal(event);
            }),
            takeUntil(
              abortOf(signal).pipe(
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
