import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Observable, of, Subject } from 'rxjs';
import { splitReasoning, type SplitReasoningOptions } from '../../operators/index.js';
import {
  type ContentEvent,
  contentEvent,
  doneEvent,
  errorEvent,
  reasoningEvent,
  resetEvent,
  type ReasoningEvent,
  type StreamEvent,
  toolCallEvent,
  tpsEvent,
  usageEvent,
} from '../../src/events.js';
import { marbles } from '../helpers/marbles.js';
import type { Equal, Expect } from '../helpers/types.js';

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('<thi'),
  b: contentEvent('nk>Hm</'),
  c: contentEvent('think>Hi'),
  x: contentEvent('x'),
  0: contentEvent(''),
  p: tpsEvent(4),
  w: reasoningEvent('wire'),
  u: usageEvent({ outputTokens: 1 }),
  k: toolCallEvent({ index: 0, id: 'i', name: 'n', argumentsText: '' }),
  e: errorEvent('no'),
  R: resetEvent(2),
  d: doneEvent(),
  // What comes out
  r: reasoningEvent('Hm'),
  t: contentEvent('Hi'),
  s: reasoningEvent('x'),
  S: reasoningEvent('</'),
  q: reasoningEvent('nk>Hm'),
  B: contentEvent('nk>Hm'),
  H: contentEvent('</'),
};

describe('splitReasoning', () => {
  it.each<readonly [string, string, string, SplitReasoningOptions]>([
    ['splits at tags that are cut', '-a-b-c-(d|)', '---r-t-(d|)', {}],
    ['passes what has no tags, in its frame', '-x-x-(d|)', '-x-x-(d|)', {}],
    ['gives out half a tag when the source completes', '-a-|', '---(a|)', {}],
    ['gives out half a tag when the source errors', '-a-#', '---(a#)', {}],
    ['gives out half a reasoning tag as reasoning', '-a-b-|', '---r-(S|)', {}],
    ['gives out half a tag before done', '-a-(d|)', '---(ad|)', {}],
    ['gives out half a tag before done, whenever the source ends', '-a-d----|', '---(ad)-|', {}],
    ['gives out half a tag before an error event', '-a-(e|)', '---(ae|)', {}],
    ['keeps usage in its place behind a tag that goes on', '-a-u-b----c-|', '-----(ur)-t-|', {}],
    ['gives out half a tag before a tool call', '-a------k---|', '--------(ak)|', {}],
    ['gives out half a tag before reasoning from the wire', '-a------w---|', '--------(aw)|', {}],
    [
      'gives out half a tag before an error event, whenever the source ends',
      '-a-e----|',
      '---(ae)-|',
      {},
    ],
    ['goes on inside behind a tool call', '-a-b-k----x-|', '---r-(Sk)-s-|', {}],
    ['passes reasoning from the wire in order', '-x-w-x-|', '-x-w-x-|', {}],
    ['keeps tps in its place behind a tag that goes on', '-a-p-b----c-|', '-----(pr)-t-|', {}],
    ['keeps tps in its place behind half a tag', '-a-p-x----|', '-----(apx)|', {}],
    ['keeps empty content', '-0-x-|', '-0-x-|', {}],
    ['keeps empty content inside too', '-x-0-|', '-s-0-|', { startInside: true }],
    ['starts from the beginning at a reset', '-a-b-R----x-|', '---r-(SR)-x-|', {}],
    ['gives out half a tag before a reset', '-a-R----x-|', '---(aR)-x-|', {}],
    ['begins inside when told to', '-x-(d|)', '-s-(d|)', { startInside: true }],
    ['begins inside again after a reset', '-b-c-x-R-x-|', '-q-t-x-R-s-|', { startInside: true }],
    ['knows the tags that it is given', '-x-b-c---(d|)', '-x-B-(Hc)(d|)', { tags: ['plan'] }],
  ])('%s', (_, diagram, expected, options) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      expectObservable(source.pipe(splitReasoning(options))).toBe(expected, events);
      const end = diagram.search(/[|#(]/);
      expectSubscriptions(source.subscriptions).toBe(`^${'-'.repeat(end - 1)}!`);
    });
  });

  it('unsubscribes from the source, and keeps what is held back to itself', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-x-a-b', events);
      expectObservable(source.pipe(splitReasoning()), '----!').toBe('-x---', events);
      expectSubscriptions(source.subscriptions).toBe('^---!');
    });
  });

  it('conserves text for any cut, on completion, on an error and up to an early unsubscribe', () => {
    const part = fc.constantFrom('<think>', '</think>', '<th', 'ink>', '<', '/', 'a', '😀', '\n');
    const event = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.array(part, { maxLength: 4 }).map((all) => contentEvent(all.join(''))),
      },
      fc.constant(tpsEvent(1)),
    );
    const textOf = (all: readonly StreamEvent[]): string =>
      all.map((each) => ('text' in each ? each.text : '')).join('');
    const ends = fc.constantFrom('complete', 'error', 'unsubscribe');
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), ends, (all, end) => {
        const source = new Subject<StreamEvent>();
        const seen: StreamEvent[] = [];
        const subscription = source
          .pipe(splitReasoning())
          .subscribe({ next: (each) => seen.push(each), error: () => {} });
        for (const each of all) source.next(each);
        if (end === 'complete') source.complete();
        else if (end === 'error') source.error(new Error('boom'));
        else subscription.unsubscribe();

        const whole = textOf(all).replace(/<\/?think>/g, '');
        const given = textOf(seen);
        // What is held back when the consumer leaves is at most the start of one tag.
        expect(whole.startsWith(given)).toBe(true);
        expect(whole.slice(given.length)).toMatch(end === 'unsubscribe' ? /^(<.*)?$/s : /^$/);
        expect(seen.filter(({ type }) => type === 'tps').length).toBeLessThanOrEqual(all.length);
      }),
      { numRuns: 500 },
    );
  });

  it('gives out an event that it need not split as the very same', () => {
    const whole = { ...contentEvent('x <b>'), id: 7 };
    const cut = { ...contentEvent('a<think>b'), id: 8 };
    const seen: unknown[] = [];
    of(whole, cut)
      .pipe(splitReasoning())
      .subscribe((event) => seen.push(event));
    expect(seen).toEqual([whole, { type: 'content', text: 'a', id: 8 }, reasoningEvent('b')]);
    expect(seen[0]).toBe(whole);
  });

  it.each([
    [['<think>'], 'got ["<think>"]'],
    [[''], 'got [""]'],
    [['a b'], 'got ["a b"]'],
    [['ok', 5], 'got ["ok",5]'],
    [[null], 'got [null]'],
    [[], 'got []'],
    ['think', 'got "think"'],
  ])('rejects the tags %j at the call', (tags, words) => {
    // What JavaScript can pass, the types or not.
    expect(() => splitReasoning({ tags: tags as string[] })).toThrow(
      new TypeError(`splitReasoning: tags must be a list of names like "think", ${words}`),
    );
  });

  it('rejects a startInside that is no boolean', () => {
    // What JavaScript can pass, the types or not.
    expect(() => splitReasoning({ startInside: 'no' as unknown as boolean })).toThrow(
      new TypeError('splitReasoning: startInside must be a boolean, got "no"'),
    );
  });

  it('adds reasoning to the union', () => {
    const wider$ = of(contentEvent('a')).pipe(splitReasoning());
    const inferred: Expect<Equal<typeof wider$, Observable<ContentEvent | ReasoningEvent>>> = true;
    expect(inferred).toBe(true);
  });
});
