import { concat, defer, EMPTY, map, type Observable, of } from 'rxjs';
import { type ChatReply, emptyReply, reduceReply } from '../src/reply.js';

/**
 * Folds the events into one immutable {@link ChatReply} and emits the next snapshot at each of them.
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
 * - Next: one snapshot per event; parts that did not change are the same objects, and an event of an unknown type or with an empty
 *   text gives the same snapshot again. A `reset` starts from the empty one.
 * - Complete: a source that completes without `done` or `error` ends in a snapshot with status `stopped`.
 * - Error: passed on, without a last snapshot. Put `errorAsEvent` before, and an error of this package becomes one with status `error`
 *   and the text so far.
 * - Unsubscribe: unsubscribes from the source, and emits nothing.
 *
 * **When to use** – Use when you need the state of an answer as one value, for a signal, a store or a template.
 * **Gotchas** – Put it last: only snapshots come out. A view that is too slow for one per event wants `coalesceContent` before it. Only
 * `complete` says that the server ended the answer. `takeUntil` before this operator ends it with `stopped`, behind this operator without a last
 * snapshot.
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
        of(reply),
        source.pipe(map((event) => (reply = reduceReply(reply, event)))),
        defer(() =>
          reply.status === 'streaming' ? of<ChatReply>({ ...reply, status: 'stopped' }) : EMPTY,
        ),
      );
    });
}
