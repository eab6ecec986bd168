import { concat, defer, EMPTY, map, type Observable, of, startWith } from 'rxjs';
import { type ChatReply, emptyReply, reduceReply } from '../src/reply.js';

/**
 * Folds the events into one immutable {@link ChatReply} and emits the next snapshot at each of them.
 *
 * ```text
 * source  ---a---b---(d|)      a "Hel", b "lo", d done
 *         accumulateReply()
 * result  A--B---C---(D|)      A empty, B "Hel", C "Hello", all streaming; D "Hello", complete
 *
 * source  ---a---|             completed from outside, e.g. by takeUntil(stop$)
 *         accumulateReply()
 * result  A--B---(S|)          S "Hel", stopped
 * ```
 *
 * **Contract**
 * - Subscribe: emits the empty snapshot at once, so that a view has something to show.
 * - Next: one snapshot per event; parts that did not change are the same objects, and an event that changes nothing gives the
 *   same snapshot again. A `reset` starts from the empty one.
 * - Complete: a source that completes without `done` or `error` ends in a snapshot with status `stopped`.
 * - Error: passed on. Put `errorAsEvent` before, and the reply ends in status `error` with the text so far instead.
 * - Unsubscribe: unsubscribes from the source, and emits nothing.
 *
 * **When to use** – Use when you need the state of an answer as one value, for a signal, a store or a template.
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
      // The snapshot emitted last.
      let reply = emptyReply;

      return concat(
        source.pipe(
          map((event) => (reply = reduceReply(reply, event))),
          startWith(reply),
        ),
        defer(() =>
          reply.status === 'streaming' ? of<ChatReply>({ ...reply, status: 'stopped' }) : EMPTY,
        ),
      );
    });
}
