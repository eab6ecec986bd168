import type { TextSplitter } from './textSplitter.js';

/** Returns where the sentences of a text begin, the first one aside. */
type Boundaries = (text: string) => readonly number[];

// Without one of these, a text is one sentence.
const mayEnd = /[\p{Sentence_Terminal}\n\r\u0085\u2028\u2029]/u;

// A full stop may be that of an abbreviation. What letter or mark comes after it tells; until
// then, spaces, digits and brackets do not.
const isCertain = /[\p{L}\p{Sentence_Terminal}]/u;

// Where the runtime does not know sentences: marks, quotes, and white space.
const simpleEnd = /[.!?…]+["'”’)\]]*\s+|[。！？]+["'”’」』）]*\s*|\s*\n\s*/g;

const boundariesIn = (locale: string | undefined): Boundaries => {
  // Some browsers in use do not have it.
  if (typeof Intl !== 'object' || typeof Intl.Segmenter !== 'function') {
    return (text) =>
      Array.from(text.matchAll(simpleEnd), ({ 0: end, index }) => index + end.length);
  }
  const segmenter = new Intl.Segmenter(locale, { granularity: 'sentence' });
  return (text) => Array.from(segmenter.segment(text), ({ index }) => index).slice(1);
};

// A sentence of more characters is looked at again only when it has grown by a quarter, so that
// text without ends takes linear time.
const LONG = 500;

// Segmenters of some engines take longer for each segment, the longer the text is.
const WINDOW = 1000;

/** Cuts a text into sentences. A sentence is whole once the next one has begun for certain. */
export function sentences(locale: string | undefined): TextSplitter {
  const boundariesOf = boundariesIn(locale);
  let text = '';
  let mayHaveEnd = false;
  let lookAt = 0;

  /** Where to cut a text: before a sentence that has begun for certain, or at any boundary. */
  const cutsIn = (part: string, isWhole: boolean): readonly number[] => {
    const cuts: number[] = [];
    let start = 0;
    for (const at of boundariesOf(part)) {
      // White space is of the sentence before, and alone it is none.
      if (/\s/.test(part.charAt(at)) || part.slice(start, at).trim() === '') continue;
      if (!isWhole && !isCertain.test(part.slice(at))) break;
      cuts.push(at);
      start = at;
    }
    return cuts;
  };

  const cut = (isWhole: boolean): readonly string[] => {
    const whole: string[] = [];
    let start = 0;
    let size = WINDOW;
    for (;;) {
      const isRest = start + size >= text.length;
      const part = text.slice(start, start + size);
      const cuts = cutsIn(part, isWhole && isRest);
      cuts.forEach((at, index) => whole.push(part.slice(cuts[index - 1] ?? 0, at)));
      start += cuts.at(-1) ?? 0;
      if (isRest) break;
      size = cuts.length > 0 ? WINDOW : 2 * size;
    }
    text = text.slice(start);
    return whole;
  };

  return {
    push: (more) => {
      text += more;
      mayHaveEnd ||= mayEnd.test(more);
      if (!mayHaveEnd || text.length < lookAt) return [];
      const whole = cut(false);
      mayHaveEnd = mayEnd.test(text);
      lookAt = text.length > LONG ? text.length * 1.25 : 0;
      return whole;
    },
    end: () => {
      const whole = cut(true);
      return text === '' ? whole : [...whole, text];
    },
  };
}
