import { describe, expect, it } from '@jest/globals';
import {
  assertOptions,
  collectFaults,
  numberFrom,
  oneOf,
  optional,
  orInfinity,
  type Rule,
  wholeNumberFrom,
} from '../../src/validation.js';

describe('a rule', () => {
  const valid: readonly (readonly [string, Rule, unknown])[] = [
    ['takes its bounds', numberFrom(0, 1), 0],
    ['takes its bounds', numberFrom(0, 1), 1],
    ['takes Infinity without a maximum', numberFrom(0), Infinity],
    ['takes Infinity where allowed', orInfinity(wholeNumberFrom(0)), Infinity],
    ['takes undefined where optional', optional(oneOf('a')), undefined],
    ['takes null where optional', optional(oneOf('a')), null],
  ];
  it.each(valid)('%s', (_, { is }, value) => {
    expect(is(value)).toBe(true);
  });

  const invalid: readonly (readonly [string, Rule, unknown])[] = [
    ['a number below the minimum', numberFrom(0, 1), -0.1],
    ['a number above the maximum', numberFrom(0, 1), 1.1],
    ['NaN', numberFrom(0), NaN],
    ['a number as text', numberFrom(0), '1'],
    ['Infinity as a whole number', wholeNumberFrom(0), Infinity],
    ['a fraction as a whole number', wholeNumberFrom(0), 1.5],
    ['another choice', oneOf('a', 'b'), 'c'],
  ];
  it.each(invalid)('rejects %s', (_, { is }, value) => {
    expect(is(value)).toBe(false);
  });
});

const rules = { size: numberFrom(0, 9), kind: oneOf('a', 'b') };

describe('collectFaults', () => {
  it('returns a sentence for each fault, and quotes no value', () => {
    expect(collectFaults({ size: 'secret', kind: 'secret' }, rules)).toEqual([
      'size must be a number from 0 to 9',
      'kind must be "a" or "b"',
    ]);
    expect(collectFaults({ size: 9, kind: 'b' }, rules)).toEqual([]);
  });
});

describe('assertOptions', () => {
  it('throws for the first fault, with the name of the operator and the value', () => {
    expect(() => assertOptions('op', { size: 10, kind: 'c' }, rules)).toThrow(
      new RangeError('op: size must be a number from 0 to 9, got 10'),
    );
    expect(() => assertOptions('op', { size: '5', kind: 'a' }, rules)).toThrow(
      new TypeError('op: size must be a number from 0 to 9, got "5"'),
    );
    expect(() => assertOptions('op', { size: 5, kind: 6 }, rules)).toThrow(
      new TypeError('op: kind must be "a" or "b", got 6'),
    );
    expect(() => assertOptions('op', { size: 5, kind: 'a' }, rules)).not.toThrow();
  });

  it.each<readonly [string, unknown, string]>([
    ['the start of a long text', 'x'.repeat(200), `"${'x'.repeat(99)}…`],
    ['the type of a list with a BigInt', [1n], 'object'],
    ['the type of an object without a prototype', Object.create(null), 'object'],
  ])('names %s', (_, kind, got) => {
    expect(() => assertOptions('op', { size: 5, kind }, rules)).toThrow(
      new TypeError(`op: kind must be "a" or "b", got ${got}`),
    );
  });
});
