/** Returns where each segment of a text ends, the end of the text included. */
export type SegmentEnds = (text: string) => readonly number[];

type Granularity = 'sentence' | 'word' | 'grapheme';

// Characters, for a runtime without `Intl.Segmenter`: there they stand in for words, too.
const CHARACTER = /\r\n|\p{RI}{2}|[^](?:[\p{M}\p{EMod}]|\u200d[^])*/gu;

// A sentence that ends in a dot goes on if the next letter is a small one.
const SENTENCE =
  /\r?\n|\.+["'”\p{Pe}]*[^\S\n]+(?![^\p{L}\p{STerm}\n]*\p{Ll})|[!?。！？]+["'”\p{Pe}]*[^\S\n]*/gu;

const simple: Readonly<Record<Granularity, RegExp>> = {
  sentence: SENTENCE,
  word: CHARACTER,
  grapheme: CHARACTER,
};

/**
 * Makes a finder of segments. Keep the texts short: for each segment, V8 takes time in proportion
 * to the whole text.
 */
export function segmentEnds(granularity: Granularity, locale?: string): SegmentEnds {
  // Firefox has it since version 125.
  const segmenter =
    typeof Intl.Segmenter === 'function' ? new Intl.Segmenter(locale, { granularity }) : undefined;

  return (text) => {
    const ends: number[] = [];
    if (segmenter !== undefined) {
      for (const { index } of segmenter.segment(text)) if (index > 0) ends.push(index);
    } else {
      for (const { 0: match, index } of text.matchAll(simple[granularity])) {
        const end = index + match.length;
        if (end < text.length) ends.push(end);
      }
    }
    if (text !== '') ends.push(text.length);
    return ends;
  };
}
