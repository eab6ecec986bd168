import { describe, expect, it } from '@jest/globals';
import { retryAfter } from '../../../src/response/retryAfter.js';

describe('retryAfter (H9)', () => {
  const now = Date.parse('Tue, 24 Nov 2026 10:00:00 GMT');

  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '2.5' }, 2500],
    [{ 'retry-after': ' 7 ' }, 7000],
    [{ 'retry-after-ms': ' 7 ' }, 7],
    [{ 'retry-after': '2.25' }, 2250],
    [{ 'retry-after': '8.123' }, 8123],
    [{ 'retry-after-ms': '20.5' }, 21],
    [{ 'retry-after': '7, 7' }, 7000],
    [{ 'retry-after-ms': '9'.repeat(400), 'retry-after': '7' }, 7000],
    [{ 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }, 251_606_865_599_000],
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
  ])('reads %j as %p ms', (headers, ms) => {
    expect(retryAfter(headers, now)).toBe(ms);
  });
});
