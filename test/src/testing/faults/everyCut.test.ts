import { describe, expect, it } from '@jest/globals';
import { everyCut } from '../../../../src/testing/index.js';

const lengths = (cuts: Iterable<readonly Uint8Array[]>): readonly (readonly number[])[] =>
  Array.from(cuts, (pieces) => pieces.map(({ length }) => length));

describe('everyCut', () => {
  it('cuts in two in every place', () => {
    expect(lengths(everyCut('abcd'))).toEqual([
      [1, 3],
      [2, 2],
      [3, 1],
    ]);
  });

  it('cuts in three in every two places', () => {
    expect(lengths(everyCut(Uint8Array.of(1, 2, 3, 4), 3))).toEqual([
      [1, 1, 2],
      [1, 2, 1],
      [2, 1, 1],
    ]);
    expect([...everyCut('a'.repeat(30), 3)]).toHaveLength((29 * 28) / 2);
  });

  it('keeps every byte, in its place and its memory', () => {
    const bytes = new TextEncoder().encode('é🙂');
    for (const pieces of everyCut(bytes, 3)) {
      expect(Uint8Array.from(Buffer.concat(pieces))).toEqual(bytes);
      expect(pieces.every(({ buffer }) => buffer === bytes.buffer)).toBe(true);
    }
  });

  it.each<[string, 2 | 3]>([
    ['', 2],
    ['a', 2],
    ['ab', 3],
  ])('gives %j whole, which is too short for %d pieces', (text, pieces) => {
    expect(lengths(everyCut(text, pieces))).toEqual([[text.length]]);
  });

  it('makes a cut only when it is asked for, and all of them again', () => {
    const cuts = everyCut(new Uint8Array(1_000_000), 3);
    const [first] = cuts;
    expect(first?.map(({ length }) => length)).toEqual([1, 1, 999_998]);
    const short = everyCut('abc');
    expect([...short]).toEqual([...short]);
  });

  it.each([1, 4, NaN])('refuses %d pieces', (pieces) => {
    expect(() => everyCut('abc', pieces as 2)).toThrow('everyCut: pieces must be 2 or 3');
  });
});
