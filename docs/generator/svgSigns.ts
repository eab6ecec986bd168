import type { Line, Sign } from './diagram.js';
import { colours, rule, size, text, widthOf } from './svgElements.js';
import { wordsOf } from './words.js';

/** A sign with its place in the picture; `y` is counted from the axis. */
export interface PlacedSign extends Sign {
  readonly x: number;
  readonly y: number;
  /** Where it has its words: nothing follows an error, and signs of the same ms are above one another. */
  readonly caption: 'under' | 'beside';
  readonly words: readonly string[];
}

/** Places the signs of a row, those of the same ms above one another; `complete` stands behind them all. */
export const placeSigns = ({ signs }: Line, zero: number): readonly PlacedSign[] =>
  signs.map((sign, index) => {
    const sameTime = (other: Sign): boolean =>
      other.frame === sign.frame && other.kind !== 'complete';
    const above = signs.slice(0, index).filter(sameTime).length;
    const isAlone = sign.kind !== 'error' && signs.filter(sameTime).length === 1;
    return {
      ...sign,
      x: zero + sign.frame * size.frame,
      y: (sign.kind === 'complete' ? Math.max(above - 1, 0) : above) * size.stack,
      caption: isAlone ? 'under' : 'beside',
      words: sign.kind === 'complete' ? [] : wordsOf(sign.value).parts,
    };
  });

/** From where to where the words of a sign reach. */
const reachOf = ({ x, caption, words }: PlacedSign): readonly [left: number, right: number] => {
  if (caption === 'beside') return [x, x + size.radius + 6 + widthOf(words.join(' '))];
  const half = Math.ceil(Math.max(...words.map((word) => widthOf(word))) / 2);
  return [x - half, x + half];
};

/** The signs that have their words with them: the first of each letter in a row. Throws when they would overlap. */
export const captioned = (signs: readonly PlacedSign[]): readonly PlacedSign[] => {
  const first = signs.filter(
    ({ kind, letter }, index) =>
      kind !== 'complete' && signs.findIndex((other) => other.letter === letter) === index,
  );
  first.forEach((sign, index) => {
    const before = first[index - 1];
    if (before === undefined || sign.y > 0) return;
    if (reachOf(before)[1] > reachOf(sign)[0])
      throw new Error(`No room for "${sign.words.join(' ')}" in a diagram: move it to the right`);
  });
  return first;
};

/** Where the words of a row end. */
export const rightOf = (signs: readonly PlacedSign[]): number =>
  Math.max(0, ...captioned(signs).map((sign) => reachOf(sign)[1]));

/** How far a row reaches below its axis. */
export const depthOf = (signs: readonly PlacedSign[]): number =>
  Math.max(
    ...signs.map(({ y, caption, words }) =>
      caption === 'under' && words.length > 0 ? 20 + words.length * size.line : y + 18,
    ),
  );

/** Draws a sign on the axis: a circle with its letter, a cross for an error, a bar for completion. */
export const drawSign = ({ kind, x, y, letter, value }: PlacedSign, axis: number): string => {
  const middle = axis + y;
  switch (kind) {
    case 'complete':
      return rule('bar', x, axis - 17, x, middle + 17);
    case 'error':
      return (
        rule('cross', x - 7, middle - 7, x + 7, middle + 7) +
        rule('cross', x - 7, middle + 7, x + 7, middle - 7)
      );
    case 'next':
      return (
        `<circle cx="${x}" cy="${middle}" r="${size.radius}" fill="${colours[wordsOf(value).kind]}"/>` +
        text('letter', x, middle + 4, letter)
      );
  }
};

/** Writes the words of a sign beside it, or under it. */
export const drawCaption = ({ x, y, caption, words }: PlacedSign, axis: number): string =>
  caption === 'beside'
    ? text('beside', x + size.radius + 6, axis + y + 4, words.join(' '))
    : words.map((word, index) => text('caption', x, axis + 29 + index * size.line, word)).join('');
