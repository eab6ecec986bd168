import { describe, expect, it } from '@jest/globals';
import { readHeader } from '../../../src/transport/readHeader.js';

describe('readHeader', () => {
  it.each([
    ['a Headers object', new Headers({ 'Content-Type': 'a' })],
    ['anything with a get', { get: (name: string) => (name === 'content-type' ? 'a' : null) }],
    ['a record', { 'Content-Type': 'a' }],
    ['pairs', [['CONTENT-TYPE', 'a']] as const],
    ['a Map', new Map([['Content-Type', 'a']])],
    ['a list of values', { 'content-type': ['a'] }],
  ])('reads a header from %s', (_, headers) => {
    expect(readHeader(headers, 'content-type')).toBe('a');
    expect(readHeader(headers, 'x-other')).toBeUndefined();
  });

  it('joins several values with commas', () => {
    expect(readHeader({ 'x-a': ['a', 'b'] }, 'x-a')).toBe('a, b');
  });

  it('returns undefined for a missing or an empty value', () => {
    expect(readHeader(undefined, 'content-type')).toBeUndefined();
    expect(readHeader({ 'content-type': undefined }, 'content-type')).toBeUndefined();
    expect(readHeader({ 'content-type': '' }, 'content-type')).toBeUndefined();
    expect(readHeader(new Headers({ 'content-type': '' }), 'content-type')).toBeUndefined();
  });
});
