import type { SchedulerLike, Subscription } from 'rxjs';
import { MAX_TIMER_DELAY } from './maxTimerDelay.js';

// In ms. When a timer fires this late, the machine has slept or the page was frozen, and the source
// with it.
const NOTICEABLY_LATE = 5000;
// In ms. After a sleep, values that wait in a socket have this long to arrive.
const GRACE_AFTER_SLEEP = 5000;

/** Limits of an idle timer in ms; `Infinity` is no limit. */
export interface IdleTimerOptions {
  /** Maximum time from the start to the first value. */
  readonly first: number;
  /** Maximum time from one value to the next. */
  readonly each: number;
  /** Clock and timer. */
  readonly scheduler: SchedulerLike;
}

/** Waits for values, with a single timer. */
export interface IdleTimer {
  /** Reports a value. */
  readonly touch: () => void;
  /** Cancels the timer. */
  readonly stop: () => void;
}

/**
 * Calls `onLate` once if no value arrives in time; a value exactly at the limit is in time. Values
 * only move the due time: the single timer re-arms itself when it fires early.
 */
export function idleTimer(
  { first, each, scheduler }: IdleTimerOptions,
  onLate: (begun: boolean) => void,
): IdleTimer {
  let begun = false;
  let timer: Subscription | undefined;
  // When the timer was armed, by the clock, and its delay. Both in ms.
  let armedAt = 0;
  let span = 0;
  // When the next value is due, in ms after `armedAt`.
  let due = 0;

  const stop = (): void => timer?.unsubscribe();
  const arm = (wait: number): void => {
    stop();
    due = wait;
    if (wait === Infinity) return;
    armedAt = scheduler.now();
    span = Math.min(wait, MAX_TIMER_DELAY);
    timer = scheduler.schedule(fire, span);
  };
  const fire = (): void => {
    if (due > span) return arm(due - span);
    // Values that already wait go first: those of this instant, and after a sleep those of 5 s.
    const over = scheduler.now() - armedAt - span;
    timer = scheduler.schedule(expire, over > NOTICEABLY_LATE ? GRACE_AFTER_SLEEP : 0);
  };
  const expire = (): void => {
    if (due > span) arm(due - span);
    else onLate(begun);
  };
  const touch = (): void => {
    const elapsed = scheduler.now() - armedAt;
    // An impossible distance means that the clock was set: then the whole span counts.
    due = each + (elapsed >= 0 && elapsed <= span ? elapsed : span);
    if (begun) return;
    begun = true;
    // Re-arms only if the running timer would fire too late, or there is none.
    if (timer === undefined || due < span) arm(each);
  };

  arm(first);
  return { touch, stop };
}
