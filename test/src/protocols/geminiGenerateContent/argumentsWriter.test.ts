import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  argumentsWriter,
  type PartialArg,
} from '../../../../src/protocols/geminiGenerateContent/argumentsWriter.js';
import { growth } from '../../../helpers/growth.js';

const written = (args: readonly PartialArg[]): string | undefined => {
  const { write, end } = argumentsWriter();
  const texts = args.map(write);
  return texts.includes(undefined) ? undefined : texts.join('') + end();
};

const at = (jsonPath: string, numberValue = 1): PartialArg => ({ jsonPath, numberValue });

const keyed = (path: string, key: string): string =>
  /^\w+$/.test(key)
    ? `${path}.${key}`
    : `${path}['${key.replaceAll(/[\\']/g, (character) => `\\${character}`)}']`;

/** The arguments that a server sends for a value, its texts in deltas of `length` characters. */
function* argsOf(value: unknown, path: string, length: number): Generator<PartialArg> {
  if (Array.isArray(value)) {
    for (const [place, each] of value.entries()) yield* argsOf(each, `${path}[${place}]`, length);
    yield { jsonPath: `${path}[]` };
  } else if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value);
    for (const [key, each] of fields) yield* argsOf(each, keyed(path, key), length);
    if (fields.length === 0) yield { jsonPath: path };
  } else if (typeof value === 'string') {
    for (let from = 0; from < value.length; from += length) {
      const stringValue = value.slice(from, from + length);
      yield { jsonPath: path, stringValue, willContinue: true };
    }
    yield { jsonPath: path, stringValue: '' };
  } else if (value === null) yield { jsonPath: path, nullValue: 'NULL_VALUE' };
  else if (typeof value === 'boolean') yield { jsonPath: path, boolValue: value };
  else yield { jsonPath: path, numberValue: Number(value) };
}

describe('argumentsWriter', () => {
  it('writes the JSON of any arguments', () => {
    const key = fc.string();
    const anyArgs = fc.dictionary(key, fc.jsonValue({ maxDepth: 4, noUnicodeString: false }));
    fc.assert(
      fc.property(anyArgs, fc.integer({ min: 1, max: 4 }), (args, length) => {
        const plain: unknown = JSON.parse(JSON.stringify(args));
        expect(JSON.parse(written([...argsOf(plain, '$', length)]) ?? '')).toEqual(plain);
      }),
    );
  });

  it('writes each value at once', () => {
    const { write, end } = argumentsWriter();
    expect(write({ jsonPath: '$.a', stringValue: 'x', willContinue: true })).toBe('{"a":"x');
    expect(write({ jsonPath: '$.a', stringValue: '"', willContinue: true })).toBe('\\"');
    expect(write({ jsonPath: '$.b[0]', boolValue: false })).toBe('","b":[false');
    expect(write({ jsonPath: '$.c', stringValue: 'whole' })).toBe('],"c":"whole"');
    expect(end()).toBe('}');
  });

  it.each<readonly [string, readonly PartialArg[], string | undefined]>([
    ['no arguments', [], '{}'],
    ['a path without its root', [at('a.b')], '{"a":{"b":1}}'],
    ['keys in quotes', [at(`$["a.b"]['c']`)], '{"a.b":{"c":1}}'],
    ['a key of the prototype', [at('$.__proto__.a')], '{"__proto__":{"a":1}}'],
    [
      'a text whose end is not marked',
      [{ jsonPath: '$.a', stringValue: 'x', willContinue: true }, at('$.b')],
      '{"a":"x","b":1}',
    ],
    [
      'the end of a text without a text',
      [{ jsonPath: '$.a', stringValue: 'x', willContinue: true }, { jsonPath: '$.a' }, at('$.b')],
      '{"a":"x","b":1}',
    ],
    [
      'an end of what has ended',
      [at('$.a.b'), at('$.c'), { jsonPath: '$.a' }, { jsonPath: '$.c' }, { jsonPath: '$' }],
      '{"a":{"b":1},"c":1}',
    ],
    [
      'an object that announces itself',
      [{ jsonPath: '$.a', willContinue: true }, at('$.a.b')],
      '{"a":{"b":1}}',
    ],
    [
      'an empty text after a whole one',
      [
        { jsonPath: '$.a', stringValue: 'x' },
        { jsonPath: '$.a', stringValue: '' },
      ],
      '{"a":"x"}',
    ],
    [
      'more of a whole text',
      [
        { jsonPath: '$.a', stringValue: 'x' },
        { jsonPath: '$.a', stringValue: 'y' },
      ],
      undefined,
    ],
    ['a key once more', [at('$.a'), at('$.b'), at('$.a')], undefined],
    ['an object once more', [at('$.a.b'), at('$.c'), at('$.a.d')], undefined],
    ['a value inside of a number', [at('$.a'), at('$.a.b')], undefined],
    ['a list with a gap', [at('$.a[0]'), at('$.a[2]')], undefined],
    ['a list from behind', [at('$.a[1]')], undefined],
    ['a key in a list', [at('$.a[0]'), at('$.a.b')], undefined],
    ['a place in an object', [at('$.a.b'), at('$.a[1]')], undefined],
    ['arguments that are a list', [at('$[0]')], undefined],
    ['arguments that are a number', [at('$')], undefined],
    ['a path to many values', [at('$.a[*]')], undefined],
    ['a path with a hole', [at('$..a')], undefined],
    ['a path that is cut', [at("$['a")], undefined],
    ['512 levels', [at(`$${'.a'.repeat(512)}`)], undefined],
  ])('takes %s', (_, args, json) => {
    expect(written(args)).toBe(json);
  });

  it('takes linear time for deep paths, long keys and long texts', () => {
    const deep = '.a'.repeat(200);
    const run = (count: number): void => {
      const { write } = argumentsWriter();
      for (let place = 0; place < count; place++) {
        expect(write(at(`$.k${place}${deep}`))).toBeDefined();
      }
      for (let place = 0; place < 50 * count; place++) {
        write({ jsonPath: '$.text', stringValue: 'abc', willContinue: true });
      }
    };
    expect(growth(run, 100)).toBeLessThan(8);
  });
});
