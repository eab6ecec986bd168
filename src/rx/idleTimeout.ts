import {
  defer,
  finalize,
  type MonoTypeOperatorFunction,
  type SchedulerLike,
  Subject,
  type Subscription,
  takeUntil,
  tap,
} from 'rxjs';
import { MAX_TIMER_DELAY } from './maxTimerDelay.js';

// A timer that comes this late has slept, or been frozen, together with the values. Both in ms.
const NOTICEABLY_LATE = 5000;
const GRACE_AFTER_SLEEP = 5000;

/** What a idleTimeout has to know; times in ms, `Infinity` is no limit. */
export interface IdleTimeoutOptions {
  /** Most ms from the subscription to the first value. */
  readonly first: number;
  /** Most ms from one value to the next. */
  readonly each: number;
  readonly scheduler: SchedulerLike;
  /** Makes the error; told whether there had been a value. */
  readonly error: (begun: boolean) => Error;
}

/** Waits for values, with one timer for many of them. */
export interface IdleTimer {
  /** Notes a value. */
  readonly touch: () => void;
  readonly stop: () => void;
}

/**
 * Starts a idleTimer that calls `onLate`, once, when a value is late. A value only notes when the next one is due, and the timer, when it
 * comes round, waits for what is left. A value at the very limit is in time.
 */
export function idleTimer(
  { first, each, scheduler }: Omit<IdleTimeoutOptions, 'error'>,
  onLate: (begun: boolean) => void,
): IdleTimer {
  let begun = false;
  let timer: Subscription | undefined;
  // When the timer was set, and for how long: ms of the clock, and ms of its own.
  let setAt = 0;
  let span = 0;
  // When the next value is due, in ms since then.
  let due = 0;

  const stop = (): void => timer?.unsubscribe();
  const set = (wait: number): void => {
    stop();
    due = wait;
    if (wait === Infinity) return;
    setAt = scheduler.now();
    span = Math.min(wait, MAX_TIMER_DELAY);
    timer = scheduler.schedule(ring, span);
  };
  const ring = (): void => {
    if (due > span) return set(due - span);
    // Grace for values that wait: one turn in the same instant, more behind a machine's sleep.
    const over = scheduler.now() - setAt - span;
    timer = scheduler.schedule(expire, over > NOTICEABLY_LATE ? GRACE_AFTER_SLEEP : 0);
  };
  const expire = (): void => {
    if (due > span) set(due - span);
    else onLate(begun);
  };
  const touch = (): void => {
    const elapsed = scheduler.now() - setAt;
    // A distance that cannot be, because the clock was put forward or back, counts as the whole span.
    due = each + (elapsed >= 0 && elapsed <= span ? elapsed : span);
    if (begun) return;
    begun = true;
    // Unless the timer comes round before that.
    if (timer === undefined || due < span) set(each);
  };

  set(first);
  return { touch, stop };
}

/** Errors when a value is late: what `timeout({ first, each })` does, but with one timer for many values. */
export const idleTimeout =
  <T>({ error, ...limits }: IdleTimeoutOptions): MonoTypeOperatorFunction<T> =>
  (source) =>
    defer(() => {
      const late = new Subject<never>();
      const { touch, stop } = idleTimer(limits, (begun) => late.error(error(begun)));
      return source.pipe(tap(touch), takeUntil(late), finalize(stop));
    });
