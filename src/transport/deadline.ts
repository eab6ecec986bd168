import type { MonoTypeOperatorFunction, SchedulerLike, Subscription } from 'rxjs';
import { pushThrough } from '../pushThrough.js';

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

// A longer delay overflows the platform's timers, which then fire at once.
const LONGEST_DELAY = 2 ** 31 - 1;

/**
 * Errors when a value is late. What `timeout({ first, each })` does, but with one timer for many values: a value only notes
 * the time, and the timer, when it comes round, waits for what is left. A value at the very limit is in time.
 */
export function deadline<T>({
  first,
  each,
  scheduler,
  error,
}: DeadlineOptions): MonoTypeOperatorFunction<T> {
  return pushThrough((output) => {
    let begun = false;
    // The time by which the next value has to come.
    let due = scheduler.now() + first;
    let timer: Subscription | undefined;

    const schedule = (work: () => void, delay: number): void => {
      timer?.unsubscribe();
      timer = scheduler.schedule(work, delay);
    };
    const wait = (): void => {
      const left = due - scheduler.now();
      // One turn of grace: values that wait in the same instant, or behind a machine's sleep, go first.
      if (left <= 0) schedule(expire, 0);
      else if (left !== Infinity) schedule(wait, Math.min(left, LONGEST_DELAY));
    };
    const expire = (): void => {
      if (scheduler.now() < due) wait();
      else output.error(error(begun));
    };

    output.add(() => timer?.unsubscribe());
    wait();
    return {
      push: (value) => {
        due = scheduler.now() + each;
        if (!begun) {
          begun = true;
          timer?.unsubscribe();
          wait();
        }
        output.next(value);
      },
    };
  });
}
