import type { OperatorFunction, SchedulerLike, Subscription } from 'rxjs';
import { pushThrough } from './pushThrough.js';

/** A value, and whether it is the last. */
export interface Marked<T> {
  readonly value: T | undefined;
  readonly isLast: boolean;
}

/**
 * Marks the last value. Each one waits until the end of the turn, since it is the last if the
 * source completes in the same turn, as that of a Promise does. A last value that had to be emitted
 * before is emitted again. A source without a value has `undefined` as its last.
 *
 * ```text
 * source  --a--(b|)
 *         markLast(scheduler)
 * result  --a--(b|)    a not the last, b the last
 *
 * source  --a--b--|
 *         markLast(scheduler)
 * result  --a--b--(c|)    a, b not the last, c is b and the last
 * ```
 */
export const markLast = <T>(scheduler: SchedulerLike): OperatorFunction<T, Marked<T>> =>
  pushThrough((output) => {
    let last: T | undefined;
    let isHeld = false;
    // One for all values of a turn. It runs until the end of the turn.
    let timer: Subscription | undefined;

    const release = (): void => {
      if (!isHeld) return;
      isHeld = false;
      output.next({ value: last, isLast: false });
    };
    const endTurn = (): void => {
      timer = undefined;
      release();
    };
    output.add(() => timer?.unsubscribe());
    return {
      push: (value) => {
        release();
        // What it was emitted to may have unsubscribed.
        if (output.closed) return;
        last = value;
        isHeld = true;
        timer ??= scheduler.schedule(endTurn);
      },
      end: () => output.next({ value: last, isLast: true }),
      fail: release,
    };
  });
