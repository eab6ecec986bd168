import { map, type Observable } from 'rxjs';
import { errorOfEvent } from '../src/errors/errorOfEvent.js';
import type { ErrorEvent } from '../src/events.js';
import { isEvent } from '../src/isEvent.js';

const isError = isEvent('error');

/**
 * Turns an `error` event into an error, so that `catchError` and `retryOnNetwork` see it.
 *
 * ```text
 * source  --a----(e|)    a "Hel", e error "Busy"
 *         throwOnErrorEvent()
 * result  --a----#       # StreamingApiError ERROR_EVENT
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source.
 * - Next: passes on every other event.
 * - Complete: passed on.
 * - Error: at an `error` event, errors with a `StreamingApiError` that has its message,
 *   `serverCode`, `status` and `retryAfterMs`. That is retryable if its `status` or, without one,
 *   its code is, except for a used-up quota. What `errorAsEvent` has turned into an event becomes
 *   an error of its kind again. Errors of the source are passed on.
 * - Unsubscribe: unsubscribes from the source.
 *
 * **When to use** – Use when a failure inside the stream should be handled like one of the
 * connection.
 * **Gotchas** – Put it before `retryOnNetwork`. That retries only if the `error` event came first;
 * with `midStream: 'restart'`, also after other events.
 *
 * @returns an operator that removes `error` from the union
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { errorEvent } from 'rxjs-chat-stream';
 * import { throwOnErrorEvent } from 'rxjs-chat-stream/operators';
 *
 * const messages: string[] = [];
 * of(errorEvent('Overloaded', { status: 503 }))
 *   .pipe(throwOnErrorEvent())
 *   .subscribe({ error: (error) => messages.push(`${error.name}: ${error.message}`) });
 * messages; // => ['StreamingApiError: Overloaded']
 * ```
 */
export function throwOnErrorEvent(): <E extends { readonly type: string }>(
  source: Observable<E>,
) => Observable<Exclude<E, ErrorEvent>> {
  return <E extends { readonly type: string }>(source: Observable<E>) =>
    source.pipe(
      map((event) => {
        if (isError(event)) throw errorOfEvent(event);
        // No `error` is left, which the compiler does not infer for a generic union.
        return event as Exclude<E, ErrorEvent>;
      }),
    );
}
