import { asyncScheduler, type Observable, type SchedulerLike, Subscription } from 'rxjs';
import { pushThrough } from '../src/rx/pushThrough.js';
import { reduceReply } from '../src/reply/reduceReply.js';
import { type ChatReply, emptyReply } from '../src/reply/reply.js';
import { aScheduler, assertOptions, aTimerDelay } from '../src/validation.js';

/** Options of {@link accumulateReply}. */
export interface AccumulateReplyOptions {
  /**
   * Minimum ms between two snapshots while the answer streams.
   * @defaultValue none: a snapshot per event
   */
  readonly interval?: number;
  /** Clock and timer. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

const rules = {
  interval: {
    ...aTimerDelay,
    is: (value: unknown) => value === undefined || aTimerDelay.is(value),
  },
  scheduler: aScheduler,
};

// What a view has to know at once.
const urgent: ReadonlySet<string> = new Set(['done', 'error', 'reset', 'retrying']);

/**
 * Folds the events into an immutable {@link ChatReply} and emits a snapshot for each event.
 *
 * ```text
 * An answer to its end:
 * source  ----a---b---(d|)    a "Hel", b "lo", d done
 *         accumulateReply()
 * result  A---B---C---(D|)    A streaming "", B streaming "Hel", C streaming "Hello", D complete "Hello"
 *
 * Completed from outside, as by takeUntil:
 * source  ----a---|       a "Hel"
 *         accumulateReply()
 * result  A---B---(S|)    A streaming "", B streaming "Hel", S stopped "Hel"
 *
 * A snapshot per interval:
 * source  -a-b-c-------(d|)    a "A", b "ll", c " is", d done
 *         accumulateReply({ interval: 5 })
 * result  AB----C------(D|)    A streaming "", B streaming "A", C streaming "All is", D complete "All is"
 * ```
 *
 * **Contract**
 * - Subscribe: emits the empty snapshot at once, so that a view has something to show.
 * - Next: emits a snapshot. Parts that did not change are the same objects; an event of an unknown
 *   type or with an empty text emits the same snapshot again. A `reset` starts again from the empty
 *   one. With `interval`, emits the first snapshot at once and then the newest at the end of each
 *   interval; and at once, whatever the interval, that of a `done`, `error`, `reset` or `retrying`.
 * - Complete: if the source completes without `done` or `error`, emits a last snapshot with status
 *   `stopped`.
 * - Error: passed on, after a snapshot that `interval` held back. After `errorAsEvent`, an error of
 *   this package is a snapshot instead, with status `error` and the text so far.
 * - Unsubscribe: unsubscribes from the source, cancels the timer and emits nothing.
 *
 * **When to use** – Use when you need the state of an answer as one value: for a signal, a store or
 * a template.
 * **Gotchas** – Put it last, since it emits snapshots and not events. Set `interval` if a view is
 * too slow for a snapshot per event. Only status `complete` means that the server ended the answer.
 * `takeUntil` before this operator ends with a `stopped` snapshot; `takeUntil` after it ends
 * without one.
 *
 * @returns an operator from events to snapshots
 * @throws RangeError or TypeError when `interval` is not a finite number above 0
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { contentEvent, doneEvent } from 'rxjs-chat-stream';
 * import { accumulateReply } from 'rxjs-chat-stream/operators';
 *
 * const seen: string[] = [];
 * of(contentEvent('Hi'), doneEvent())
 *   .pipe(accumulateReply())
 *   .subscribe(({ content, status }) => seen.push(`${status}: ${content}`));
 * seen; // => ['streaming: ', 'streaming: Hi', 'complete: Hi']
 * ```
 */
export function accumulateReply({
  interval,
  scheduler = asyncScheduler,
}: AccumulateReplyOptions = {}): <E extends { readonly type: string }>(
  source: Observable<E>,
) => Observable<ChatReply> {
  assertOptions('accumulateReply', { interval, scheduler }, rules);

  return pushThrough((output) => {
    // The latest snapshot.
    let reply = emptyReply;
    // When the last interval started.
    let startedAt = -Infinity;
    // Runs while a snapshot is held back.
    let timer = Subscription.EMPTY;

    const emit = (): void => {
      timer.unsubscribe();
      output.next(reply);
    };
    const flush = (): void => {
      if (!timer.closed) emit();
    };
    const emitAndWait = (): void => {
      startedAt = scheduler.now();
      emit();
    };

    output.add(() => timer.unsubscribe());
    emit();
    return {
      push: (event) => {
        const before = reply;
        reply = reduceReply(reply, event);
        if (interval === undefined || urgent.has(event.type)) return emit();
        if (reply === before || !timer.closed) return;
        // At most one interval, even if the clock was set back.
        const wait = Math.min(interval, startedAt + interval - scheduler.now());
        if (wait > 0) timer = scheduler.schedule(emitAndWait, wait);
        else emitAndWait();
      },
      end: () => {
        if (reply.status !== 'streaming') return flush();
        const { retrying: _retrying, ...rest } = reply;
        reply = { ...rest, status: 'stopped' };
        emit();
      },
      fail: flush,
    };
  });
}
