import type { Observable } from 'rxjs';
import { type ContentEvent, isEvent, type ReasoningEvent, reasoningEvent } from '../src/events.js';
import { pushThrough } from '../src/rx/pushThrough.js';
import { tagScanner } from './internal/tagScanner.js';
import { aBoolean, assertOptions, type Rule } from '../src/validation.js';
import { tagPattern } from './internal/tagPattern.js';

/** Options of {@link splitReasoning}. */
export interface SplitReasoningOptions {
  /** Names of the tags around reasoning, without brackets, in any case. @defaultValue `['think', 'thinking', 'reasoning']` */
  readonly tags?: readonly string[];
  /**
   * Whether the answer begins inside a tag: some chat templates put the opening tag into the prompt, so that only the closing
   * one comes. @defaultValue `false`
   */
  readonly startInside?: boolean;
}

const defaultTags = ['think', 'thinking', 'reasoning'];

const isContent = isEvent('content');

// These end a run of content: a tag does not go on behind them. Others, like `tps` and `usage`, come in the middle of one.
const ending: ReadonlySet<string> = new Set(['reasoning', 'toolCall', 'error', 'reset', 'done']);

/**
 * Makes `reasoning` events of the text between `<think>` and `</think>`, wherever the tags are cut.
 *
 * ```text
 * source  --a----b----c----(d|)    a "<thi", b "nk>Hm</", c "think>Hi", d done
 *         splitReasoning()
 * result  -------r----t----(d|)    r reasoning "Hm", t "Hi"
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source.
 * - Next: content is split at whole tags, which are left out; everything else keeps its text and its place. Text that may still
 *   become a tag is held back, and a `tps`, a `usage` or an event of your own behind it waits with it; a `reasoning`,
 *   `toolCall`, `error`, `reset` or `done` shows that it was none. A `reset` starts from the beginning.
 * - Complete, Error: what is held back is emitted as text first, then passed on.
 * - Unsubscribe: unsubscribes from the source, and emits nothing.
 *
 * **When to use** – Use when a model writes its reasoning into its answer. Where the wire has reasoning events of its own, they pass
 * through in order, so it does no harm.
 * **Gotchas** – Put it before the operators that merge or accumulate text. Tags may have attributes (`name="value"`) and be nested; a tag that never closes
 * makes all the rest reasoning, a stray closing one is left out. In Markdown code, fenced or inline, outside of reasoning, tags are text.
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
  assertOptions('splitReasoning', {
    tags: [tags, tagNames],
    startInside: [startInside, aBoolean],
  });

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
            } else if (ending.has(event.type)) {
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

const isTagName = (tag: unknown): boolean =>
  typeof tag === 'string' && /^[a-z][\w:.-]*$/i.test(tag);

const tagNames: Rule = {
  is: (tags) => Array.isArray(tags) && tags.length > 0 && tags.every(isTagName),
  words: 'a list of names like "think"',
};

// Most events are given out whole, and then as they came.
const withText = <E extends ContentEvent>(event: E, text: string): E =>
  text === event.text ? event : { ...event, text };
