import { describe, expect, it } from '@jest/globals';
import * as t from 'io-ts';
import { jsonSchemaOf, type Schema } from '../../../src/index.js';
import { aText } from '../../helpers/standardSchema.js';

const string = { type: 'string' };
const number = { type: 'number' };

interface Tree {
  readonly value: string;
  readonly children?: readonly Tree[];
}

const tree: t.Type<Tree> = t.recursion('Tree', (self) =>
  t.intersection([t.type({ value: t.string }), t.partial({ children: t.readonlyArray(self) })]),
);

interface Chain {
  readonly next: Chain | null;
}

/** Two codecs that contain each other. */
const odd: t.Type<Chain | null> = t.recursion('Odd <1>', () =>
  t.union([t.null, t.type({ next: even })]),
);
const even: t.Type<Chain | null> = t.recursion('Odd [1]', () =>
  t.union([t.null, t.type({ next: odd })]),
);

const maybe = t.union([t.string, t.undefined]);

interface Positive {
  readonly Positive: unique symbol;
}
const positive = t.brand(t.Int, (n): n is t.Branded<t.Int, Positive> => n > 0, 'Positive');

describe('of a codec of io-ts', () => {
  it.each<readonly [string, t.Mixed, object]>([
    // What stands for itself.
    ['string', t.string, string],
    ['number', t.number, number],
    ['boolean', t.boolean, { type: 'boolean' }],
    ['null', t.null, { type: 'null' }],
    ['an integer', t.Int, { type: 'integer' }],
    ['unknown', t.unknown, {}],
    ['any object', t.object, { type: 'object' }],
    ['any record', t.UnknownRecord, { type: 'object' }],
    ['any list', t.UnknownArray, { type: 'array' }],
    // One of some values.
    ['a text', t.literal('a'), { type: 'string', enum: ['a'] }],
    ['a number of its own', t.literal(5), { type: 'number', enum: [5] }],
    ['a truth', t.literal(true), { type: 'boolean', enum: [true] }],
    ['keys', t.keyof({ a: null, b: null }), { type: 'string', enum: ['a', 'b'] }],
    [
      'texts',
      t.union([t.literal('a'), t.literal('b'), t.literal('a')]),
      { type: 'string', enum: ['a', 'b'] },
    ],
    [
      'nested texts',
      t.union([t.keyof({ a: null }), t.union([t.literal('b'), t.literal('c')])]),
      { type: 'string', enum: ['a', 'b', 'c'] },
    ],
    [
      'values of two types',
      t.union([t.literal('a'), t.literal(1)]),
      {
        anyOf: [
          { type: 'string', enum: ['a'] },
          { type: 'number', enum: [1] },
        ],
      },
    ],
    ['text or null', t.union([t.string, t.null]), { anyOf: [string, { type: 'null' }] }],
    ['text or not there', maybe, string],
    // Lists.
    ['a list', t.array(t.string), { type: 'array', items: string }],
    ['a list to read', t.readonlyArray(t.number), { type: 'array', items: number }],
    ['a readonly list', t.readonly(t.array(t.number)), { type: 'array', items: number }],
    [
      'a tuple',
      t.tuple([t.string, t.number]),
      { type: 'array', prefixItems: [string, number], minItems: 2, maxItems: 2 },
    ],
    // Objects.
    [
      'fields',
      t.type({ a: t.string, b: t.type({ c: t.number }) }),
      {
        type: 'object',
        properties: {
          a: string,
          b: { type: 'object', properties: { c: number }, required: ['c'] },
        },
        required: ['a', 'b'],
      },
    ],
    ['no fields', t.type({}), { type: 'object', properties: {} }],
    [
      'fields that may be absent',
      t.partial({ a: t.string }),
      { type: 'object', properties: { a: string } },
    ],
    [
      'fields that may be undefined',
      t.type({ a: maybe, b: t.readonly(maybe), c: t.undefined, d: t.void, e: t.unknown }),
      { type: 'object', properties: { a: string, b: string, e: {} }, required: ['e'] },
    ],
    [
      'known fields only',
      t.strict({ a: t.string }),
      { type: 'object', properties: { a: string }, required: ['a'], additionalProperties: false },
    ],
    [
      'fields of any name',
      t.type({ ['__proto__']: t.string, toString: t.number }),
      {
        type: 'object',
        properties: JSON.parse('{"__proto__":{"type":"string"},"toString":{"type":"number"}}'),
        required: ['__proto__', 'toString'],
      },
    ],
    [
      'a dictionary',
      t.record(t.string, t.number),
      { type: 'object', additionalProperties: number },
    ],
    [
      'a dictionary of known keys',
      t.record(t.keyof({ a: null, b: null }), t.number),
      { type: 'object', properties: { a: number, b: number }, required: ['a', 'b'] },
    ],
    [
      'a dictionary of literal keys, which may be absent',
      t.record(t.union([t.literal('a'), t.literal('b')]), maybe),
      { type: 'object', properties: { a: string, b: string } },
    ],
    // What is several at once.
    [
      'fields, of which some may be absent',
      t.intersection([t.type({ a: t.string }), t.partial({ b: t.number })]),
      { type: 'object', properties: { a: string, b: number }, required: ['a'] },
    ],
    [
      'fields of any name in two parts',
      t.intersection([t.type({ ['__proto__']: t.string }), t.type({ b: t.number })]),
      {
        type: 'object',
        properties: JSON.parse('{"__proto__":{"type":"string"},"b":{"type":"number"}}'),
        required: ['__proto__', 'b'],
      },
    ],
    [
      'a field in two parts',
      t.intersection([t.type({ a: t.string, b: t.number }), t.partial({ a: t.string, b: t.Int })]),
      {
        type: 'object',
        properties: { a: string, b: { allOf: [number, { type: 'integer' }] } },
        required: ['a', 'b'],
      },
    ],
    [
      'an object in two parts',
      t.intersection([
        t.type({ a: t.type({ b: t.string }) }),
        t.type({ a: t.type({ c: t.number }) }),
        t.type({ a: t.partial({ d: t.number }) }),
      ]),
      {
        type: 'object',
        properties: {
          a: {
            type: 'object',
            properties: { b: string, c: number, d: number },
            required: ['b', 'c'],
          },
        },
        required: ['a'],
      },
    ],
    [
      'known fields only, in parts',
      t.exact(t.intersection([t.type({ a: t.string }), t.partial({ b: t.number })])),
      {
        type: 'object',
        properties: { a: string, b: number },
        required: ['a'],
        additionalProperties: false,
      },
    ],
    [
      'parts of which each knows its fields only',
      t.intersection([t.strict({ a: t.string }), t.exact(t.partial({ b: t.number }))]),
      {
        type: 'object',
        properties: { a: string, b: number },
        required: ['a'],
        additionalProperties: false,
      },
    ],
    [
      'parts of which one knows its fields only',
      t.intersection([t.strict({ a: t.string }), t.partial({ b: t.number })]),
      { type: 'object', properties: { a: string, b: number }, required: ['a'] },
    ],
    [
      'fields and a dictionary',
      t.intersection([t.type({ a: t.string }), t.record(t.string, t.string)]),
      {
        allOf: [
          { type: 'object', properties: { a: string }, required: ['a'] },
          { type: 'object', additionalProperties: string },
        ],
      },
    ],
    [
      'alternatives that a field tells apart',
      t.union([t.type({ kind: t.literal('a'), a: t.string }), t.strict({ kind: t.literal('b') })]),
      {
        anyOf: [
          {
            type: 'object',
            properties: { kind: { type: 'string', enum: ['a'] }, a: string },
            required: ['kind', 'a'],
          },
          {
            type: 'object',
            properties: { kind: { type: 'string', enum: ['b'] } },
            required: ['kind'],
            additionalProperties: false,
          },
        ],
      },
    ],
    // What a predicate checks is not in it.
    ['a brand', positive, { type: 'integer' }],
    [
      'readonly fields',
      t.readonly(t.type({ a: t.string })),
      { type: 'object', properties: { a: string }, required: ['a'] },
    ],
  ])('%s', (_, codec, schema) => {
    expect(jsonSchemaOf(codec)).toStrictEqual(schema);
  });

  it('that contains itself', () => {
    const children = { type: 'array', items: { $ref: '#/$defs/Tree' } };
    const schema = { type: 'object', properties: { value: string, children }, required: ['value'] };
    expect(jsonSchemaOf(tree)).toStrictEqual({ ...schema, $defs: { Tree: schema } });
    expect(jsonSchemaOf(t.type({ left: tree, right: tree }))).toStrictEqual({
      type: 'object',
      properties: { left: { $ref: '#/$defs/Tree' }, right: { $ref: '#/$defs/Tree' } },
      required: ['left', 'right'],
      $defs: { Tree: schema },
    });
  });

  it('that contains another one of that name, which contains it', () => {
    const next = (name: string) => ({
      anyOf: [
        { type: 'null' },
        { type: 'object', properties: { next: { $ref: `#/$defs/${name}` } }, required: ['next'] },
      ],
    });
    expect(jsonSchemaOf(odd)).toStrictEqual({
      ...next('Odd_1__'),
      $defs: { Odd_1_: next('Odd_1__'), Odd_1__: next('Odd_1_') },
    });
  });

  it('that contains itself, and may be absent there', () => {
    interface List {
      readonly rest: List | undefined;
    }
    const list: t.Type<List | undefined> = t.recursion('List', (self) =>
      t.union([t.undefined, t.type({ rest: self })]),
    );
    expect(jsonSchemaOf(list)).toMatchObject({
      type: 'object',
      properties: { rest: { $ref: '#/$defs/List' } },
    });
    expect(jsonSchemaOf(list)).not.toHaveProperty('required');
  });

  it('that is itself, or a text', () => {
    const loop: t.Type<string> = t.recursion('Loop', (self) =>
      t.union([t.string, t.readonly(self)]),
    );
    expect(jsonSchemaOf(t.type({ a: loop }))).toStrictEqual({
      type: 'object',
      properties: { a: { $ref: '#/$defs/Loop' } },
      required: ['a'],
      $defs: { Loop: { anyOf: [string, { $ref: '#/$defs/Loop' }] } },
    });
  });

  class Own extends t.Type<string> {}
  const own = new Own('Own', t.string.is, t.string.validate, t.identity);

  it.each<readonly [string, Schema, string]>([
    ['a codec of a class of the app', own, 'schema (Own)'],
    ['undefined', t.undefined, 'schema (undefined)'],
    ['nothing but undefined', t.union([t.undefined, t.void]), 'schema (('],
    ['a big integer', t.bigint, 'schema (bigint)'],
    ['a function', t.Function, 'schema (Function)'],
    ['never', t.never, 'schema (never)'],
    ['one in a field', t.type({ a: t.partial({ b: own }) }), 'schema.a.b (Own)'],
    ['one in a list', t.array(t.tuple([t.string, own])), 'schema[][1] (Own)'],
    ['one in a dictionary', t.type({ a: t.record(t.string, own) }), 'schema.a.* (Own)'],
    ['one in a union', t.union([t.string, own]), 'schema (Own)'],
  ])('says of %s that it has none', (_, codec, place) => {
    expect(() => jsonSchemaOf(codec)).toThrow(TypeError);
    expect(() => jsonSchemaOf(codec)).toThrow(`jsonSchemaOf: ${place}`);
  });
});

describe('of a value of Standard Schema', () => {
  /** A schema that gives its JSON Schema in these formats. */
  const standard = (input: (options: { readonly target: string }) => unknown): Schema => {
    const jsonSchema = { input };
    return { '~standard': Object.assign({}, aText['~standard'], { jsonSchema }) };
  };

  it('is what it says of its input, without the name of the format', () => {
    const made = { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'string' };
    const schema = standard(({ target }) => (target === 'draft-2020-12' ? made : {}));
    expect(jsonSchemaOf(schema)).toStrictEqual({ type: 'string' });
  });

  it('is in the older format where it knows no other', () => {
    const schema = standard(({ target }) => {
      if (target !== 'draft-07') throw new Error('unknown');
      return { type: 'string' };
    });
    expect(jsonSchemaOf(schema)).toStrictEqual({ type: 'string' });
  });

  it('may be a function, with methods that need their object', () => {
    const jsonSchema = {
      made: { type: 'string' },
      input() {
        return this.made;
      },
    };
    const schema = Object.assign(() => {}, {
      '~standard': { ...aText['~standard'], jsonSchema },
    });
    expect(jsonSchemaOf(schema)).toStrictEqual({ type: 'string' });
  });

  it('says of a schema without one who made it', () => {
    expect(() => jsonSchemaOf(aText)).toThrow(
      'jsonSchemaOf: this schema of test does not give its JSON Schema; write it down',
    );
  });

  const failure = new Error('a date');
  it.each<readonly [string, () => unknown]>([
    [
      'throws',
      () => {
        throw failure;
      },
    ],
    ['returns nothing', () => undefined],
    ['returns a boolean', () => true],
    ['returns a Promise', () => Promise.resolve({})],
    ['returns what is no JSON', () => ({ default: new Date(0) })],
  ])('says of one that %s that it has none', (_, input) => {
    expect(() => jsonSchemaOf(standard(input))).toThrow(TypeError);
    expect(() => jsonSchemaOf(standard(input))).toThrow(
      'jsonSchemaOf: this schema of test has no JSON Schema',
    );
  });

  it('keeps the first failure as the cause', () => {
    const throwing = standard(({ target }) => {
      throw target === 'draft-2020-12' ? failure : new Error('unknown');
    });
    expect(() => jsonSchemaOf(throwing)).toThrow(expect.objectContaining({ cause: failure }));
  });
});

it.each<unknown>([undefined, null, 5, 'string', {}, [], { decode: 5 }, { '~standard': {} }])(
  'refuses %p, which is no schema',
  (value) => {
    // What JavaScript can pass.
    expect(() => jsonSchemaOf(value as Schema)).toThrow(TypeError);
    expect(() => jsonSchemaOf(value as Schema)).toThrow(
      'jsonSchemaOf: schema must be an io-ts codec or a value of Standard Schema',
    );
  },
);
