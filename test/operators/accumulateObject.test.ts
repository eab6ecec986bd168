import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as t from 'io-ts';
import { distinctUntilChanged, from, map, type Observable, of } from 'rxjs';
import { accumulateObject, type ObjectReply } from '../../operators/index.js';
import { StreamingFormatError } from '../../src/errors/errors.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  reasoningEvent,
  resetEvent,
  toolCallEvent,
  usageEvent,
} from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';
import { growth } from '../helpers/growth.js';
import { completed, cuts, cutText, jsonTexts } from '../helpers/jsonTexts.js';
import { marbles } from '../helpers/marbles.js';
import { aShape, aText, standardSchema } from '../helpers/standardSchema.js';

const call = (index: number, name: string, argumentsText: string): StreamEvent =>
  toolCallEvent({ index, id: `c${index}`, name, argumentsText });

const badOutput = (message: string): StreamingFormatError =>
  new StreamingFormatError(message, { code: 'BAD_OUTPUT', phase: 'streaming' });

const at = (value: unknown): unknown => ({ status: 'streaming', value });

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('Sure: {"a":"b'),
  b: contentEvent('c"'),
  c: contentEvent('}\n```'),
  n: contentEvent(',"n":1'),
  o: contentEvent('0'),
  x: contentEvent(''),
  r: reasoningEvent('{"x":1}'),
  u: usageEvent({ outputTokens: 1 }),
  e: errorEvent('Busy'),
  R: resetEvent(2),
  d: doneEvent(),
  l: doneEvent({ finishReason: 'length' }),
  f: doneEvent({ finishReason: 'contentFilter' }),
  p: contentEvent('Hello'),
  s: contentEvent('[ '),
  t: contentEvent('see note] [1]'),
};
const snapshots: Readonly<Record<string, unknown>> = {
  E: at(undefined),
  A: at({ a: 'b' }),
  B: at({ a: 'bc' }),
  N: at({ a: 'bc', n: 10 }),
  S: at([]),
  T: at([1]),
  C: { status: 'complete', value: { a: 'bc' } },
  D: { status: 'complete', value: { a: 'bc', n: 10 } },
};

describe('accumulateObject', () => {
  it.each([
    ['emits a snapshot for each event that changes the value', '-a-b-c-(d|)', '-A-B---(C|)'],
    ['shows a number when it is whole', '-a-b-n-o-c-(d|)', '-A-B-----N-(D|)'],
    ['ignores other events and empty texts', '-r-a-x-u-b-r-c(d|)', '---A-----B----(C|)'],
    ['takes back what turns out to be prose', '-p-s-(t|)', '---S-(T|)'],
    ['starts over at a reset', '-a-R-a-b-c-(d|)', '-A-E-A-B---(C|)'],
    ['emits nothing at a reset before a value', '-p-R-a|', '-----A|'],
    ['completes without a terminal', '-a-b-c|', '-A-B--|'],
    ['completes after an error event', '-a-b-c-(e|)', '-A-B---|'],
    ['passes an error of the source on', '-a-#', '-A-#'],
  ])('%s', (_, diagram, expected) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      expectObservable(source.pipe(accumulateObject())).toBe(expected, snapshots);
      const end = diagram.search(/[|#(]/);
      expectSubscriptions(source.subscriptions).toBe(`^${'-'.repeat(end - 1)}!`);
    });
  });

  it('unsubscribes from the source', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a-b---', events);
      expectObservable(source.pipe(accumulateObject()), '--!').toBe('-A-', snapshots);
      expectSubscriptions(source.subscriptions).toBe('^-!');
    });
  });

  it.each([
    ['no text', '-d', 'has no JSON object or array'],
    ['no JSON', '-p-d', 'has no JSON object or array'],
    ['no end', '-a-d', 'ends before the end of its JSON'],
    ['a filter', '-a-f', 'ends before the end of its JSON; a content filter has stopped it'],
    ['an answer without end', '-a-l', 'was cut short: it has come to its maximum length'],
    ['a whole value that was cut', '-a-b-c-l', 'was cut short: it has come to its maximum length'],
  ])('errors at done for %s', (_, diagram, message) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      const expected = `-${diagram.slice(1, -1).replace('p', '-').replace('c', '-')}#`;
      expectObservable(source.pipe(accumulateObject())).toBe(
        expected.toUpperCase(),
        snapshots,
        badOutput(`The answer ${message}`),
      );
      expectSubscriptions(source.subscriptions).toBe(`^${'-'.repeat(diagram.length - 2)}!`);
    });
  });

  it('errors for JSON that is nested too deep', () => {
    const text = '['.repeat(513) + ']'.repeat(513);
    expect(last([contentEvent(text), doneEvent()])).toEqual(
      badOutput('The answer has JSON that is nested too deep'),
    );
  });
});

/** The last snapshot, or the error. */
function last(
  all: readonly StreamEvent[],
  operator: (source: Observable<StreamEvent>) => Observable<unknown> = accumulateObject(),
): unknown {
  let result: unknown;
  from(all)
    .pipe(operator)
    .subscribe({ next: (value) => (result = value), error: (error: unknown) => (result = error) });
  return result;
}

const answer = (text: string): readonly StreamEvent[] => [contentEvent(text), doneEvent()];

const aDate = new t.Type<Date, string, unknown>(
  'Date',
  (value): value is Date => value instanceof Date,
  (value, context) =>
    typeof value === 'string' ? t.success(new Date(value)) : t.failure(value, context),
  String,
);

describe('the value at the end', () => {
  it('is what an io-ts codec makes of it', () => {
    expect(last(answer('{"at":"2026-01-01"}'), accumulateObject(t.type({ at: aDate })))).toEqual({
      status: 'complete',
      value: { at: new Date('2026-01-01') },
    });
  });

  it('is what a Standard Schema makes of it', () => {
    const schema = standardSchema<number>((value) => ({
      value: Object.keys(Object(value)).length,
    }));
    expect(last(answer('{"a":1,"b":2}'), accumulateObject(schema))).toEqual({
      status: 'complete',
      value: 2,
    });
  });

  it.each([
    ['an io-ts codec', t.type({ user: t.type({ name: t.string }) }), 'user.name must be string'],
    [
      'a Standard Schema',
      aShape<object>({ user: aShape({ name: aText }) }),
      'user.name must match the schema',
    ],
  ])('is refused by %s, with paths and without values', (_, schema, report) => {
    const text = '{"user":{"name":123456,"secret":"x"},"other":true}';
    expect(last(answer(text), accumulateObject(schema))).toEqual(
      badOutput(`The JSON of the answer does not match the schema: ${report}`),
    );
  });

  it('has no key of the answer in the error that the schema does not declare', () => {
    const error = last(
      answer('{"secret":{"n":"x"}}'),
      accumulateObject(t.record(t.string, t.type({ n: t.number }))),
    );
    expect(String(error)).toContain('*.n must be number');
    expect(String(error)).not.toContain('secret');
  });

  it('cannot be checked by a schema that takes its time', () => {
    const schema = standardSchema<number>(() => Promise.resolve({ value: 1 }));
    expect(last(answer('[]'), accumulateObject(schema))).toEqual(
      new TypeError('accumulateObject: schema must validate synchronously'),
    );
  });
});

describe('the parts of the content', () => {
  it('have white space between them', () => {
    const parts = [
      { ...contentEvent('[1'), part: 0 },
      { ...contentEvent('2]'), part: 1 },
      { ...contentEvent(' [3,"a'), part: 1 },
      { ...contentEvent(''), part: 2 },
      { ...contentEvent('b"]'), part: 1 },
    ];
    expect(last([...parts, doneEvent()])).toEqual({ status: 'complete', value: [3, 'ab'] });
  });
});

describe('the arguments of a tool', () => {
  const fromTool = accumulateObject(undefined, { from: { tool: 'n' } });
  const complete = (value: unknown): unknown => ({ status: 'complete', value });

  it.each([
    ['come in deltas', [call(0, 'n', '{"a":'), call(0, 'n', '1}')], complete({ a: 1 })],
    [
      'are not those of other tools',
      [call(0, 'm', '{"b":1}'), call(1, 'n', '{"a":1}')],
      complete({ a: 1 }),
    ],
    ['are not in the text', [contentEvent('{"b":1}'), call(0, 'n', '{"a":1}')], complete({ a: 1 })],
    [
      'are those of the call that began first',
      [call(0, 'n', '{"a"'), call(1, 'n', '{"b":2}'), call(0, 'n', ':1}')],
      complete({ a: 1 }),
    ],
    [
      'are those of the first call that has JSON',
      [call(0, 'n', '{oops'), call(1, 'n', '{"b"'), call(2, 'n', '{}'), call(1, 'n', ':2}')],
      complete({ b: 2 }),
    ],
    ['may be empty', [call(0, 'n', ''), call(0, 'n', '{}')], complete({})],
    [
      'start over at a reset',
      [call(0, 'n', '{"a":'), resetEvent(2), call(0, 'n', '{}')],
      complete({}),
    ],
    ['are missing', [call(0, 'm', '{}')], badOutput('The answer has no call of the tool "n"')],
    ['are no JSON', [call(0, 'n', 'oops')], badOutput('The answer has no JSON object or array')],
  ])('%s', (_, all, expected) => {
    expect(last([...all, doneEvent({ finishReason: 'toolCalls' })], fromTool)).toEqual(expected);
  });
});

describe('a snapshot', () => {
  const many = JSON.stringify(Array.from({ length: 200 }, (_, id) => ({ id, tags: ['a'] })));

  const snapshotsOf = (text: string, by: readonly number[]): readonly ObjectReply<unknown>[] => {
    const all: ObjectReply<unknown>[] = [];
    from(cutText(text, by))
      .pipe(map(contentEvent), accumulateObject())
      .subscribe((snapshot) => all.push(snapshot));
    return all;
  };

  it('is plain data, however large it is and whenever it is read', () => {
    for (const text of ['[1,{"a":"b"}]', many]) {
      const all = snapshotsOf(text, [11]);
      for (const snapshot of all) {
        const { value } = snapshot;
        expect(snapshot).toStrictEqual({ status: 'streaming', value });
        expect({ ...snapshot }).toStrictEqual({ status: 'streaming', value });
        expect(Object.keys(snapshot)).toEqual(['status', 'value']);
        expect(JSON.parse(JSON.stringify(snapshot))).toEqual({ status: 'streaming', value });
        expect(structuredClone(snapshot)).toEqual({ status: 'streaming', value });
        expect(new Proxy(snapshot, {}).value).toBe(value);
        expect(snapshot.value).toBe(value);
      }
      expect(all.at(-1)?.value).toEqual(JSON.parse(text));
    }
  });

  it('has the same value each time that it is read', () => {
    const reads: (() => void)[] = [];
    from(cutText(many, [7]))
      .pipe(map(contentEvent), accumulateObject())
      .subscribe((snapshot) => {
        const { value } = snapshot;
        reads.push(() => expect(snapshot.value).toBe(value));
      });
    expect(reads.length).toBeGreaterThan(100);
    for (const readAgain of reads) readAgain();
  });

  it('shares with the one before it what did not change, so that views can compare', () => {
    const firsts: unknown[] = [];
    from(cutText(many, [1]))
      .pipe(
        map(contentEvent),
        accumulateObject(t.array(t.unknown)),
        map(({ value }) => value?.[1]),
        distinctUntilChanged(),
      )
      .subscribe((first) => firsts.push(JSON.stringify(first)));
    expect(firsts).toEqual([
      undefined,
      '{}',
      '{"id":1}',
      '{"id":1,"tags":[]}',
      '{"id":1,"tags":[""]}',
      '{"id":1,"tags":["a"]}',
    ]);
  });

  it('comes once for each event that changes the value, and for no other', () => {
    fc.assert(
      fc.property(jsonTexts, cuts, (text, by) => {
        const shown = snapshotsOf(text, by).map(({ value }) => JSON.stringify(value));
        let prefix = '';
        const expected = cutText(text, by).map((delta) =>
          JSON.stringify(completed((prefix += delta))),
        );
        const changes = [undefined, ...expected]
          .filter((json, index, all) => index === 0 || json !== all[index - 1])
          .slice(1);
        expect(shown.filter((json, index) => index === 0 || json !== shown[index - 1])).toEqual(
          changes,
        );
        expect(shown.length).toBeLessThanOrEqual(expected.length);
      }),
    );
  });
});

describe('the time of a snapshot that nobody reads', () => {
  it.each([
    ['an open array', (size: number) => `[${'{"a":1,"b":"c"},'.repeat(size)}1]`],
    ['a long string', (size: number) => `["${'x'.repeat(20 * size)}"]`],
  ])('does not grow with %s', (_, textOf) => {
    const run = (size: number): void => {
      const deltas = cutText(textOf(size), [20]);
      from(deltas).pipe(map(contentEvent), accumulateObject()).subscribe();
    };
    expect(growth(run, 2000)).toBeLessThan(8);
  });
});

describe('the options', () => {
  it.each([
    [{}, undefined, 'schema must be an io-ts codec or a Standard Schema'],
    [null, undefined, 'schema must be an io-ts codec or a Standard Schema'],
    [t.string, { from: 'text' }, 'from must be "content" or { tool: name }, got "text"'],
    [t.string, { from: { tool: '' } }, 'from must be "content" or { tool: name }'],
    [t.string, { from: null }, 'from must be "content" or { tool: name }'],
  ])('%j, %j are refused', (schema, options, message) => {
    // Of a wrong kind, which is the point.
    const wrong = accumulateObject as (...all: unknown[]) => unknown;
    expect(() => wrong(schema, options)).toThrow(TypeError);
    expect(() => wrong(schema, options)).toThrow(`accumulateObject: ${message}`);
  });
});

it('is one stream with a source that is synchronous', () => {
  const seen: unknown[] = [];
  of(...answer('{"a":1}'))
    .pipe(accumulateObject())
    .subscribe((each) => seen.push(each));
  expect(seen).toEqual([at({ a: 1 }), { status: 'complete', value: { a: 1 } }]);
});
