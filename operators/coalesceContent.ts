import { asyncScheduler, type Observable, type SchedulerLike, Subscription } from 'rxjs';
import { pushThrough } from '../src/rx/pushThrough.js';
import { aScheduler, assertOptions, aTimerDelay } from '../src/validation.js';
import { isSameText, isText, type TextEvent } from './internal/isSameText.js';

/** Options of {@link coalesceContent}. */
export interface CoalesceContentOptions {
  /**
   * Minimum ms between two text events of one type and part. Any other event, completion or an
   * error flushes pending text early.
   * @defaultValue `33`, which is 30 per second
   */
  readonly interval?: number;
  /** Clock and timer. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

const rules = { interval: aTimerDelay, scheduler: aScheduler };

/**
 * Merges text deltas that arrive faster than a view can show them.
 *
 * ```text
 * source  -a-b-c-------f-g-(d|)     a "A", b "ll", c " is", f " we", g "ll", d done
 *         coalesceContent({ interval: 5 })
 * result  -a----B------f---(gd|)    B "ll is"
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source.
 * - Next: emits the first delta of `content` or `reasoning` at once. Merges the deltas of the same
 *   type and part that follow within `interval` ms into one event, and emits it when the interval
 *   ends. Emits pending text before any other event, and before text of another type or part. Loses
 *   and reorders nothing.
 * - Complete, Error: emits pending text, then passed on.
 * - Unsubscribe: unsubscribes from the source and cancels the timer.
 *
 * **When to use** – Use when each event renders something. Put it directly before the operator that
 * accumulates.
 * **Gotchas** – Put it after `sampleTps`, which counts deltas. `auditTime` and `throttleTime` are
 * no substitute, since they drop text. A merged event keeps the additional fields of its last
 * delta.
 *
 * @returns an operator that changes only how the text is cut
 * @throws RangeError or TypeError when `interval` is not a finite number above 0
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { contentEvent, doneEvent } from 'rxjs-chat-stream';
 * import { coalesceContent } from 'rxjs-chat-stream/operators';
 *
 * const texts: string[] = [];
 * of(contentEvent('a'), contentEvent('b'), contentEvent('c'), doneEvent())
 *   .pipe(coalesceContent())
 *   .subscribe((event) => texts.push(event.type === 'content' ? event.text : event.type));
 * texts; // => ['a', 'bc', 'done']
 * ```
 */
export function coalesceContent({
  interval = 33,
  scheduler = asyncScheduler,
}: CoalesceContentOptions = {}): <E extends { readonly type: string }>(
  source: Observable<E>,
) => Observable<E> {
  assertOptions('coalesceContent', { interval, scheduler }, rules);

  return <E extends { readonly type: string }>(source: Observable<E>) =>
    source.pipe(
      pushThrough<E, E>((output) => {
        // The last of the pending deltas, which are all of one text, and the text of them all.
        let pending: (E & TextEvent) | undefined;
        let text = '';
        // The last delta that was emitted at once, and when text was last emitted.
        let last: TextEvent | undefined;
        let emittedAt = 0;
        // Runs while text is pending.
        let timer = Subscription.EMPTY;

        const flush = (): void => {
          if (pending === undefined) return;
          timer.unsubscribe();
          const event = pending.text === text ? pending : { ...pending, text };
          pending = undefined;
          emittedAt = scheduler.now();
          output.next(event);
        };

        output.add(() => timer.unsubscribe());
        return {
          push: (event) => {
            if (!isText(event)) {
              flush();
              output.next(event);
            } else if (isSameText(pending, event)) {
              pending = event;
              text += event.text;
            } else {
              flush();
              const now = scheduler.now();
              // At most one interval, even if the clock was set back.
              const left = Math.min(interval, emittedAt + interval - now);
              const wait = isSameText(last, event) ? left : 0;
              if (wait > 0) {
                pending = event;
                text = event.text;
                timer = scheduler.schedule(flush, wait);
              } else {
                last = event;
                emittedAt = now;
                output.next(event);
              }
            }
          },
          end: flush,
          fail: flush,
        };
      }),
    );
}
