import { filter, type Observable, scan } from 'rxjs';
import { type ContentEvent, isEvent, type ResetEvent } from '../src/events.js';

const isContent = isEvent('content');
const isReset = isEvent('reset');

const isRelevant = (event: { readonly type: string }): event is ContentEvent | ResetEvent =>
  isContent(event) || isReset(event);

/**
 * Emits the whole content text so far at each `content` event, and `''` at a `reset`.
 *
 * ```text
 * source  --a--r--b--R--c--(d|)    a "Hel", r reasoning "Hm", b "lo", R reset, c "Hi", d done
 *         accumulateContent()
 * result  --A-----B--E--C--|       A "Hel", B "Hello", E "", C "Hi"
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source; emits nothing of its own, so an answer without content emits nothing.
 * - Next: text on `content` and `reset`; other events are dropped.
 * - Complete, Error: passed on; the last text emitted stays valid.
 * - Unsubscribe: unsubscribes from the source.
 *
 * **When to use** – Use when you show the text and nothing else. For reasoning, usage or the status use `accumulateReply`.
 * **Gotchas** – An `error` event is dropped like any other, so that a failure looks like an end: put `throwOnErrorEvent` before it. Whatever
 * looks for events has to come before it too, since only text comes out.
 *
 * @returns an operator from events to text
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { contentEvent, doneEvent } from 'rxjs-chat-stream';
 * import { accumulateContent } from 'rxjs-chat-stream/operators';
 *
 * const texts: string[] = [];
 * of(contentEvent('Hel'), contentEvent('lo'), doneEvent())
 *   .pipe(accumulateContent())
 *   .subscribe((text) => texts.push(text));
 * texts; // => ['Hel', 'Hello']
 * ```
 */
export function accumulateContent(): <E extends { readonly type: string }>(
  source: Observable<E>,
) => Observable<string> {
  return (source) =>
    source.pipe(
      filter(isRelevant),
      scan((text, event) => (isContent(event) ? text + event.text : ''), ''),
    );
}
