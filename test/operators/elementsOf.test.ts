import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as t from 'io-ts';
import { from, map, take, toArray } from 'rxjs';
import { elementsOf } from '../../operators/index.js';
import { StreamingFormatError } from '../../src/errors/errors.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  resetEvent,
  toolCallEvent,
} from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';
import { cuts, cutText } from '../helpers/jsonTexts.js';
import { marbles } from '../helpers/marbles.js';
import { standardSchema } from '../helpers/standardSchema.js';

const badOutput = (message: string): StreamingFormatError =>
  new StreamingFormatError(message, { code: 'BAD_OUTPUT', phase: 'streaming' });

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('Rows: {"rows":[{"n":1}'),
  b: contentEvent(',{"n":2},{"n"'),
  c: contentEvent(':3}],"x":[{"n":4}]}'),
  w: contentEvent(',{"n":"2"},{"n":3}'),
  o: contentEvent(' oops'),
  m: contentEvent('{"rows":{"n":1}}'),
  p: contentEvent('Hello'),
  e: errorEvent('Busy'),
  R: resetEvent(2),
  d: doneEvent(),
  l: doneEvent({ finishReason: 'length' }),
};
const elements = { 1: { n: 1 }, 2: { n: 2 }, 3: { n: 3 } };
const aRow = t.type({ n: t.number });

const noMatch = 'Element 1 of the answer does not match the schema: n must be number';
const cut = 'The answer was cut short: it has come to its maximum length';

describe('elementsOf', () => {
  it.each([
    ['emits each element when it is whole', '-a-b-c-(d|)', '-1-2-3-|', undefined],
    ['starts over at a reset', '-a-R-a-b|', '-1---1-2|', undefined],
    ['completes without a terminal', '-a-b|', '-1-2|', undefined],
    ['completes after an error event', '-a-b-(e|)', '-1-2-|', undefined],
    ['errors at the first element that does not match', '-a-w-d', '-1-#', badOutput(noMatch)],
    [
      'errors at once when the JSON breaks after an element',
      '-a-o-d',
      '-1-#',
      badOutput('The answer is not JSON after element 0'),
    ],
    [
      'errors at done without an end',
      '-a-d',
      '-1-#',
      badOutput('The answer ends before the end of its JSON'),
    ],
    [
      'errors at done without JSON',
      '-p-d',
      '---#',
      badOutput('The answer has no JSON object or array'),
    ],
    [
      'errors at done without an array in the place',
      '-m-d',
      '---#',
      badOutput('The JSON of the answer has no array at rows'),
    ],
    ['errors at done when the answer was cut', '-a-b-c-l', '-1-2-3-#', badOutput(cut)],
  ])('%s', (_, diagram, expected, error) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      const result = source.pipe(elementsOf(aRow, { at: ['rows'] }));
      expectObservable(result).toBe(expected, elements, error);
      const end = expected.search(/[|#]/);
      expectSubscriptions(source.subscriptions).toBe(`^${'-'.repeat(end - 1)}!`);
    });
  });

  it('passes an error of the source on', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a-#', events);
      expectObservable(source.pipe(elementsOf(aRow, { at: ['rows'] }))).toBe('-1-#', elements);
      expectSubscriptions(source.subscriptions).toBe('^--!');
    });
  });

  it('counts the elements from 0 again after a reset', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a-R-a-w', events);
      const result = source.pipe(elementsOf(aRow, { at: ['rows'] }));
      expectObservable(result).toBe('-1---1-#', elements, badOutput(noMatch));
      expectSubscriptions(source.subscriptions).toBe('^------!');
    });
  });

  it('emits the elements before the one that does not match', () => {
    const seen: unknown[] = [];
    from([contentEvent('[1,2,"x",3]')])
      .pipe(elementsOf(t.number))
      .subscribe({ next: (each) => seen.push(each), error: (error: unknown) => seen.push(error) });
    expect(seen).toEqual([
      1,
      2,
      badOutput('Element 2 of the answer does not match the schema: it must be number'),
    ]);
  });

  it('checks no more elements than are taken', () => {
    let checked = 0;
    const counting = standardSchema<unknown>((value) => {
      checked++;
      return { value };
    });
    from([contentEvent('[1,2,3,4]')])
      .pipe(elementsOf(counting), take(2))
      .subscribe();
    expect(checked).toBe(2);
  });

  it('emits the elements of JSON.parse, however the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), cuts, (list, by) => {
        const text = `Here: {"a":{"list":${JSON.stringify(list)}}} [1]`;
        let seen: unknown;
        from([...cutText(text, by).map(contentEvent), doneEvent()])
          .pipe(elementsOf(undefined, { at: ['a', 'list'] }), toArray())
          .subscribe((all) => (seen = all));
        expect(seen).toEqual(JSON.parse(JSON.stringify(list)));
      }),
    );
  });

  it('takes the elements from the first call of a tool', () => {
    const deltas = ['{"list":[1', ',2]}'].map((argumentsText) =>
      toolCallEvent({ index: 1, id: 'c1', name: 'n', argumentsText }),
    );
    const other = toolCallEvent({ index: 2, id: 'c2', name: 'n', argumentsText: '{"list":[3]}' });
    const seen: number[] = [];
    from([deltas[0]!, other, deltas[1]!, doneEvent()])
      .pipe(elementsOf(t.number, { from: { tool: 'n' }, at: ['list'] }))
      .subscribe((each) => seen.push(each));
    expect(seen).toEqual([1, 2]);
  });

  it('does not follow a path that changes after the call', () => {
    const path = ['a'];
    const operator = elementsOf(t.number, { at: path });
    path[0] = 'b';
    const seen: number[] = [];
    from(['{"a":[1],"b":[2]}'])
      .pipe(map(contentEvent), operator)
      .subscribe((each) => seen.push(each));
    expect(seen).toEqual([1]);
  });

  it.each([
    [{}, undefined, 'schema must be an io-ts codec or a Standard Schema'],
    [t.string, { from: 'text' }, 'from must be "content" or { tool: name }'],
    [t.string, { at: 'rows' }, 'at must be a list of keys, got "rows"'],
    [t.string, { at: ['rows', 0] }, 'at must be a list of keys'],
  ])('refuses %j, %j', (schema, options, message) => {
    // Of a wrong kind, which is the point.
    const wrong = elementsOf as (...all: unknown[]) => unknown;
    expect(() => wrong(schema, options)).toThrow(TypeError);
    expect(() => wrong(schema, options)).toThrow(`elementsOf: ${message}`);
  });
});
