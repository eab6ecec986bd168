import type { MonoTypeOperatorFunction, SchedulerLike, Subscriber, Subscription } from 'rxjs';
import { LONGEST_DELAY } from '../longestDelay.js';
import { type PushMachine, pushThrough } from '../pushThrough.js';

// A timer that comes this late has slept, or been frozen, together with the values. Both in ms.
const NOTICEABLY_LATE = 5000;
const GRACE_AFTER_SLEEP = 5000;

/** What a deadline has to know; times in ms, `Infinity` is no limit. */
export interface DeadlineOptions {
  /** Most ms from the subscription to the first value. */
  readonly first: number;
  /** Most ms from one value to the next. */
  readonly each: number;
  readonly scheduler: SchedulerLike;
  /** Makes the error; told whether there had been a value. */
  readonly error: (begun: boolean) => Error;
}

/**
 * Watches the way to a machine: errors the output when a value is late. What `timeout({ first, each })` does, but with one timer for many values: a value only notes
 * when the next one is due, and the timer, when it comes round, waits for what is left. A value at the very limit is in time.
 */
export function watched<T>(
  { first, each, scheduler, error }: DeadlineOptions,
  output: Subscriber<unknown>,
  next: PushMachine<T>,
): PushMachine<T> {
  let begun = false;
  let timer: Subscription | undefined;
  // When the timer was set, and for how long: ms of the clock, and ms of its own.
  let setAt = 0;
  let span = 0;
  // When the next value is due, in ms since then.
  let due = first;

  const set = (wait: number): void => {
    timer?.unsubscribe();
    due = wait;
    if (wait === Infinity) return;
    setAt = scheduler.now();
    span = Math.min(wait, LONGEST_DELAY);
    timer = scheduler.schedule(ring, span);
  };
  const ring = (): void => {
    if (due > span) return set(due - span);
    // Grace for values that wait: one turn in the same instant, more behind a machine's sleep.
    const late = scheduler.now() - setAt - span;
    timer = scheduler.schedule(expire, late > NOTICEABLY_LATE ? GRACE_AFTER_SLEEP : 0);
  };
  const expire = (): void => {
    if (due > span) set(due - span);
    else output.error(error(begun));
  };
  // A distance that cannot be, because the clock was put forward or back, counts as the whole span.
  const elapsed = (): number => {
    const ms = scheduler.now() - setAt;
    return ms >= 0 && ms <= span ? ms : span;
  };

  output.add(() => timer?.unsubscribe());
  set(first);
  return {
    ...next,
    push: (value) => {
      if (begun) {
        due = elapsed() + each;
      } else {
        begun = true;
        set(each);
      }
      next.push(value);
    },
  };
}

/** {@link watched} as an operator. */
export const deadline = <T>(options: DeadlineOptions): MonoTypeOperatorFunction<T> =>
  pushThrough((output) => watched(options, output, { push: (value) => output.next(value) }));
