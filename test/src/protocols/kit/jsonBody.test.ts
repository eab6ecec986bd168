import { describe, expect, it } from '@jest/globals';
import { jsonBody } from '../../../../src/protocols/kit/jsonBody.js';

const write = (extraBody: unknown, own: object = { message: 'mine' }) =>
  jsonBody('it', own, extraBody, undefined);

class Settings {
  readonly tone = 'kind';
}

const circle: Record<string, unknown> = {};
circle['again'] = [circle, circle];

const deep = (levels: number): unknown => (levels === 0 ? 1 : { in: deep(levels - 1) });

describe('jsonBody', () => {
  it.each<readonly [string, unknown]>([
    ['an own toJSON', { toJSON: () => ({ message: 'other' }) }],
    ['an inherited toJSON', Object.create({ toJSON: () => ({ message: 'other' }) })],
    ['a toJSON further down', { a: [{ b: { toJSON: () => 'other' } }] }],
    ['a toJSON beside the own fields', { message: { toJSON: () => 'other' } }],
    ['a class', new Settings()],
    ['a date', { at: new Date(0) }],
    ['a Map', { all: new Map([['a', 1]]) }],
    ['a boxed string', { tone: Object('kind') }],
    ['a boxed number', { n: Object(5) }],
    ['a function', { tone: () => 'kind' }],
    ['a symbol', { tone: Symbol('kind') }],
    ['a BigInt', { n: 5n }],
    ['NaN', { n: NaN }],
    ['Infinity', { n: [Infinity] }],
    ['undefined in a list', { all: [undefined] }],
    ['a hole', { all: Array(2) }],
    ['bytes', { all: new Uint8Array(2) }],
    ['itself', circle],
    ['too many levels', deep(600)],
    [
      'a getter that throws',
      {
        get tone() {
          throw new Error('kind');
        },
      },
    ],
    ['a list', ['kind']],
    ['a text', 'kind'],
    ['a function itself', () => ({})],
  ])('refuses an extraBody with %s, and quotes nothing of it', (_, extraBody) => {
    expect(write(extraBody)).toEqual({
      _tag: 'Left',
      left: ['extraBody must be an object of JSON values'],
    });
  });

  it.each<readonly [string, unknown, object]>([
    ['nothing', undefined, {}],
    ['null', null, {}],
    ['fields that are undefined', { tone: undefined, in: { tone: undefined } }, { in: {} }],
    ['a toJSON that is data', { toJSON: 'kind' }, { toJSON: 'kind' }],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    ['many levels', deep(500), Object(deep(500))],
    [
      'the same object twice',
      ((same) => ({ a: same, b: same }))({ n: 1 }),
      { a: { n: 1 }, b: { n: 1 } },
    ],
  ])('takes %s', (_, extraBody, fields) => {
    const body = write(extraBody);
    expect(body._tag === 'Right' && JSON.parse(body.right)).toEqual({ message: 'mine', ...fields });
  });

  it('sends what it has checked, even if it reads otherwise the next time', () => {
    let reads = 0;
    const extraBody = {
      get toJSON() {
        return reads++ === 0 ? 'kind' : () => ({ message: 'other' });
      },
    };
    expect(write(extraBody)).toMatchObject({ right: '{"message":"mine","toJSON":"kind"}' });
  });

  it('takes a key that would be the prototype for a key', () => {
    const extraBody: unknown = JSON.parse('{"__proto__":{"message":"other"}}');
    expect(write(extraBody)).toMatchObject({
      right: '{"message":"mine","__proto__":{"message":"other"}}',
    });
  });

  it('adds tools to those of the request', () => {
    const own = { tools: [{ name: 'mine' }] };
    expect(write({ tools: [{ type: 'web_search' }] }, own)).toEqual({
      _tag: 'Right',
      right: '{"tools":[{"name":"mine"},{"type":"web_search"}]}',
    });
    expect(write({ tools: 'all' }, own)).toMatchObject({ left: [expect.stringMatching(/tools/)] });
  });

  it('reports all conflicts, and no key that the body does not have', () => {
    const own = { a: 1, in: { b: [1], c: undefined } };
    expect(write({ a: 2, in: { b: [2], c: 3 }, secret: 4 }, own)).toEqual({
      _tag: 'Left',
      left: [
        'extraBody.a must be left out: it sends a',
        'extraBody.in.b must be left out: it sends b',
      ],
    });
  });
});
