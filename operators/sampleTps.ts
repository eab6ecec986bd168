import { asyncScheduler, type Observable, type SchedulerLike, type Subscription } from 'rxjs';
import { tpsEvent } from '../src/eventConstructors.js';
import type { StreamEvent, TpsEvent } from '../src/events.js';
import { pushThrough } from '../src/rx/pushThrough.js';
import { aFunction, aScheduler, assertOptions, aTimerDelay } from '../src/validation.js';
import { speedMeter } from './internal/speedMeter.js';

/** Options of {@link sampleTps}. */
export interface SampleTpsOptions {
  /** Ms from one estimate to the next. @defaultValue `1000` */
  readonly interval?: number;
  /**
   * Ms over which an estimate is averaged. After a `tps` event of the server, there are no
   * estimates for as long.
   * @defaultValue `5000`
   */
  readonly window?: number;
  /**
   * Counts the tokens of a delta, for example with your model's tokenizer.
   * @defaultValue 1 for each delta
   */
  readonly countTokens?: (text: string) => number;
  /** Clock and timer. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

const rules = {
  interval: aTimerDelay,
  window: aTimerDelay,
  countTokens: aFunction,
  scheduler: aScheduler,
};

/**
 * Inserts `tps` events with the speed in tokens per second, measured over a sliding window.
 *
 * ```text
 * source  --a-a----aa----------------(ud|)    a "Hel", u usage, d done
 *         sampleTps({ interval: 5, window: 10 })
 * result  --a-a--2-aa-3----2----0----(ud|)    2 tps 200, 3 tps 300, 0 tps 0
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source. The clock starts with the first token, so the wait for it
 *   does not count.
 * - Next: passed on. While tokens arrive, emits an estimate (`source: 'estimated'`) every
 *   `interval` ms. When they stop, the estimates fall to 0, and after the first 0 they pause. While
 *   the server reports the speed, there are no estimates. A `retrying` event pauses them too. After
 *   a `usage` event with output tokens, emits the exact speed from the first token to the last,
 *   unless that took less than 50 ms, or the server reported a speed within `window`. It leaves out
 *   the time that tools took, and reasoning tokens if there were no `reasoning` events. A `reset`
 *   starts the measurement again, unless deltas follow in the same instant: these are a replay, and
 *   do not count.
 * - Complete, Error: passed on. What `countTokens` throws becomes the error.
 * - Unsubscribe: unsubscribes from the source and cancels the timer.
 *
 * **When to use** – Use when you show the speed and the server does not report it, or not always.
 * **Gotchas** – A delta is often one token, but not always: pass `countTokens` if the speed has to
 * be right before the usage arrives. Content, reasoning and tool arguments all count. Put it after
 * `timeoutBetweenChunks`, for which an estimate would be progress.
 *
 * @returns an operator that adds `tps` to the union
 * @throws RangeError or TypeError when an option is not a finite number above 0, or not a function
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { contentEvent, doneEvent } from 'rxjs-chat-stream';
 * import { sampleTps } from 'rxjs-chat-stream/operators';
 *
 * const types: string[] = [];
 * of(contentEvent('Hi'), doneEvent())
 *   .pipe(sampleTps({ interval: 500 }))
 *   .subscribe(({ type }) => types.push(type));
 * types; // => ['content', 'done']
 * ```
 */
export function sampleTps({
  interval = 1000,
  window = 5000,
  countTokens = () => 1,
  scheduler = asyncScheduler,
}: SampleTpsOptions = {}): <E extends { readonly type: string }>(
  source: Observable<E>,
) => Observable<E | TpsEvent> {
  assertOptions('sampleTps', { interval, window, countTokens, scheduler }, rules);

  return <E extends { readonly type: string }>(source: Observable<E>) =>
    source.pipe(
      pushThrough<E, E | TpsEvent>((output) => {
        const meter = speedMeter(window, countTokens);
        // The latest time so far: if the clock is set back, time stands still here.
        let latest = -Infinity;
        const now = (): number => {
          const time = scheduler.now();
          if (time > latest) latest = time;
          return latest;
        };
        // When the server last reported the speed.
        let reportedAt = -Infinity;
        // The next estimate; absent before the first token, in a pause and after the exact speed.
        let timer: Subscription | undefined;

        const serverReports = (): boolean => now() - reportedAt < window;
        const stop = (): void => {
          timer?.unsubscribe();
          timer = undefined;
        };
        const estimate = (): void => {
          const tps = meter.rate(now());
          const quiet = serverReports();
          timer = quiet || tps ? scheduler.schedule(estimate, interval) : undefined;
          if (!quiet && tps !== undefined) output.next(tpsEvent(tps, 'estimated'));
        };

        output.add(stop);
        return {
          push: (event) => {
            // Types outside the union match no case.
            const known = event as StreamEvent;
            const hasTokens = meter.take(known, now());
            // `countTokens` may have unsubscribed.
            if (hasTokens && !output.closed) timer ??= scheduler.schedule(estimate, interval);
            if (known.type === 'tps') reportedAt = now();
            // Nothing is written during the wait for another attempt.
            if (known.type === 'retrying') stop();
            if (known.type === 'reset') {
              stop();
              reportedAt = -Infinity;
            }
            output.next(event);

            if (known.type !== 'usage' || serverReports()) return;
            const exact = meter.exact(known.usage);
            if (exact === undefined) return;
            stop();
            output.next(tpsEvent(exact, 'estimated'));
          },
        };
      }),
    );
}
