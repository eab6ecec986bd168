import type { Observable } from 'rxjs';
import type { ContentEvent } from '../src/events.js';
import { isTerminal } from '../src/isEvent.js';
import { pushThrough } from '../src/rx/pushThrough.js';
import { assertOptions, oneOf, type Rule } from '../src/validation.js';
import { paragraphs } from './internal/lineSplitter.js';
import { markdownBlocks } from './internal/markdownBlocks.js';
import { sentences } from './internal/sentences.js';
import type { TextSplitter } from './internal/textSplitter.js';

/** Options of {@link splitSentences}. */
export interface SplitSentencesOptions {
  /**
   * What the text is cut into: sentences, paragraphs (at blank lines), or the blocks of Markdown,
   * which keep fenced code and lists whole.
   * @defaultValue `'sentence'`
   */
  readonly by?: 'sentence' | 'paragraph' | 'block';
  /** Language of the text, as in `'de'`, for sentences. @defaultValue that of the runtime */
  readonly locale?: string;
}

/** A part of the text that is whole. */
export interface Sentence {
  /** With the white space after it. */
  readonly text: string;
  /** Counted from 0. */
  readonly index: number;
  /** Whether no other one follows. */
  readonly isLast: boolean;
}

const isLocale = (value: unknown): boolean => {
  try {
    return value === undefined || Intl.getCanonicalLocales(String(value)).length === 1;
  } catch {
    return false;
  }
};

const aLocale: Rule = {
  is: (value) => (value === undefined || typeof value === 'string') && isLocale(value),
  words: 'a language tag such as "de" or "pt-BR"',
};

const rules = { by: /*#__PURE__*/ oneOf('sentence', 'paragraph', 'block'), locale: aLocale };

const isContent = (event: { readonly type: string }): event is ContentEvent =>
  event.type === 'content';

/**
 * Emits the sentences of an answer, each as soon as it is whole.
 *
 * ```text
 * source  -a--b--c--(d|)    a "One. T", b "wo! ", c "Three", d done
 *         splitSentences()
 * result  -x-----y--(z|)    x "One. ", y "Two! ", z "Three" last
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source.
 * - Next: emits a sentence once the next one has begun, with the white space after it, and nothing
 *   for other events. Joined, the sentences are the content, with a blank line between the texts of
 *   two parts. The last one comes at `done` or an `error` event. After a `reset`, starts over at
 *   index 0; what was not emitted is dropped, since the answer starts over too.
 * - Complete, Error: emits the last sentence if it is still held, then passed on.
 * - Unsubscribe: unsubscribes from the source.
 *
 * **When to use** – Use with `concatMap` to speak or translate while the model writes. With
 * `{ by: 'block' }`, a view parses each block of Markdown once.
 * **Gotchas** – Only the content is read, so put `splitReasoning` before it where the reasoning is
 * between tags. "3. Item" is one sentence or two, as the rules of Unicode have it. Text of a part
 * that goes on after another one has begun is taken where it comes.
 *
 * @returns an operator that turns events into sentences; they do not depend on how the text was cut
 * @throws TypeError for an option of a wrong kind
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { contentEvent, doneEvent } from 'rxjs-chat-stream';
 * import { splitSentences } from 'rxjs-chat-stream/operators';
 *
 * const texts: string[] = [];
 * of(contentEvent('It is 3.'), contentEvent('5 °C. Take a c'), contentEvent('oat!'), doneEvent())
 *   .pipe(splitSentences())
 *   .subscribe(({ text }) => texts.push(text));
 * texts; // => ['It is 3.5 °C. ', 'Take a coat!']
 * ```
 */
export function splitSentences({ by = 'sentence', locale }: SplitSentencesOptions = {}): <
  E extends { readonly type: string },
>(
  source: Observable<E>,
) => Observable<Sentence> {
  assertOptions('splitSentences', { by, locale }, rules);

  const makers = {
    sentence: () => sentences(locale),
    paragraph: paragraphs,
    block: markdownBlocks,
  };

  return <E extends { readonly type: string }>(source: Observable<E>) =>
    source.pipe(
      pushThrough<E, Sentence>((output) => {
        // What is not emitted yet, the number of sentences, and the parts that have begun.
        let splitter: TextSplitter = makers[by]();
        let index = 0;
        let parts: number[] = [];

        const emit = (texts: readonly string[], isEnd: boolean): void => {
          texts.forEach((text, at) => {
            const isLast = isEnd && at === texts.length - 1;
            output.next({ text, index: index++, isLast });
          });
        };
        const startOver = (): void => {
          splitter = makers[by]();
          index = 0;
          parts = [];
        };
        const end = (): void => {
          const rest = splitter.end();
          splitter = makers[by]();
          emit(rest, true);
        };
        /** The text of a delta, with the blank line before that of a new part. */
        const textOf = ({ text, part = 0 }: ContentEvent): string => {
          if (text === '' || parts.includes(part)) return text;
          parts.push(part);
          return parts.length === 1 ? text : `\n\n${text}`;
        };

        return {
          push: (event) => {
            if (isContent(event)) emit(splitter.push(textOf(event)), false);
            else if (event.type === 'reset') startOver();
            else if (isTerminal(event)) end();
          },
          end,
          fail: end,
        };
      }),
    );
}
