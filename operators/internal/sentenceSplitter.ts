import { type SegmentEnds } from './segmentEnds.js';
import type { TextSplitter } from './textSplitter.js';

// In characters. Segments are looked for in windows of about this length.
const WINDOW = 256;
// Text without a letter is rare: if it is longer than this, it is looked at each time it doubles.
const SHORT = 64;

// All that may end a sentence: terminators, the question mark of Greek, ends of lines.
const TERMINATOR = /[\p{STerm}\u2024\ufe52\uff0e;\u037e\n\r\x85\u2028\u2029]/u;
// Not the two Japanese marks that are letters by name only.
const LETTER = /(?![\uff9e\uff9f])\p{L}/u;
const LAST_LETTER = /(?![\uff9e\uff9f])\p{L}[\P{L}\uff9e\uff9f]*$/u;
// After a dot, the next letter decides, or what ends a sentence itself: "5 p.m. (and" goes on.
const ENDS_IN_DOT =
  /[.\u2024\ufe52\uff0e](?:[^\p{L}\p{N}\n\r\x85\u2028\u2029!?。！？]|[\uff9e\uff9f])*$/u;
const DECIDES = /(?![\uff9e\uff9f])[\p{L}\p{STerm}\n\r\x85\u2028\u2029]/u;
// The last end of a line, before white space.
const LAST_LINE_END = /[\n\r\u2028\u2029][^\S\n\r\u2028\u2029]*$/;
const HIGH_SURROGATE = /[\ud800-\udbff]$/;

const isBlank = (text: string): boolean => text.trim() === '';

/**
 * Splits a text into sentences. White space between two belongs to the first.
 *
 * The segmenter gets each text about once, since a boundary depends on little text around it: what
 * comes before the last letter is decided.
 */
export function sentenceSplitter(endsOf: SegmentEnds): TextSplitter {
  // The start of the sentence, which has no end in it.
  let decided = '';
  let isBegun = false;
  // The text after it, which may have one.
  let open = '';
  // The length of `open` when the segmenter last got it.
  let tried = 0;
  // The first half of a character that was cut.
  let half = '';

  const decide = (end: number): void => {
    const text = open.slice(0, end);
    isBegun ||= !isBlank(text);
    decided += text;
    open = open.slice(end);
    if (end > 0) tried = 0;
  };

  const cut = (emit: (sentence: string) => void, isEnd: boolean): void => {
    const text = open;
    const ends = endsOf(text);
    tried = text.length;
    let start = 0;
    for (const [index, end] of ends.slice(0, -1).entries()) {
      const rest = text.slice(end);
      const isUndecided = ENDS_IN_DOT.test(text.slice(0, end)) && !DECIDES.test(rest);
      if (isBlank(rest) || (isUndecided && !isEnd)) break;
      decide(end - start);
      start = end;
      // An empty line is no sentence.
      if (!isBegun || isBlank(text.slice(end, ends[index + 1]))) continue;
      const sentence = decided;
      decided = '';
      isBegun = false;
      emit(sentence);
    }
  };

  const feed = (text: string, emit: (sentence: string) => void): void => {
    open += text;
    const hasLetter = LETTER.test(text);
    if (TERMINATOR.test(open)) {
      if (!hasLetter && open.length > SHORT && open.length < 2 * tried) return;
      cut(emit, false);
      // One end of a line does for all blank lines.
      decide(LAST_LINE_END.exec(open)?.index ?? 0);
    } else if (!hasLetter && open.length > SHORT) {
      // Not the last characters, on which a terminator may depend.
      decide(open.length - 2);
    }
    if (hasLetter) decide(LAST_LETTER.exec(open)?.index ?? 0);
  };

  return {
    push: (text, emit) => {
      for (let at = 0; at < text.length; at += WINDOW) {
        const window = half + text.slice(at, at + WINDOW);
        half = HIGH_SURROGATE.exec(window)?.[0] ?? '';
        feed(window.slice(0, window.length - half.length), emit);
      }
    },
    rest: () => {
      const sentences: string[] = [];
      open += half;
      cut((sentence) => sentences.push(sentence), true);
      return decided + open === '' ? sentences : [...sentences, decided + open];
    },
  };
}
