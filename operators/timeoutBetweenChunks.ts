import { asyncScheduler, type Observable, type SchedulerLike } from 'rxjs';
import { StreamingTimeoutError } from '../src/errors/errors.js';
import { idleTimeout } from '../src/rx/idleTimeout.js';
import {
  anObject,
  aPositiveNumber,
  aScheduler,
  assertOptions,
  type Rule,
} from '../src/validation.js';

/** Options of {@link timeoutBetweenChunks}. */
export interface TimeoutBetweenChunksOptions {
  /** Maximum ms from one event to the next; `Infinity` is no limit. */
  readonly each: number;
  /**
   * Maximum ms from the subscription to the first event; `Infinity` is no limit. Usually longer
   * than `each`, since a model reads the whole prompt before its first token.
   * @defaultValue the value of `each`
   */
  readonly first?: number;
  /** Clock and timer. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

const limits: Rule = {
  is: (value) => typeof value === 'number' || anObject.is(value),
  words: 'a number of ms or { each, first }',
};

const rules = { each: aPositiveNumber, first: aPositiveNumber, scheduler: aScheduler };

/**
 * Errors with a {@link StreamingTimeoutError} `PROGRESS` if no event arrives in time.
 *
 * ```text
 * source  --a----b--------(d|)    a "Hel", b "lo", d done
 *         timeoutBetweenChunks(5)
 * result  --a----b----#           # StreamingTimeoutError PROGRESS
 * ```
 *
 * **Contract**
 * - Subscribe: starts the timer for the first event.
 * - Next: passed on; restarts the timer. An event exactly at the limit is in time.
 * - Complete: passed on; cancels the timer.
 * - Error: passed on; cancels the timer. The operator's own error is retryable. It also
 *   unsubscribes from the source, which aborts the request.
 * - Unsubscribe: unsubscribes from the source and cancels the timer.
 *
 * **When to use** – Use when a server may stay connected without making progress. The `readTimeout`
 * of the call counts bytes, so heartbeats satisfy it; this operator counts events.
 * **Gotchas** – Put it before `retryOnNetwork`, so that each attempt has its own limits; after it,
 * the waits between the attempts count too. It keeps a single timer, however many events arrive.
 *
 * @param options the limits, or only `each`, in ms
 * @returns an operator that changes no event
 * @throws RangeError or TypeError when a limit is not a number above 0
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { contentEvent, doneEvent } from 'rxjs-chat-stream';
 * import { timeoutBetweenChunks } from 'rxjs-chat-stream/operators';
 *
 * const types: string[] = [];
 * of(contentEvent('Hi'), doneEvent())
 *   .pipe(timeoutBetweenChunks({ first: 30_000, each: 10_000 }))
 *   .subscribe(({ type }) => types.push(type));
 * types; // => ['content', 'done']
 * ```
 */
export function timeoutBetweenChunks(
  options: number | TimeoutBetweenChunksOptions,
): <E extends { readonly type: string }>(source: Observable<E>) => Observable<E> {
  assertOptions('timeoutBetweenChunks', { options }, { options: limits });
  const {
    each,
    first = each,
    scheduler = asyncScheduler,
  } = typeof options === 'number' ? { each: options } : options;
  assertOptions('timeoutBetweenChunks', { each, first, scheduler }, rules);

  return idleTimeout({
    first,
    each,
    scheduler,
    error: (begun) =>
      new StreamingTimeoutError(`No event for ${begun ? each : first} ms`, {
        code: 'PROGRESS',
        // Without an event, the server may still have processed the request.
        phase: begun ? 'streaming' : 'sent',
      }),
  });
}
