import { describe, expect, it } from '@jest/globals';
import { readHeader, readRetryAfter, readShouldRetry } from '../../../src/transport/headers.js';

describe('readHeader', () => {
  it.each([
    ['a Headers object', new Headers({ 'Content-Type': 'a' })],
    ['anything with a get', { get: (name: string) => (name === 'content-type' ? 'a' : null) }],
    ['a record', { 'Content-Type': 'a' }],
    ['pairs', [['CONTENT-TYPE', 'a']] as const],
    ['a Map', new Map([['Content-Type', 'a']])],
    ['a list of values', { 'content-type': ['a'] }],
  ])('reads %s', (_, headers) => {
    expect(readHeader(headers, 'content-type')).toBe('a');
    expect(readHeader(headers, 'x-other')).toBeUndefined();
  });

  it('joins several values', () => {
    expect(readHeader({ 'x-a': ['a', 'b'] }, 'x-a')).toBe('a, b');
  });

  it('takes no headers, and an empty value, as none', () => {
    expect(readHeader(undefined, 'content-type')).toBeUndefined();
    expect(readHeader({ 'content-type': undefined }, 'content-type')).toBeUndefined();
    expect(readHeader({ 'content-type': '' }, 'content-type')).toBeUndefined();
    expect(readHeader(new Headers({ 'content-type': '' }), 'content-type')).toBeUndefined();
  });
});

describe('readRetryAfter (H9)', () => {
  const now = Date.parse('Tue, 24 Nov 2026 10:00:00 GMT');

  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '2.5' }, 2500],
    [{ 'retry-after': ' 7 ' }, 7000],
    [{ 'retry-after-ms': ' 7 ' }, 7],
    [{ 'retry-after': '2.25' }, 2250],
    [{ 'retry-after': '7x' }, undefined],
    [{ 'retry-after': 'on Tue, 24 Nov 2026 10:00:05 GMT' }, undefined],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after-ms': '1500' }, 1500],
    [{ 'retry-after-ms': '0', 'retry-after': '60' }, 0],
    [{ 'retry-after-ms': 'x', 'retry-after': '60' }, 60_000],
    [{ 'retry-after': 'Tue, 24 Nov 2026 10:00:05 GMT' }, 5000],
    [
      { 'retry-after': 'Tue, 24 Nov 2026 10:00:05 GMT', date: 'Tue, 24 Nov 2026 10:00:03 GMT' },
      2000,
    ],
    [{ 'retry-after': 'Tue, 24 Nov 2026 09:00:00 GMT' }, 0],
    [{ 'retry-after': '9999999999' }, 9_999_999_999_000],
    [{}, undefined],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': 'abc' }, undefined],
    [{ 'retry-after': '1e400' }, undefined],
    [{ 'retry-after': '9'.repeat(400) }, undefined],
    [{ 'retry-after': 'Tue, nonsense' }, undefined],
  ])('reads %j', (headers, ms) => {
    expect(readRetryAfter(headers, now)).toBe(ms);
  });
});

describe('readShouldRetry', () => {
  it.each([
    [{ 'x-should-retry': 'true' }, true],
    [{ 'X-Should-Retry': ' false ' }, false],
    [{ 'x-should-retry': 'yes' }, undefined],
    [{}, undefined],
  ])('reads %j', (headers, expected) => {
    expect(readShouldRetry(headers)).toBe(expected);
  });
});
