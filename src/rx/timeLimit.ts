import {
  defer,
  finalize,
  type MonoTypeOperatorFunction,
  type SchedulerLike,
  Subject,
  takeUntil,
} from 'rxjs';
import { idleTimer } from './idleTimer.js';

/** Options of {@link timeLimit}. */
export interface TimeLimitOptions {
  /** Maximum ms from the subscription to the completion; `Infinity` is no limit. */
  readonly limit: number;
  /** Clock and timer. */
  readonly scheduler: SchedulerLike;
  readonly error: () => Error;
}

/**
 * Errors when the source has not completed in time. A completion exactly at the limit is in time.
 *
 * ```text
 * source  --a----b----|
 *         timeLimit({ limit: 8, … })
 * result  --a----b#
 * ```
 */
export const timeLimit =
  <T>({ limit, scheduler, error }: TimeLimitOptions): MonoTypeOperatorFunction<T> =>
  (source) =>
    defer(() => {
      const late = new Subject<never>();
      const expire = (): void => late.error(error());
      const { stop } = idleTimer({ first: limit, each: Infinity, scheduler }, expire);
      return source.pipe(takeUntil(late), finalize(stop));
    });
