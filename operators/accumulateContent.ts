import { defer, filter, map, type Observable } from 'rxjs';
import type { ContentEvent, ResetEvent } from '../src/events.js';
import { isEvent } from '../src/isEvent.js';
import { contentText } from './internal/contentText.js';

const isContent = isEvent('content');
const isReset = isEvent('reset');

const isRelevant = (event: { readonly type: string }): event is ContentEvent | ResetEvent =>
  isContent(event) || isReset(event);

/**
 * Emits the content so far at each `content` event, and `''` at a `reset`.
 *
 * ```text
 * source  --a--r--b--R--c--(d|)    a "Hel", r reasoning "Hm", b "lo", R reset, c "Hi", d done
 *         accumulateContent()
 * result  --A-----B--E--C--|       A "Hel", B "Hello", E "", C "Hi"
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source. Emits nothing by itself, so an answer without content
 *   emits nothing.
 * - Next: emits the content so far at `content` and `reset`; drops all other events. A blank line
 *   is between the texts of two parts.
 * - Complete, Error: passed on. The last emitted text stays valid.
 * - Unsubscribe: unsubscribes from the source.
 *
 * **When to use** – Use when you show the text and nothing else. For reasoning, usage or the
 * status, use `accumulateReply`.
 * **Gotchas** – An `error` event is dropped like any other, so a failure looks like completion: put
 * `throwOnErrorEvent` before it. Put all operators that handle events before it, since it emits
 * text.
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
    defer(() => {
      let add = contentText();

      return source.pipe(
        filter(isRelevant),
        map((event) => {
          if (isContent(event)) return add(event);
          add = contentText();
          return '';
        }),
      );
    });
}
