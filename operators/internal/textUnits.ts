/** Returns where the next whole unit of a text ends; -1 if none is whole yet. */
export type NextUnit = (text: string, from: number) => number;

/** The units that have a name. */
export type UnitName = 'word' | 'grapheme' | 'line';

// Characters that are looked at to find the end of a unit. A longer unit is cut, so that text
// without any end costs no more than other text.
const WINDOW = 256;
const SEARCHED = 1024;

// The scripts that put no spaces between words.
const unspaced = /*#__PURE__*/ new RegExp(
  ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan']
    .map((script) => `\\p{Script=${script}}`)
    .join('|'),
  'u',
);

/** Whether a place is inside of a character of two code units. */
const isInside = (text: string, at: number): boolean =>
  /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));

const cutAt = (text: string, at: number): number => (isInside(text, at) ? at - 1 : at);

/** The end of the first segment of a text, if another one follows it. */
type FirstSegment = (text: string) => number;

const firstSegment = (granularity: 'word' | 'grapheme'): FirstSegment => {
  // Some browsers in use do not have it; code points are the next best.
  if (typeof Intl !== 'object' || typeof Intl.Segmenter !== 'function') {
    return (text) => {
      const [first = ''] = text;
      return text.length > first.length ? first.length : -1;
    };
  }
  const segmenter = new Intl.Segmenter(undefined, { granularity });
  return (text) => {
    let count = 0;
    for (const { index } of segmenter.segment(text)) if (count++ === 1) return index;
    return -1;
  };
};

const words = (): NextUnit => {
  let segment: FirstSegment | undefined;
  return (text, from) => {
    const window = text.slice(from, from + WINDOW);
    const [run, space = ''] = /^(\s*)\S+/.exec(window) ?? [];
    if (run !== undefined) {
      const word = run.slice(space.length);
      if (unspaced.test(word)) {
        segment ??= firstSegment('word');
        // What follows tells that the last of the segments is whole too.
        const end = segment(window.slice(space.length));
        if (end > 0) return from + space.length + end;
      } else if (run.length < window.length) return from + run.length;
    }
    return window.length < WINDOW ? -1 : cutAt(text, from + WINDOW);
  };
};

const graphemes = (): NextUnit => {
  const segment = firstSegment('grapheme');
  return (text, from) => {
    const window = text.slice(from, from + WINDOW);
    const end = segment(window);
    if (end > 0) return from + end;
    return window.length < WINDOW ? -1 : cutAt(text, from + WINDOW);
  };
};

const lines: NextUnit = (text, from) => {
  const at = text.indexOf('\n', from);
  return at < 0 ? -1 : at + 1;
};

const matches = (pattern: RegExp): NextUnit => {
  // A copy, since searching changes a pattern that has state.
  const own = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}g`);
  return (text, from) => {
    // Some patterns take quadratic time for text in which they match nothing.
    const window = text.slice(from, from + SEARCHED);
    // It goes on after a match of nothing, by a whole character with the flag `u` or `v`.
    for (const match of window.matchAll(own)) {
      const end = match.index + match[0].length;
      if (end > 0) return from + end;
    }
    return window.length < SEARCHED ? -1 : cutAt(text, from + SEARCHED);
  };
};

/** Makes what finds the units. A unit is its first match, with the text before it. */
export const textUnits = (by: UnitName | RegExp): NextUnit => {
  if (by instanceof RegExp) return matches(by);
  return by === 'line' ? lines : by === 'word' ? words() : graphemes();
};
