import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { StreamingNetworkError, StreamingTimeoutError } from '../../../../src/index.js';
import { differences, isEqual } from '../../../../src/testing/marbles/differences.js';

class Own {
  readonly a = 1;
}

const circle = (depth: number): object => {
  const value: Record<string, unknown> = { depth };
  value['self'] = value;
  return value;
};

const lost = (message: string, phase: 'sent' | 'streaming' = 'streaming') =>
  new StreamingNetworkError(message, { code: 'CONNECTION_LOST', phase });

describe('isEqual takes as equal', () => {
  it.each<[string, unknown, unknown]>([
    ['NaN and NaN', NaN, NaN],
    ['0 and -0', 0, -0],
    ['lists', [1, [2]], [1, [2]]],
    ['fields in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['bytes', Uint8Array.of(1, 2), Uint8Array.of(9, 1, 2).subarray(1)],
    ['maps', new Map([['a', { b: 1 }]]), new Map([['a', { b: 1 }]])],
    ['sets', new Set([1, 2]), new Set([1, 2])],
    ['times', new Date(5), new Date(5)],
    ['patterns', /a/g, /a/g],
    ['errors', lost('gone'), lost('gone')],
    ['values that contain themselves', circle(1), circle(1)],
    ['objects of two realms', { a: [1] }, runInNewContext('({ a: [1] })')],
    ['errors of two realms', new TypeError('no'), runInNewContext('new TypeError("no")')],
    ['a matcher and what it matches', { text: 'Hi' }, { text: expect.any(String) }],
    ['a matcher of fields', { a: 1, b: [2] }, expect.objectContaining({ b: [2] })],
  ])('%s', (_, actual, expected) => {
    expect(differences(actual, expected)).toEqual([]);
  });

  it('any value and its copy', () => {
    fc.assert(
      fc.property(
        fc.clone(fc.anything({ withBigInt: true, withMap: true, withSet: true }), 2),
        (two) => isEqual(two[0], two[1]),
      ),
    );
  });
});

describe('isEqual tells apart', () => {
  it.each<[string, unknown, unknown]>([
    ['a field that is missing, and one that is undefined', { a: 1 }, { a: 1, b: undefined }],
    ['a field too many', { a: 1, b: 2 }, { a: 1 }],
    ['null and undefined', null, undefined],
    ['a number and its text', 1, '1'],
    ['a list and an object', [], {}],
    ['lists of two lengths', [1], [1, undefined]],
    ['bytes', Uint8Array.of(1), Uint8Array.of(2)],
    ['sets', new Set([1]), new Set([2])],
    ['times', new Date(5), new Date(6)],
    ['functions', () => 1, () => 1],
    ['a class and a plain object', new Own(), { a: 1 }],
    ['errors of two classes', new TypeError('no'), new RangeError('no')],
    ['errors with two messages', lost('gone'), lost('lost')],
    ['errors with two fields', lost('gone', 'sent'), lost('gone')],
    ['errors with two causes', new Error('a', { cause: 1 }), new Error('a', { cause: 2 })],
    ['an error without a cause', new Error('a'), new Error('a', { cause: 2 })],
    ['a matcher and another value', { text: 5 }, { text: expect.any(String) }],
    ['values that contain themselves', circle(1), circle(2)],
  ])('%s', (_, actual, expected) => {
    expect(differences(actual, expected)).not.toEqual([]);
    expect(isEqual(actual, expected)).toBe(false);
  });
});

describe('differences', () => {
  it('have the path, and both values', () => {
    const actual = { usage: { inputTokens: 1 }, list: ['a', { b: 2 }], 'x-y': 1 };
    const expected = { usage: { inputTokens: 2 }, list: ['a', { b: 3 }, 4] };
    expect(differences(actual, expected)).toEqual([
      { path: 'usage.inputTokens', actual: '1', expected: '2' },
      { path: 'list[1].b', actual: '2', expected: '3' },
      { path: 'list[2]', actual: 'nothing', expected: '4' },
      { path: 'x-y', actual: '1', expected: 'nothing' },
    ]);
  });

  it('of an error have its fields', () => {
    const timeout = new StreamingTimeoutError('slow', { code: 'CONNECT', phase: 'sent' });
    expect(
      differences(timeout, new StreamingTimeoutError('slow', { code: 'READ_IDLE', phase: 'sent' })),
    ).toEqual([{ path: 'code', actual: '"CONNECT"', expected: '"READ_IDLE"' }]);
  });

  it('are at most five', () => {
    expect(differences([1, 2, 3, 4, 5, 6, 7], [])).toHaveLength(5);
  });
});
