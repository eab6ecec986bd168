import { describe, expect, it } from '@jest/globals';
import * as t from 'io-ts';
import { listOf, oneOf, orNull, struct } from '../../../src/protocols/kit/codecs.js';
import { report } from '../../../src/schema/report.js';

const reportOf = (codec: t.Decoder<unknown, unknown>, json: unknown): string => {
  const decoded = codec.decode(json);
  return decoded._tag === 'Left' ? report(decoded.left) : 'valid';
};

const counts = t.record(t.string, t.number);
const own = { 'ada@mail.example': 'x' };
const passThrough = new t.Type('Mine', counts.is, counts.validate, counts.encode);

describe('the report of a codec', () => {
  it.each<readonly [string, t.Decoder<unknown, unknown>, unknown]>([
    ['a dictionary', counts, own],
    ['readonly', t.readonly(counts), own],
    ['a refinement', t.refinement(counts, () => true), own],
    ['a brand', t.brand(counts, (_): _ is t.Branded<typeof _, never> => true, 'B'), own],
    ['a recursion', t.recursion<t.TypeOf<typeof counts>>('R', () => counts), own],
    ['a codec of the app', passThrough, own],
    ['a pipe', t.UnknownRecord.pipe(counts), own],
    ['a list', t.readonlyArray(t.readonly(counts)), [own]],
    ['a field', t.type({ of: t.readonly(counts) }), { of: own }],
    [
      'an intersection',
      t.intersection([t.type({ 'a.b': t.number }), counts]),
      { 'a.b': 1, ...own },
    ],
    ['a union', t.union([t.string, t.readonly(counts)]), own],
    ['a struct', struct({ of: orNull(counts) }), { of: own }],
    ['a choice', oneOf('either', t.string, counts), own],
  ])('masks the keys of a dictionary within %s', (_, codec, json) => {
    expect(reportOf(codec, json)).toMatch(/\*/);
    expect(reportOf(codec, json)).not.toContain('ada@');
  });

  it.each<readonly [string, t.Decoder<unknown, unknown>, unknown]>([
    ['type', t.type({ a: t.string }), { a: 1 }],
    ['partial', t.partial({ a: t.string }), { a: 1 }],
    ['strict', t.strict({ a: t.string }), { a: 1 }],
    ['exact and readonly', t.readonly(t.exact(t.type({ a: t.string }))), { a: 1 }],
    ['refinement', t.refinement(t.type({ a: t.string }), () => true), { a: 1 }],
    ['recursion', t.recursion<{ a: string }>('R', () => t.type({ a: t.string })), { a: 1 }],
    ['intersection', t.intersection([t.type({ a: t.string }), t.partial({ b: t.null })]), { a: 1 }],
    ['struct', struct({ a: t.string }), { a: 1 }],
    ['struct or null', orNull(struct({ a: t.string })), { a: 1 }],
    ['choice', oneOf('x', t.string, struct({ a: t.string })), { a: 1 }],
  ])('names the keys that a codec declares: %s', (_, codec, json) => {
    expect(reportOf(codec, json)).toBe('a must be string');
  });

  it('names the place in a list', () => {
    expect(reportOf(listOf(struct({ a: t.string })), [{ a: 'x' }, { a: 1 }])).toBe(
      '1.a must be string',
    );
    expect(reportOf(t.tuple([t.string, t.number]), ['x', 'y'])).toBe('1 must be number');
  });

  it('reports some faults of very many', () => {
    const faults = reportOf(t.array(t.string), Array(1000).fill(1)).split('; ');
    expect(faults).toHaveLength(8);
  });
});
