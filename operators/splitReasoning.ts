import type { Observable } from 'rxjs';
import type { ReasoningEvent, ResetEvent } from '../src/events.js';
import { pushThrough } from '../src/rx/pushThrough.js';
import { assertOptions, type Rule } from '../src/validation.js';
import { reasoningSplitter } from './internal/reasoningSplitter.js';
import { tagPattern } from './internal/tagPattern.js';

/** Options of {@link splitReasoning}. */
export interface SplitReasoningOptions {
  /**
   * What is around reasoning, in any case: names of tags, without brackets, and pairs of any texts,
   * such as `{ open: '[THINK]', close: '[/THINK]' }`. At most 100, of at most 250 characters each.
   * @defaultValue `['think', 'thinking', 'reasoning']`
   */
  readonly tags?: readonly (string | { readonly open: string; readonly close: string })[];
  /**
   * Whether the answer starts inside a tag. The chat templates of DeepSeek-R1 and others put the
   * opening tag into the prompt, so that the model writes only the closing one. With `'auto'`, text
   * is content until the first tag. If that is a closing one, a `reset` voids the events, and they
   * are emitted again with the text before the tag as reasoning.
   * @defaultValue `false`
   */
  readonly startInside?: boolean | 'auto';
}

const isTagText = (text: unknown): boolean =>
  typeof text === 'string' && text !== '' && text.length <= 250;

const isTag = (tag: unknown): boolean =>
  typeof tag === 'string'
    ? isTagText(tag) && /^[a-z][\w:.-]*$/i.test(tag)
    : isTagText(Object(tag).open) && isTagText(Object(tag).close);

const rules: Readonly<Record<string, Rule>> = {
  tags: {
    is: (tags) => Array.isArray(tags) && tags.length > 0 && tags.length <= 100 && tags.every(isTag),
    words:
      'a list of names like "think" and pairs { open, close }, at most 100 of 250 characters each',
  },
  startInside: {
    is: (value) => typeof value === 'boolean' || value === 'auto',
    words: 'a boolean or "auto"',
  },
};

const defaultTags = ['think', 'thinking', 'reasoning'];

/**
 * Turns text between `<think>` and `</think>` into `reasoning` events, wherever the tags are cut.
 *
 * ```text
 * Tags that are cut:
 * source  --a----b----c----(d|)    a "<thi", b "nk>Hm</", c "think>Hi", d done
 *         splitReasoning()
 * result  -------r----t----(d|)    r reasoning "Hm", t "Hi"
 *
 * A closing tag without an opening one:
 * source  --a----b-----c----(d|)    a "Hm", b "</think>Hi", c "!", d done
 *         splitReasoning({ startInside: 'auto' })
 * result  --a----(Rrt)-c----(d|)    R reset, r reasoning "Hm", t "Hi"
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source.
 * - Next: splits content at its tags and removes them; all other text and events keep their order.
 *   Tags do not nest: the first closing tag ends reasoning. Holds back text that may become a tag.
 *   A `tps`, `usage`, `source` or event of your own waits with it; any other event flushes it as
 *   text, and so does content of another part. A `reset` starts the scan again.
 * - Complete, Error: emits held-back text, then passed on.
 * - Unsubscribe: unsubscribes from the source and emits nothing.
 *
 * **When to use** – Use when a model writes its reasoning into its answer. It does no harm if the
 * server sends `reasoning` events of its own: they pass through in order.
 * **Gotchas** – Put it before operators that merge or accumulate text. Tags may have attributes
 * (`name="value"`). If a tag never closes, the rest of its part is reasoning. Opening tags inside
 * of reasoning and closing tags outside of it are removed; but the closing text of a pair, which
 * may be any text, stays, except for as many as opening texts were removed. In Markdown code
 * outside of reasoning, fenced or inline, tags are text. With `startInside: 'auto'`, the `attempt`
 * of its `reset` is one more than that of the last; and if a million characters come before the
 * first tag, they stay content.
 *
 * @returns an operator that adds `reasoning` and `reset` to the union
 * @throws TypeError when `tags` is not a list of names and pairs, or too long
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { contentEvent, type StreamEvent } from 'rxjs-chat-stream';
 * import { splitReasoning } from 'rxjs-chat-stream/operators';
 *
 * const seen: StreamEvent[] = [];
 * of(contentEvent('<thi'), contentEvent('nk>Hm</think>Hi'))
 *   .pipe(splitReasoning())
 *   .subscribe((event) => seen.push(event));
 * seen; // => [{ type: 'reasoning', text: 'Hm' }, { type: 'content', text: 'Hi' }]
 * ```
 */
export function splitReasoning({
  tags = defaultTags,
  startInside = false,
}: SplitReasoningOptions = {}): <E extends { readonly type: string }>(
  source: Observable<E>,
) => Observable<E | ReasoningEvent | ResetEvent> {
  assertOptions('splitReasoning', { tags, startInside }, rules);

  const pattern = tagPattern(tags);
  return <E extends { readonly type: string }>(source: Observable<E>) =>
    source.pipe(
      pushThrough<E, E | ReasoningEvent | ResetEvent>((output) => {
        const splitter = reasoningSplitter<E>(pattern, startInside, (event) => output.next(event));

        return { push: splitter.push, end: splitter.flush, fail: splitter.flush };
      }),
    );
}
