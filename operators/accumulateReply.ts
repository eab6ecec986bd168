import { concat, defer, EMPTY, map, type Observable, of } from 'rxjs';
import { reduceReply } from '../src/reply/reduceReply.js';
import { type ChatReply, emptyReply } from '../src/reply/reply.js';

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
 * ```
 *
 * **Contract**
 * - Subscribe: emits the empty snapshot at once, so that a view has something to show.
 * - Next: emits a snapshot. Parts that did not change are the same objects; an event of an unknown
 *   type or with an empty text emits the same snapshot again. A `reset` starts again from the empty
 *   one.
 * - Complete: if the source completes without `done` or `error`, emits a last snapshot with status
 *   `stopped`.
 * - Error: passed on, without a last snapshot. After `errorAsEvent`, an error of this package is a
 *   snapshot instead, with status `error` and the text so far.
 * - Unsubscribe: unsubscribes from the source and emits nothing.
 *
 * **When to use** – Use when you need the state of an answer as one value: for a signal, a store or
 * a template.
 * **Gotchas** – Put it last, since it emits snapshots and not events. Put `coalesceContent` before
 * it if a view is too slow for a snapshot per event. Only status `complete` means that the server
 * ended the answer. `takeUntil` before this operator ends with a `stopped` snapshot; `takeUntil`
 * after it ends without one.
 *
 * @returns an operator from events to snapshots
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
export function accumulateReply(): <E extends { readonly type: string }>(
  source: Observable<E>,
) => Observable<ChatReply> {
  return (source) =>
    defer(() => {
      // The latest snapshot.
      let reply = emptyReply;

      return concat(
        of(reply),
        source.pipe(map((event) => (reply = reduceReply(reply, event)))),
        defer(() =>
          reply.status === 'streaming' ? of<ChatReply>({ ...reply, status: 'stopped' }) : EMPTY,
        ),
      );
    });
}
