import type { Observable } from 'rxjs';
import { reasoningEvent } from '../src/eventConstructors.js';
import type { ContentEvent, ReasoningEvent } from '../src/events.js';
import { isEvent } from '../src/isEvent.js';
import { pushThrough } from '../src/rx/pushThrough.js';
import { tagScanner } from './internal/tagScanner.js';
import { aBoolean, assertOptions, type Rule } from '../src/validation.js';
import { tagPattern } from './internal/tagPattern.js';

/** Options of {@link splitReasoning}. */
export interface SplitReasoningOptions {
  /**
   * Names of the tags around reasoning, without brackets, in any case.
   * @defaultValue `['think', 'thinking', 'reasoning']`
   */
  readonly tags?: readonly string[];
  /**
   * Whether the answer starts inside a tag. The chat templates of DeepSeek-R1 and others put the
   * opening tag into the prompt, so that the model writes only the closing one.
   * @defaultValue `false`
   */
  readonly startInside?: boolean;
}

const isTagName = (tag: unknown): boolean =>
  typeof tag === 'string' && /^[a-z][\w:.-]*$/i.test(tag);

const tagNames: Rule = {
  is: (tags) => Array.isArray(tags) && tags.length > 0 && tags.every(isTagName),
  words: 'a list of names like "think"',
};

const rules = { tags: tagNames, startInside: aBoolean };

const defaultTags = ['think', 'thinking', 'reasoning'];

const isContent = isEvent('content');

// A tag does not continue after these events. All others, such as `tps`, may come inside a tag.
const endsText: ReadonlySet<string> = new Set(['reasoning', 'toolCall', 'error', 'reset', 'done']);

/**
 * Turns text between `<think>` and `</think>` into `reasoning` events, wherever the tags are cut.
 *
 * ```text
 * source  --a----b----c----(d|)    a "<thi", b "nk>Hm</", c "think>Hi", d done
 *         splitReasoning()
 * result  -------r----t----(d|)    r reasoning "Hm", t "Hi"
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source.
 * - Next: splits content at its tags and removes them; all other text and events keep their order.
 *   Holds back text that may become a tag. A `tps`, a `usage` or an event of your own waits with
 *   it; a `reasoning`, `toolCall`, `error`, `reset` or `done` flushes it as text. A `reset` starts
 *   the scan again.
 * - Complete, Error: emits held-back text, then passed on.
 * - Unsubscribe: unsubscribes from the source and emits nothing.
 *
 * **When to use** – Use when a model writes its reasoning into its answer. It does no harm if the
 * server sends `reasoning` events of its own: they pass through in order.
 * **Gotchas** – Put it before operators that merge or accumulate text. Tags may have attributes
 * (`name="value"`) and be nested. If a tag never closes, the rest of the answer is reasoning; a
 * closing tag without an opening one is removed. In Markdown code outside of reasoning, fenced or
 * inline, tags are text.
 *
 * @returns an operator that adds `reasoning` to the union
 * @throws TypeError when `tags` is not a list of names
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { contentEvent } from 'rxjs-chat-stream';
 * import { splitReasoning } from 'rxjs-chat-stream/operators';
 *
 * const seen: string[] = [];
 * of(contentEvent('<thi'), contentEvent('nk>Hm</think>Hi'))
 *   .pipe(splitReasoning())
 *   .subscribe(({ type, text }) => seen.push(`${type}: ${text}`));
 * seen; // => ['reasoning: Hm', 'content: Hi']
 * ```
 */
export function splitReasoning({
  tags = defaultTags,
  startInside = false,
}: SplitReasoningOptions = {}): <E extends { readonly type: string }>(
  source: Observable<E>,
) => Observable<E | ReasoningEvent> {
  assertOptions('splitReasoning', { tags, startInside }, rules);

  const tokens = tagPattern(tags);
  return <E extends { readonly type: string }>(source: Observable<E>) =>
    source.pipe(
      pushThrough<E, E | ReasoningEvent>((output) => {
        let scanner = tagScanner(tokens, startInside);

        return {
          push: (event) => {
            if (isContent(event) && event.text !== '') {
              scanner.push(event.text, (text, inside) =>
                output.next(inside ? reasoningEvent(text) : withText(event, text)),
              );
            } else if (endsText.has(event.type)) {
              scanner.flush();
              if (event.type === 'reset') scanner = tagScanner(tokens, startInside);
              output.next(event);
            } else {
              scanner.mark(() => output.next(event));
            }
          },
          end: () => scanner.flush(),
          fail: () => scanner.flush(),
        };
      }),
    );
}

// Returns the event itself if all of its text is emitted at once, which is usual.
const withText = <E extends ContentEvent>(event: E, text: string): E =>
  text === event.text ? event : { ...event, text };
