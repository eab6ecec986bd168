import { catchError, type Observable, of, throwError } from 'rxjs';
import { eventOfError } from '../src/errors/eventOfError.js';
import { isStreamingError } from '../src/errors/isStreamingError.js';
import type { ErrorEvent } from '../src/events.js';

/**
 * Turns an error of this package into an `error` event, and completes.
 *
 * ```text
 * source  --a----#       a "Hel", # StreamingNetworkError CONNECTION_LOST
 *         errorAsEvent()
 * result  --a----(e|)    e error "Lost"
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source.
 * - Next: passed on.
 * - Complete: passed on.
 * - Error: a `StreamingError` becomes an event with its message, `kind` and `retryable`, with its
 *   `status` and `retryAfterMs` if it has them, and with the server's code or else its own. Any
 *   other error is passed on.
 * - Unsubscribe: unsubscribes from the source.
 *
 * **When to use** – Use when a failure is part of the state: with
 * `errorAsEvent(), accumulateReply()` a failed answer ends in status `error` and keeps its text.
 * **Gotchas** – Put it after `retryOnNetwork`, which retries error notifications and not events.
 *
 * @returns an operator that adds `error` to the union
 *
 * @example
 * ```ts
 * import { throwError } from 'rxjs';
 * import { type ErrorEvent, StreamingNetworkError } from 'rxjs-chat-stream';
 * import { errorAsEvent } from 'rxjs-chat-stream/operators';
 *
 * let event: ErrorEvent | undefined;
 * const gone = { code: 'CONNECTION_LOST', phase: 'streaming' } as const;
 * throwError(() => new StreamingNetworkError('Gone', gone))
 *   .pipe(errorAsEvent())
 *   .subscribe((last) => (event = last));
 * event?.kind; // => 'network'
 * ```
 */
export function errorAsEvent(): <E extends { readonly type: string }>(
  source: Observable<E>,
) => Observable<E | ErrorEvent> {
  return (source) =>
    source.pipe(
      catchError((error: unknown) =>
        isStreamingError(error) ? of(eventOfError(error)) : throwError(() => error),
      ),
    );
}
