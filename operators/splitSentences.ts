import type { Observable } from 'rxjs';
import { isEvent } from '../src/isEvent.js';
import { pushThrough } from '../src/rx/pushThrough.js';
import { assertOptions, oneOf, optional, type Rule } from '../src/validation.js';
import { blockRules } from './internal/blockRules.js';
import { lineSplitter, paragraphRules } from './internal/lineSplitter.js';
import { segmentEnds } from './internal/segmentEnds.js';
import { sentenceSplitter } from './internal/sentenceSplitter.js';
import type { TextSplitter } from './internal/textSplitter.js';

/** Options of {@link splitSentences}. */
export interface SplitSentencesOptions {
  /**
   * What to split the content into: sentences, paragraphs between blank lines, or blocks of
   * Markdown, such as a heading, a list or a fence with its code.
   * @defaultValue `'sentence'`
   */
  readonly by?: 'sentence' | 'paragraph' | 'block';
  /** Language of the sentences, such as `'ja'`. @defaultValue that of the runtime */
  readonly locale?: string | undefined;
}

/** A sentence, paragraph or block of an answer. */
export interface Sentence {
  /** The text, with the white space after it. */
  readonly text: string;
  /** Its number in the answer, from 0. */
  readonly index: number;
  /** Whether the content ends with it. */
  readonly isLast: boolean;
}

const isLocale = (locale: unknown): boolean => {
  try {
    return typeof locale === 'string' && Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
};

const rules: Readonly<Record<string, Rule>> = {
  by: oneOf('sentence', 'paragraph', 'block'),
  locale: optional({ is: isLocale, words: 'a language tag such as "en"', type: 'string' }),
};

const isContent = isEvent('content');

// After these, or completion, no text follows.
const isEnd = ({ type }: { readonly type: string }): boolean => type === 'done' || type === 'error';

/**
 * Emits the content in sentences, paragraphs or blocks of Markdown, each as soon as it is whole.
 *
 * ```text
 * source  --a----b----c----(d|)    a "Hi. I", b " am 1.", c "5 m.", d done
 *         splitSentences()
 * result  --A--------------(B|)    A "Hi. ", B "I am 1.5 m." last
 * ```
 *
 * **Contract**
 * - Subscribe: subscribes to the source.
 * - Next: emits a sentence once the next one has begun, so that "3." and "5" are not cut. A blank
 *   line is between the texts of two parts. Emits the rest before `done` and `error`, with
 *   `isLast`. A `reset` drops the rest, and starts over at index 0. Drops all other events.
 * - Complete, Error: emits the rest, with `isLast`, then passed on.
 * - Unsubscribe: unsubscribes from the source and emits nothing.
 *
 * **When to use** – Use when text is spoken, or rendered in blocks that do not change any more.
 * **Gotchas** – An answer without content emits nothing, and so does a `reset`: stop speaking when
 * index 0 comes again. An `error` event looks like the end: put `throwOnErrorEvent` before it. The
 * last sentence before a tool call waits until text or the end follows. Where sentences end is up
 * to `Intl.Segmenter`, which takes "Dr. " for a sentence. A list is one block, with the code in its
 * items; a table, a quote and HTML up to a blank line are one, too.
 *
 * @returns an operator from events to sentences, which joined are the content
 * @throws RangeError or TypeError when `by` is another text, or `locale` no language tag
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { contentEvent, doneEvent } from 'rxjs-chat-stream';
 * import { type Sentence, splitSentences } from 'rxjs-chat-stream/operators';
 *
 * const sentences: Sentence[] = [];
 * of(contentEvent('It is 3.'), contentEvent('5 km. Go'), contentEvent(' left.'), doneEvent())
 *   .pipe(splitSentences({ locale: 'en' }))
 *   .subscribe((sentence) => sentences.push(sentence));
 * sentences[0]; // => { text: 'It is 3.5 km. ', index: 0, isLast: false }
 * sentences[1]; // => { text: 'Go left.', index: 1, isLast: true }
 * ```
 */
export function splitSentences({ by = 'sentence', locale }: SplitSentencesOptions = {}): <
  E extends { readonly type: string },
>(
  source: Observable<E>,
) => Observable<Sentence> {
  assertOptions('splitSentences', { by, locale }, rules);

  const make: Readonly<Record<typeof by, () => TextSplitter>> = {
    sentence: () => sentenceSplitter(segmentEnds('sentence', locale)),
    paragraph: () => lineSplitter(paragraphRules()),
    block: () => lineSplitter(blockRules()),
  };
  return <E extends { readonly type: string }>(source: Observable<E>) =>
    source.pipe(
      pushThrough<E, Sentence>((output) => {
        // Holds the sentence that is not whole.
        let splitter = make[by]();
        let index = 0;
        // The part of the last text; `undefined` before the first.
        let part: number | undefined;

        const emit = (text: string): void => output.next({ text, index: index++, isLast: false });
        const start = (): void => {
          splitter = make[by]();
          index = 0;
          part = undefined;
        };
        const end = (): void => {
          const rest = splitter.rest();
          const from = index;
          start();
          for (const [at, text] of rest.entries()) {
            output.next({ text, index: from + at, isLast: at === rest.length - 1 });
          }
        };

        return {
          push: (event) => {
            if (event.type === 'reset') start();
            if (isEnd(event)) end();
            if (!isContent(event) || event.text === '') return;
            const { text, part: next = 0 } = event;
            if (part !== undefined && next !== part) splitter.push('\n\n', emit);
            part = next;
            splitter.push(text, emit);
          },
          end,
          fail: end,
        };
      }),
    );
}
