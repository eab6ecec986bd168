import { asyncScheduler, type Observable, type SchedulerLike, Subscription } from 'rxjs';
import type { ContentEvent, ReasoningEvent } from '../src/events.js';
import { pushThrough } from '../src/rx/pushThrough.js';
import { MAX_TIMER_DELAY } from '../src/rx/maxTimerDelay.js';
import { aScheduler, assertOptions, numberAbove0 } from '../src/validation.js';

/** Options of {@link coalesceContent}. */
export interface CoalesceContentOptions {
  /**
   * Least ms from one piece of text to the next of its kind, unless what is held back has to make way for another event or the
   * end. @defaultValue `33`, which is 30 a second
   */
  readonly interval?: number;
  /** Clock and timer. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

type TextEvent = ContentEvent | ReasoningEvent;

const isText = (event: { readonly type: string }): event is TextEvent =>
  event.type === 'content' || event.type === 'reasoning';

/**
 * Merges pieces of text that come faster than a view can show them.
 *
 * ```text
 * source  -a-b-c-------f-g-(d|)     a "A", b "ll", c " is", f " we", g "ll", d done
 *         coalesceContent({ interval: 5 })
 * result  -a----B------f---(gd|)    B "ll is"
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source.
 * - Next: the first piece of `content` or `reasoning` passes at once; pieces of its kind that follow within `interval` ms are
 *   merged into one, which comes when they are over. Before any other event, and before text of the other kind, what is held
 *   back comes first. Nothing is lost, nothing changes its order.
 * - Complete, Error: what is held back comes first, then passed on.
 * - Unsubscribe: unsubscribes from the source and stops the timer.
 *
 * **When to use** – Use when each event renders something. Put it last before the operator that accumulates.
 * **Gotchas** – Put it behind `sampleTps`, which counts pieces. `auditTime` and `throttleTime` would drop text here.
 * Where events have fields of their own, those of the last of the merged pieces stay.
 *
 * @returns an operator that changes only how text is cut
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
  assertOptions('coalesceContent', {
    interval: [interval, numberAbove0(MAX_TIMER_DELAY)],
    scheduler: [scheduler, aScheduler],
  });

  return <E extends { readonly type: string }>(source: Observable<E>) =>
    source.pipe(
      pushThrough<E, E>((output) => {
        // The last of the pieces that wait, all of one kind, and the text of them all.
        let held: (E & TextEvent) | undefined;
        let text = '';
        // The kind of the text that went out last, and when.
        let kind: string | undefined;
        let sentAt = 0;
        // Set while text waits.
        let timer = Subscription.EMPTY;

        const flush = (): void => {
          if (held === undefined) return;
          timer.unsubscribe();
          const event = held.text === text ? held : { ...held, text };
          held = undefined;
          sentAt = scheduler.now();
          output.next(event);
        };

        output.add(() => timer.unsubscribe());
        return {
          push: (event) => {
            if (!isText(event)) {
              flush();
              output.next(event);
            } else if (held?.type === event.type) {
              held = event;
              text += event.text;
            } else {
              flush();
              const now = scheduler.now();
              // A clock that was put back does not make it longer.
              const wait = event.type === kind ? Math.min(interval, sentAt + interval - now) : 0;
              if (wait > 0) {
                held = event;
                text = event.text;
                timer = scheduler.schedule(flush, wait);
              } else {
                kind = event.type;
                sentAt = now;
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
