import { asyncScheduler, type Observable, type SchedulerLike, Subscription } from 'rxjs';
import { pushThrough } from '../src/rx/pushThrough.js';
import { aScheduler, assertOptions, aTimerDelay, oneOf, type Rule } from '../src/validation.js';
import { isSameText, isText, type TextEvent } from './internal/isSameText.js';
import { textPacer } from './internal/textPacer.js';
import { textUnits } from './internal/textUnits.js';

/** Options of {@link smoothContent}. */
export interface SmoothContentOptions {
  /**
   * What is emitted at a time: a word, a character as people see it, a line, or text up to the end
   * of a match.
   * @defaultValue `'word'`
   */
  readonly by?: 'word' | 'grapheme' | 'line' | RegExp;
  /** Maximum ms by which text is emitted later than it came. @defaultValue `400` */
  readonly maxLag?: number;
  /** Clock and timer. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

const names = /*#__PURE__*/ oneOf('word', 'grapheme', 'line');

const aUnit: Rule = {
  is: (value) => names.is(value) || value instanceof RegExp,
  words: '"word" or "grapheme" or "line" or a RegExp',
};

const rules = { by: aUnit, maxLag: aTimerDelay, scheduler: aScheduler };

/** The page, where there is one. */
const pageOf = (): Document | undefined => (typeof document === 'object' ? document : undefined);

/**
 * Emits text at a steady pace, as if it were typed, however unevenly it comes.
 *
 * ```text
 * source  -a-------d----------|    a "one two three ", d "four "
 *         smoothContent({ maxLag: 8 })
 * result  -v-w-x---y-------z--|    v "one", w " two", x " three", y " four", z " "
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source.
 * - Next: emits `content` and `reasoning` in whole units, one or several at a time, as fast as text
 *   has come over the last second, or faster where it would come more than `maxLag` ms late. Emits
 *   all text that it holds before any other event, and before text of another type or part. While
 *   the page is hidden, holds nothing. Loses and reorders nothing.
 * - Complete, Error: emits the text that it holds, then passed on.
 * - Unsubscribe: unsubscribes from the source, cancels the timer, and removes its listener.
 *
 * **When to use** – Use to show an answer that comes in bursts, as behind a proxy or from a model
 * that sends sentences. Put it directly before the operator that accumulates.
 * **Gotchas** – Put it before `sampleTps`, each of whose events would emit all held text at once.
 * It adds up to `maxLag` of delay, so leave it out where nobody reads along. A word is whole once
 * white space follows it, or the next word in languages without spaces. An emitted event keeps the
 * additional fields of the last delta.
 *
 * @returns an operator that changes only how the text is cut, and when it comes
 * @throws RangeError or TypeError for an option out of range
 *
 * @example
 * ```ts
 * import { of, VirtualTimeScheduler } from 'rxjs';
 * import { contentEvent } from 'rxjs-chat-stream';
 * import { smoothContent } from 'rxjs-chat-stream/operators';
 *
 * const scheduler = new VirtualTimeScheduler();
 * const texts: string[] = [];
 * of(contentEvent('One two three'))
 *   .pipe(smoothContent({ scheduler }))
 *   .subscribe(({ text }) => texts.push(text));
 * scheduler.flush();
 * // The source completes at once, so the rest comes at once too.
 * texts; // => ['One', ' two three']
 * ```
 */
export function smoothContent({
  by = 'word',
  maxLag = 400,
  scheduler = asyncScheduler,
}: SmoothContentOptions = {}): <E extends { readonly type: string }>(
  source: Observable<E>,
) => Observable<E> {
  assertOptions('smoothContent', { by, maxLag, scheduler }, rules);

  return <E extends { readonly type: string }>(source: Observable<E>) =>
    source.pipe(
      pushThrough<E, E>((output) => {
        const page = pageOf();
        // The text that is held, and the last of its deltas.
        const pacer = textPacer(maxLag, textUnits(by));
        let last: (E & TextEvent) | undefined;
        // Runs while text is held.
        let timer = Subscription.EMPTY;

        const emit = (text: string): void => {
          if (last === undefined || text === '') return;
          output.next(last.text === text ? last : { ...last, text });
        };
        const step = (): void => {
          const now = scheduler.now();
          const text = pacer.take(now);
          const wait = pacer.wait(now);
          timer = wait === undefined ? Subscription.EMPTY : scheduler.schedule(step, wait);
          emit(text);
        };
        const flush = (): void => {
          timer.unsubscribe();
          timer = Subscription.EMPTY;
          emit(pacer.takeAll());
        };
        const onVisibility = (): void => {
          if (page?.hidden) flush();
        };

        page?.addEventListener('visibilitychange', onVisibility);
        output.add(() => {
          timer.unsubscribe();
          page?.removeEventListener('visibilitychange', onVisibility);
        });
        return {
          push: (event) => {
            if (!isText(event) || event.text === '' || page?.hidden) {
              flush();
              output.next(event);
              return;
            }
            if (last !== undefined && !isSameText(last, event)) flush();
            last = event;
            pacer.add(event.text, scheduler.now());
            if (timer.closed) step();
          },
          end: flush,
          fail: flush,
        };
      }),
    );
}
