import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { valueOf } from '../../../src/json/draft.js';
import { type PartialJson, partialJson } from '../../../src/json/partialJson.js';
import { growth } from '../../helpers/growth.js';
import { completed, cuts, cutText, jsonTexts } from '../../helpers/jsonTexts.js';

const valueIn = (json: PartialJson): unknown => {
  const draft = json.draft();
  return draft && valueOf(draft);
};

const read = (...deltas: readonly string[]): PartialJson => {
  const json = partialJson();
  for (const delta of deltas) json.push(delta);
  return json;
};

/** The value after each character. */
const valuesOf = (text: string): readonly unknown[] => {
  const json = partialJson();
  return [...text].map((character) => {
    json.push(character);
    return valueIn(json);
  });
};

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

/** Equality with which `-0` is not `0`, and `NaN` is itself. */
const same = (a: unknown, b: unknown): boolean => {
  if (!isContainer(a) || !isContainer(b)) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(Reflect.get(a, key), Reflect.get(b, key)))
  );
};

/** Fails for an equal object or array of two values that is not the same object in both. */
const expectShared = (a: unknown, b: unknown): void => {
  if (!isContainer(a) || !isContainer(b) || a === b) return;
  expect(same(a, b)).toBe(false);
  for (const key of Object.keys(a)) {
    if (Object.hasOwn(b, key)) expectShared(Reflect.get(a, key), Reflect.get(b, key));
  }
};

const freeze = (value: unknown): unknown => {
  if (isContainer(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
};

describe('the value of a beginning', () => {
  it('is that of JSON.parse for the completed text, whenever it is asked for', () => {
    fc.assert(
      fc.property(jsonTexts, cuts, fc.array(fc.boolean(), { minLength: 1 }), (text, by, early) => {
        const json = partialJson();
        const asked: (() => void)[] = [];
        let prefix = '';
        for (const delta of cutText(text, by)) {
          prefix += delta;
          json.push(delta);
          const draft = json.draft();
          const expected = completed(prefix);
          const ask = (): void => expect(same(draft && valueOf(draft), expected)).toBe(true);
          if (early[asked.length % early.length]) ask();
          asked.unshift(ask);
        }
        expect(json.state()).toBe('whole');
        for (const ask of asked) ask();
        expect(same(valueIn(json), JSON.parse(text))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('shares with the next all that did not change, and is never changed', () => {
    fc.assert(
      fc.property(jsonTexts, cuts, fc.boolean(), (anyText, by, isEarly) => {
        // A key that comes again may have an equal value, which is another one.
        const text = JSON.stringify(JSON.parse(anyText));
        const json = partialJson();
        const drafts = cutText(text, by).map((delta) => {
          json.push(delta);
          const draft = json.draft();
          if (isEarly && draft !== undefined) freeze(valueOf(draft));
          return draft;
        });
        const values = drafts.map((draft) => draft && freeze(valueOf(draft)));
        values.forEach((value, at) => expectShared(value, values[at + 1]));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps no copy of a container once a child of it begins', () => {
    const json = read('[1,');
    const draft = json.draft();
    expect(draft && valueOf(draft)).toEqual([1]);
    json.push('[');
    expect(json.draft()?.parent).toBe(draft);
    expect(draft?.view).toBeUndefined();
    expect(draft && valueOf(draft)).toEqual([1]);
  });

  it.each([
    ['shows a number when it is over', '[-12]', ['[', '[', '[', '[', '[-12]']],
    ['shows a word with its last character', '[true]', ['[', '[', '[', '[', '[true]', '[true]']],
    [
      'shows a key with the beginning of its value',
      '{"a":"b"}',
      ['{', '{', '{', '{', '{', '{"a":""}', '{"a":"b"}', '{"a":"b"}', '{"a":"b"}'],
    ],
    [
      'shows an escape when it is whole',
      '["\\n\\u0041"]',
      [
        '[',
        '[""]',
        '[""]',
        ...Array.from({ length: 6 }, () => '["\\n"]'),
        '["\\nA"]',
        '["\\nA"]',
        '["\\nA"]',
      ],
    ],
    ['keeps the first place and the last value of a key', '{"a":1,"b":2,"a":3}', []],
  ])('%s', (_, text, expected) => {
    const shown = valuesOf(text).map((value) => JSON.stringify(value));
    const wanted = expected.map((each) =>
      each === '[' || each === '{' ? completed(each) : JSON.parse(each),
    );
    expect(shown.slice(0, wanted.length)).toEqual(wanted.map((value) => JSON.stringify(value)));
    expect(shown.at(-1)).toBe(JSON.stringify(JSON.parse(text)));
  });

  it.each([
    ['as characters', '\ud83d', '\ude00'],
    ['as escapes', '\\ud83d', '\\uDE00'],
    ['as a character and an escape', '\ud83d', '\\ude00'],
  ])('shows no half of a pair %s', (_, first, second) => {
    const json = read('["a', first);
    expect(valueIn(json)).toEqual(['a']);
    for (const character of second.slice(0, -1)) json.push(character);
    expect(valueIn(json)).toEqual(['a']);
    json.push(second.slice(-1));
    expect(valueIn(json)).toEqual(['a\u{1f600}']);
  });

  it.each([
    ['at the end of a string', '["\ud83d"]', ['\ud83d']],
    ['before another character', '["\ud83dx', ['\ud83dx']],
    ['before another half', '["\\ud83d\ud83d', ['\ud83d']],
  ])('shows a half that has no other half %s', (_, text, expected) => {
    expect(valueIn(read(...text))).toEqual(expected);
  });

  it('has keys like __proto__ as its own', () => {
    const value = valueIn(read('{"__proto__":{"a":1},"constructor":', '{"__proto__":"b'));
    expect(Object.getOwnPropertyNames(value)).toEqual(['__proto__', 'constructor']);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"a":1},"constructor":{"__proto__":"b"}}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each([
    [512, 'whole'],
    [513, 'tooDeep'],
  ])('nested %d deep is %s', (depth, state) => {
    const json = read('['.repeat(depth - 1), '[', ']'.repeat(depth), '{"a":1}');
    expect(json.state()).toBe(state);
  });
});

describe('the first whole value', () => {
  it.each([
    ['after prose', 'Here it is: {"a":1}'],
    ['after a byte order mark', '\ufeff \n{"a":1}'],
    ['in a fence', '```json\n{"a":1}\n```\nDone [1]'],
    ['before prose with brackets', '{"a":1} {"b":2} ] }'],
    [
      'after brackets that are prose',
      'As told [see note], {like this} [1, two] [-] [nul]: {"a":1}',
    ],
    ['directly after a bracket that is prose', '[[ {"a":1} is the answer'],
    ['after a bracket and a word that begins like JSON', '[true north {"a":1}'],
    ['after an object without end', '{"b": {"a":1}'.replace('{"b": ', '{"b" ')],
    ['after a quote that hides it', 'Write ["] or {"} before: {"a":1}'],
    ['after two quotes that hide it', '["x", "] [" {"a":1}'],
    ['after what only looks whole in a string', '{"b":"[1]", oops} {"a":1}'.replace('[1]', '[1')],
    ['after a control character in a string', '{"b":"\n{"a":1}'],
    ['after an escape that JSON has not', '{"b":"\\x"} {"a":1}'],
    ['after numbers that JSON has not', '[01] [1.] [.5] [+1] [1e] [--1] {"a":1}'],
    ['after commas that JSON has not', '[1,] [,] {,} {"b":1,} {"b":1,,"c":2} {"a":1}'],
    ['after brackets that do not match', '[} {] {"b":[1} {"a":1}'],
    ['after keys that JSON has not', '{b:1} {1:2} {"b"} {"b",} {"b":} {"a":1}'],
  ])('is found %s, however the text is cut', (_, text) => {
    for (const by of [1, 2, 3, 5, 7, text.length]) {
      const json = read(...cutText(text, [by]));
      expect([by, json.state(), valueIn(json)]).toEqual([by, 'whole', { a: 1 }]);
    }
  });

  it('is the same for any text, however it is cut', () => {
    const prose = fc.array(
      fc.oneof(
        fc.constantFrom('[', '{', ']', '}', '"', ',', ':', '\\', ' ', '1', 'a', 'true', '{"a":'),
        jsonTexts,
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(prose, cuts, (all, by) => {
        const text = all.join('');
        const whole = read(text);
        const cut = read(...cutText(text, by));
        expect(cut.state()).toBe(whole.state());
        expect(same(valueIn(cut), valueIn(whole))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('is found after any prose that has no quotes', () => {
    const prose = fc
      .array(fc.constantFrom('[see note]', '{x}', '[', '{', ' a ', '[-', '}', ']', '{ 1', '[tr'))
      .map((all) => all.join('~'));
    fc.assert(
      fc.property(prose, jsonTexts, cuts, (before, text, by) => {
        const json = read(...cutText(`${before}~${text}~ [1]`, by));
        expect(same(valueIn(json), JSON.parse(text))).toBe(true);
      }),
    );
  });

  it.each([
    ['nothing', '', 'none'],
    ['prose', 'I cannot do that [sorry].', 'none'],
    ['a scalar', '"text" 12 true', 'none'],
    ['an object that breaks', '{"a":[1,2],}', 'none'],
    ['an array that breaks after a second element', '[{"a":1},{"b":1} oops', 'none'],
    ['an array that breaks in an element', '[1,[{"a":1} oops', 'none'],
    ['an array that breaks after a comma', '[1 x] [{"a":1}, oops', 'none'],
    ['a string of an array that breaks late', `["${'x'.repeat(5000)}", "[1]" oops`, 'none'],
    ['an object without its end', 'Here: {"a":[1,2]', 'open'],
    ['an array without its end', '[{"a":1}', 'open'],
  ])('is not in %s', (_, text, state) => {
    expect(read(...text).state()).toBe(state);
    expect(read(text).state()).toBe(state);
  });

  it('has nothing of a string that was no JSON', () => {
    expect(valueIn(read('["ab', '\n["cd"]'))).toEqual(['cd']);
  });
});

describe('the elements of an array', () => {
  const elementsIn = (path: readonly string[], text: string, by: number): readonly unknown[] => {
    const json = partialJson(path);
    return cutText(text, [by]).flatMap((delta) => {
      json.push(delta);
      return json.takeElements();
    });
  };

  it.each([
    ['of the value itself', [], '[1,"a",[2],{"b":[3]}]', [1, 'a', [2], { b: [3] }]],
    ['at a key', ['a'], '{"b":[0],"a":[1,[2]],"c":{"a":[3]}}', [1, [2]]],
    ['at a path', ['a', '__proto__'], '{"a":{"__proto__":[1]},"__proto__":[2]}', [1]],
    ['at no index', ['0'], '[[1]]', []],
    ['in no array at a key', ['a', 'a'], '{"a":[[1]]}', []],
    ['that is no array', ['a'], '{"a":{"b":[1]}}', []],
    ['whose key comes twice', ['a'], '{"a":[1],"a":[2]}', [1, 2]],
  ])('are those %s', (_, path, text, expected) => {
    for (const by of [1, 3, text.length]) expect(elementsIn(path, text, by)).toEqual(expected);
  });

  it('comes as soon as it is whole', () => {
    const json = partialJson([]);
    const taken = [...'[12,"a",{}]'].map((character) => {
      json.push(character);
      return json.takeElements().length;
    });
    expect(taken).toEqual([0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0]);
  });

  it('ends the search when the text breaks after it', () => {
    const json = partialJson([]);
    json.push('[1, two] [3]');
    expect(json.state()).toBe('broken');
    expect(json.takeElements()).toEqual([1]);
  });
});

describe('reading is linear in', () => {
  const inDeltas = (text: string): void => {
    const json = partialJson([]);
    for (const delta of cutText(text, [20])) {
      json.push(delta);
      json.takeElements();
    }
  };

  it.each([
    ['one string', (size: number) => `["${'x'.repeat(20 * size)}"]`],
    ['escapes', (size: number) => `["${'\\n'.repeat(10 * size)}"]`],
    ['elements', (size: number) => `[${'{"a":1},'.repeat(2 * size)}1]`],
    ['keys', (size: number) => `{${Array.from({ length: size }, (_, at) => `"${at}":1`).join()}}`],
    ['a key that comes again', (size: number) => `{${'"a":1,'.repeat(4 * size)}"a":2}`],
    ['one number', (size: number) => `[1${'0'.repeat(20 * size)}]`],
    ['false starts', (size: number) => '[x {"y '.repeat(4 * size)],
    ['false starts that hide brackets', (size: number) => '["[" x '.repeat(4 * size)],
    ['brackets of both kinds', (size: number) => '["[",'.repeat(4 * size)],
  ])('%s', (_, textOf) => {
    expect(growth((size) => inDeltas(textOf(size)), 2000)).toBeLessThan(8);
  });

  it('brackets that are hidden in strings, however the quotes are paired', () => {
    const textOf = (size: number): string => `[${'",[",['.repeat(size)}\n x`;
    expect(growth((size) => partialJson().push(textOf(size)), 120)).toBeLessThan(8);
  });

  it('the depth of what is open', () => {
    const start = `${'['.repeat(511)}"`;
    expect(growth((size) => inDeltas(start + 'x'.repeat(20 * size)), 2000)).toBeLessThan(8);
  });
});
