import { defer, finalize, type MonoTypeOperatorFunction, Subject, takeUntil, tap } from 'rxjs';
import { idleTimer, type IdleTimerOptions } from './idleTimer.js';

/** Options of {@link idleTimeout}. */
export interface IdleTimeoutOptions extends IdleTimerOptions {
  /** Makes the error; `begun` says whether there was a value before. */
  readonly error: (begun: boolean) => Error;
}

/**
 * Errors when no value arrives in time, like `timeout({ first, each })`, but with a single timer
 * for all values.
 *
 * ```text
 * source  --a----b--------|
 *         idleTimeout({ first: 5, each: 5, … })
 * result  --a----b----#
 * ```
 */
export const idleTimeout =
  <T>({ error, ...limits }: IdleTimeoutOptions): MonoTypeOperatorFunction<T> =>
  (source) =>
    defer(() => {
      const late = new Subject<never>();
      const { touch, stop } = idleTimer(limits, (begun) => late.error(error(begun)));
      return source.pipe(tap(touch), takeUntil(late), finalize(stop));
    });
