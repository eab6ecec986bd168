import { map, type Observable } from 'rxjs';
import { StreamingApiError } from '../src/errors/errors.js';
import { type ErrorEvent, isEvent } from '../src/events.js';

const isError = isEvent('error');

/**
 * Turns an `error` event into an error notification, so that `catchError` and `retryOnNetwork` see it.
 *
 * ```text
 * source  --a----(e|)    a "Hel", e error "Busy"
 *         throwOnErrorEvent()
 * result  --a----#       # StreamingApiError ERROR_EVENT
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source.
 * - Next: every other event is passed on.
 * - Complete: passed on.
 * - Error: at an `error` event, a {@link StreamingApiError} with its message, `serverCode`, `status` and `retryAfterMs`; it is
 *   retryable where the status is, a used-up quota aside. The source's own errors are passed on.
 * - Unsubscribe: unsubscribes from the source.
 *
 * **When to use** – Use when a failure inside the stream is to be handled like one of the connection.
 * **Gotchas** – Put it before `retryOnNetwork`, which then repeats only what failed before any other event, or restarts if told to. An
 * event without a `status` is not retryable.
 *
 * @returns an operator that leaves `error` out of the union
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
        if (isError(event)) throw toError(event);
        // What is left of the union, which `Exclude` says and the guard's false branch cannot.
        return event as Exclude<E, ErrorEvent>;
      }),
    );
}

const toError = ({ message, code, status, retryAfterMs }: ErrorEvent): StreamingApiError =>
  new StreamingApiError(message, {
    code: 'ERROR_EVENT',
    phase: 'streaming',
    serverCode: code,
    status,
    retryAfterMs,
  });
