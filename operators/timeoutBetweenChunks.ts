import { asyncScheduler, type Observable, type SchedulerLike } from 'rxjs';
import { StreamingTimeoutError } from '../src/errors/errors.js';
import { idleTimeout } from '../src/rx/idleTimeout.js';
import { aScheduler, assertOptions, numberAbove0 } from '../src/validation.js';

/** Options of {@link timeoutBetweenChunks}. */
export interface TimeoutBetweenChunksOptions {
  /** Most ms from one event to the next; `Infinity` is no limit. */
  readonly each: number;
  /** Most ms from the subscription to the first event; `Infinity` is no limit. @defaultValue the value of `each` */
  readonly first?: number;
  /** Clock and timer. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * Errors with a {@link StreamingTimeoutError} `PROGRESS` when no event comes in time.
 *
 * ```text
 * source  --a----b--------(d|)    a "Hel", b "lo", d done
 *         timeoutBetweenChunks(5)
 * result  --a----b----#           # StreamingTimeoutError PROGRESS
 * ```
 *
 * **Contract**
 * - Subscribe: starts the clock for the first event.
 * - Next: passed on, and starts the clock anew. An event at the very limit is in time.
 * - Complete: passed on; the clock stops.
 * - Error: passed on; the clock stops. Its own is retryable, and unsubscribes from the source, which aborts the request.
 * - Unsubscribe: unsubscribes from the source and stops the clock.
 *
 * **When to use** – Use when a server that is alive but makes no progress is not to be waited for. The `readTimeout` of the call
 * counts bytes, so heartbeats keep it quiet; this operator counts events.
 * **Gotchas** – Put it before `retryOnNetwork`, and each attempt has its own clock; behind it, the waits between the attempts count
 * too. It keeps one timer, however many events there are.
 *
 * @param options the limits, or `each` alone, in ms
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
  const {
    each,
    first = each,
    scheduler = asyncScheduler,
  } = typeof options === 'object' && options !== null ? options : { each: options };
  assertOptions('timeoutBetweenChunks', {
    each: [each, numberAbove0()],
    first: [first, numberAbove0()],
    scheduler: [scheduler, aScheduler],
  });

  return idleTimeout({
    first,
    each,
    scheduler,
    error: (begun) =>
      new StreamingTimeoutError(`No event for ${begun ? each : first} ms`, {
        code: 'PROGRESS',
        // An operator cannot see the connection: without an event, the request may have been processed.
        phase: begun ? 'streaming' : 'sent',
      }),
  });
}
