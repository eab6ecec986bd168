import { describe, expect, it } from '@jest/globals';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import * as t from 'io-ts';
import { type CustomEvent, customEvents } from '../../../../src/protocols/kit/customEvents.js';
import type { Schema } from '../../../../src/schema/schema.js';
import { allOf, aShape, aText, standardSchema } from '../../../helpers/standardSchema.js';
import { exactly } from '../../../helpers/types.js';

const message = { event: 'mine', data: '' };

const decode = (schema: Schema, payload: unknown) =>
  customEvents('it: events', { mine: schema }).get('mine')?.(message, payload);

const faultOf = (schema: Schema, payload: unknown): string | undefined => {
  const decoded = decode(schema, payload);
  return decoded?._tag === 'Left' ? decoded.left.message : undefined;
};

const anUpperCase = standardSchema<string>((value) => ({ value: String(value).toUpperCase() }));

describe('custom events', () => {
  it.each<readonly [string, Schema]>([
    ['an io-ts codec', t.type({ url: t.string })],
    ['a Standard Schema', aShape({ url: aText })],
    ['a schema that is a function', Object.assign(() => {}, aShape({ url: aText }))],
  ])('are decoded by %s', (_, schema) => {
    expect(decode(schema, { url: 'u' })).toEqual({
      _tag: 'Right',
      right: [{ type: 'mine', data: { url: 'u' } }],
    });
    expect(decode(schema, { url: 5 })).toMatchObject({
      left: { code: 'BAD_EVENT', message: expect.stringMatching(/^Malformed "mine" event: url/) },
    });
  });

  it('arrive as their schema transforms them', () => {
    expect(decode(anUpperCase, 'hey')).toMatchObject({ right: [{ data: 'HEY' }] });
  });

  it('are typed by their schemas', () => {
    const schemas = { a: t.type({ url: t.string }), b: anUpperCase };
    const events: CustomEvent<typeof schemas>[] = [{ type: 'b', data: 'x' }];
    expect(
      exactly<
        | { readonly type: 'a'; readonly data: { url: string } }
        | { readonly type: 'b'; readonly data: string }
      >()(events[0]!),
    ).toBe(events[0]);
  });

  it.each([
    'content',
    'reasoning',
    'toolCall',
    'toolResult',
    'source',
    'file',
    'tps',
    'usage',
    'providerState',
    'error',
    'retrying',
    'reset',
    'done',
    'message',
  ])('cannot be named %s', (name) => {
    expect(() => customEvents('it: events', { [name]: t.string })).toThrow(
      new TypeError(`it: events.${name} must not be a standard event`),
    );
  });

  it.each([undefined, null, 5, 'string', {}, () => true, { '~standard': {} }])(
    'need a schema, not %p',
    (schema) => {
      // What JavaScript can pass.
      const schemas = { mine: schema as unknown as Schema };
      expect(() => customEvents('it: events', schemas)).toThrow(
        new TypeError('it: events.mine must be an io-ts codec or a Standard Schema'),
      );
    },
  );

  it.each([null, 5, 'mine', []])('need a table, not %p', (schemas) => {
    // What JavaScript can pass.
    expect(() => customEvents('it: events', schemas as unknown as Record<string, Schema>)).toThrow(
      new TypeError('it: events must be an object'),
    );
  });

  it('refuse a schema that validates later, and handle its rejection', async () => {
    const later = standardSchema<string>(() => Promise.reject(new Error('later')));
    expect(() => decode(later, 'x')).toThrow(
      new TypeError('it: events.mine must validate synchronously'),
    );
    // An unhandled rejection would end the process.
    await new Promise((resolve) => setImmediate(resolve));
  });

  it('pass on what the schema throws', () => {
    const broken = standardSchema<string>(() => {
      throw new RangeError('mine');
    });
    expect(() => decode(broken, 'x')).toThrow(new RangeError('mine'));
  });
});

describe('the report of a Standard Schema', () => {
  it.each<readonly [string, StandardSchemaV1, unknown, string]>([
    ['the value itself', aText, 5, 'it'],
    ['a field', aShape({ url: aText }), { url: 5 }, 'url'],
    ['a field of a field', aShape({ at: aShape({ x: aText }) }), { at: { x: 5 } }, 'at.x'],
    ['a field of an element', allOf(aShape({ x: aText })), [{ x: 'a' }, { x: 5 }], '1.x'],
    ['a list in a field', aShape({ all: allOf(aText) }), { all: ['a', 5] }, 'all.1'],
    ['a field of a dictionary', allOf(aShape({ x: aText })), { 'ada@a': { x: 5 } }, '*.x'],
    ['a dictionary', allOf(aText), { 'ada@a': 5 }, '*'],
    ['a dictionary in a field', aShape({ all: allOf(aText) }), { all: { 'ada@a': 5 } }, 'all.*'],
    ['a field that may be absent', aShape({ url: aText }, ['url']), { url: 5 }, '*'],
  ])('names %s, if it is not of the payload', (_, schema, payload, path) => {
    expect(faultOf(schema, payload)).toBe(`Malformed "mine" event: ${path} must match the schema`);
  });

  it('names keys of a payload neither where the schema refuses nor where it breaks', () => {
    const strict = standardSchema<object>((value) => {
      const [key] = Object.keys(Object(value));
      if (key === undefined) throw new TypeError('It expects a key');
      return { issues: [{ message: `Unknown key ${key}`, path: [key] }] };
    });
    expect(faultOf(strict, { 'ada@a': 5 })).toBe('Malformed "mine" event: * must match the schema');
  });

  it('reports some faults of very many, each once', () => {
    expect(faultOf(allOf(aText), Array(1000).fill(5))?.split('; ')).toHaveLength(8);
    const own = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`k${at}`, 5]));
    expect(faultOf(allOf(aText), own)?.split('; ')).toHaveLength(1);
  });
});
