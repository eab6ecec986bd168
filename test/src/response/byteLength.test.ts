import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byteLength, takeBytes } from '../../../src/response/byteLength.js';

describe('byteLength', () => {
  it('counts text as UTF-8', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => byteLength(text) === new TextEncoder().encode(text).length,
      ),
    );
    expect(byteLength(new Uint8Array(5))).toBe(5);
  });

  it('adds up when a surrogate pair is cut', () => {
    expect(byteLength('😀'.charAt(0)) + byteLength('😀'.charAt(1))).toBe(4);
  });
});

describe('takeBytes', () => {
  it('returns as much as fits', () => {
    expect(takeBytes('aé漢😀', 0)).toBe('');
    expect(takeBytes('aé漢😀', 2)).toBe('a');
    expect(takeBytes('aé漢😀', 3)).toBe('aé');
    expect(takeBytes('aé漢😀', 10)).toBe('aé漢😀');
    expect(takeBytes(new Uint8Array([1, 2, 3]), 2)).toEqual(new Uint8Array([1, 2]));
  });
});
