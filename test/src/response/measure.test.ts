import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { measure } from '../../../src/response/measure.js';

describe('measure', () => {
  it('counts text as UTF-8', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => measure(text).size === new TextEncoder().encode(text).length,
      ),
    );
    expect(measure(new Uint8Array(5)).size).toBe(5);
  });

  it('adds up when a surrogate pair is cut', () => {
    expect(measure('😀'.charAt(0)).size + measure('😀'.charAt(1)).size).toBe(4);
  });

  it.each([
    ['aé漢😀', -1, ''],
    ['aé漢😀', 0, ''],
    ['aé漢😀', 2, 'a'],
    ['aé漢😀', 3, 'aé'],
    ['aé漢😀', 10, 'aé漢😀'],
    [new Uint8Array([1, 2, 3]), -1, new Uint8Array()],
    [new Uint8Array([1, 2, 3]), 2, new Uint8Array([1, 2])],
    [new Uint8Array([1, 2, 3]), 3, new Uint8Array([1, 2, 3])],
  ])('returns as much of %p as fits into %p bytes', (chunk, room, fitting) => {
    expect(measure(chunk, room).fitting).toEqual(fitting);
  });
});
