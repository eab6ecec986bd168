import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { from, type Observable, of, Subject } from 'rxjs';
import { splitReasoning, type SplitReasoningOptions } from '../../operators/index.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  reasoningEvent,
  resetEvent,
  toolCallEvent,
  tpsEvent,
  usageEvent,
} from '../../src/eventConstructors.js';
import type { ContentEvent, ReasoningEvent, ResetEvent, StreamEvent } from '../../src/events.js';
import { marbles } from '../helpers/marbles.js';
import type { Equal, Expect } from '../helpers/types.js';

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('<thi'),
  b: contentEvent('nk>Hm</'),
  c: contentEvent('think>Hi'),
  x: contentEvent('x'),
  0: contentEvent(''),
  p: tpsEvent(4),
  w: reasoningEvent('own'),
  u: usageEvent({ outputTokens: 1 }),
  k: toolCallEvent({ index: 0, id: 'i', name: 'n', argumentsText: '' }),
  e: errorEvent('no'),
  R: resetEvent(2),
  d: doneEvent(),
  // Outputs
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
    ['passes on text without tags in its frame', '-x-x-(d|)', '-x-x-(d|)', {}],
    ['emits half a tag when the source completes', '-a-|', '---(a|)', {}],
    ['emits half a tag when the source errors', '-a-#', '---(a#)', {}],
    ['emits half a closing tag as reasoning', '-a-b-|', '---r-(S|)', {}],
    ['emits half a tag before done', '-a-(d|)', '---(ad|)', {}],
    ['emits half a tag before done without waiting for completion', '-a-d----|', '---(ad)-|', {}],
    ['emits half a tag before an error event', '-a-(e|)', '---(ae|)', {}],
    ['keeps usage in its place if a tag continues after it', '-a-u-b----c-|', '-----(ur)-t-|', {}],
    ['emits half a tag before a tool call', '-a------k---|', '--------(ak)|', {}],
    ['emits half a tag before a reasoning event', '-a------w---|', '--------(aw)|', {}],
    [
      'emits half a tag before an error event without waiting for completion',
      '-a-e----|',
      '---(ae)-|',
      {},
    ],
    ['stays inside the tag after a tool call', '-a-b-k----x-|', '---r-(Sk)-s-|', {}],
    ['passes on reasoning events in order', '-x-w-x-|', '-x-w-x-|', {}],
    ['keeps tps in its place if a tag continues after it', '-a-p-b----c-|', '-----(pr)-t-|', {}],
    ['keeps tps in its place after half a tag', '-a-p-x----|', '-----(apx)|', {}],
    ['keeps empty content', '-0-x-|', '-0-x-|', {}],
    ['keeps empty content inside a tag', '-x-0-|', '-s-0-|', { startInside: true }],
    ['starts the scan again at a reset', '-a-b-R----x-|', '---r-(SR)-x-|', {}],
    ['emits half a tag before a reset', '-a-R----x-|', '---(aR)-x-|', {}],
    ['starts inside with startInside', '-x-(d|)', '-s-(d|)', { startInside: true }],
    ['starts inside again after a reset', '-b-c-x-R-x-|', '-q-t-x-R-s-|', { startInside: true }],
    ['splits at the tags of its options', '-x-b-c---(d|)', '-x-B-(Hc)(d|)', { tags: ['plan'] }],
  ])('%s', (_, diagram, expected, options) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      expectObservable(source.pipe(splitReasoning(options))).toBe(expected, events);
      const end = diagram.search(/[|#(]/);
      expectSubscriptions(source.subscriptions).toBe(`^${'-'.repeat(end - 1)}!`);
    });
  });

  it('unsubscribes from the source and drops held-back text', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-x-a-b', events);
      expectObservable(source.pipe(splitReasoning()), '----!').toBe('-x---', events);
      expectSubscriptions(source.subscriptions).toBe('^---!');
    });
  });

  it('loses no text for any cut, whether the source completes, errors or is unsubscribed', () => {
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

        const expected = textOf(all).replace(/<\/?think>/g, '');
        const emitted = textOf(seen);
        // After an unsubscribe, at most the start of one tag is missing.
        expect(expected.startsWith(emitted)).toBe(true);
        expect(expected.slice(emitted.length)).toMatch(end === 'unsubscribe' ? /^(<.*)?$/s : /^$/);
        expect(seen.filter(({ type }) => type === 'tps').length).toBeLessThanOrEqual(all.length);
      }),
      { numRuns: 500 },
    );
  });

  it('emits the same event object if it does not split it', () => {
    const plain = { ...contentEvent('x <b>'), id: 7 };
    const cut = { ...contentEvent('a<think>b'), id: 8 };
    const seen: unknown[] = [];
    of(plain, cut)
      .pipe(splitReasoning())
      .subscribe((event) => seen.push(event));
    expect(seen).toEqual([plain, { type: 'content', text: 'a', id: 8 }, reasoningEvent('b')]);
    expect(seen[0]).toBe(plain);
  });

  const words =
    'a list of names like "think" and pairs { open, close }, at most 100 of 250 characters each';
  const pair = { open: '[T]', close: '[/T]' };
  const long = 'b'.repeat(250);

  it.each([
    ['a name with brackets', ['<think>']],
    ['an empty name', ['']],
    ['a name with a blank', ['a b']],
    ['a number', ['ok', 5]],
    ['null', ['ok', null]],
    ['no tags', []],
    ['a name instead of a list', 'think'],
    ['a pair instead of a list', pair],
    ['a pair without a closing text', [{ open: '[T]' }]],
    ['an empty opening text', [{ ...pair, open: '' }]],
    ['an empty closing text', [{ ...pair, close: '' }]],
    ['a boxed string', [{ ...pair, open: Object('[T]') }]],
    ['a name that is too long', [`${long}b`]],
    ['an opening text that is too long', [{ ...pair, open: `${long}b` }]],
    ['a closing text that is too long', [{ ...pair, close: `${long}b` }]],
    ['too many tags', Array.from({ length: 101 }, (_, index) => `t${index}`)],
  ])('rejects tags with %s when called', (_, tags) => {
    // JavaScript callers can pass what the types forbid.
    const call = () => splitReasoning({ tags: tags as string[] });
    expect(call).toThrow(TypeError);
    expect(call).toThrow(`splitReasoning: tags must be ${words}, got `);
  });

  it.each([
    ['100 tags', [...Array.from({ length: 99 }, (_, index) => `t${index}`), 'x'], '<x>', '</x>'],
    ['the longest name', [long], `<${long}>`, `</${long}>`],
    ['the longest texts', [{ open: long, close: `${long.slice(1)}c` }], long, `${long.slice(1)}c`],
  ])('finds %s', (_, tags, open, close) => {
    const seen: unknown[] = [];
    from([...`a${open}r${close}c`].map(contentEvent))
      .pipe(splitReasoning({ tags }))
      .subscribe((event) => seen.push(event));
    expect(seen).toEqual([contentEvent('a'), reasoningEvent('r'), contentEvent('c')]);
  });

  it.each(['yes', 1, null])('rejects the startInside %p', (startInside) => {
    // JavaScript callers can pass what the types forbid.
    expect(() => splitReasoning({ startInside: startInside as unknown as boolean })).toThrow(
      'splitReasoning: startInside must be a boolean or "auto", got ',
    );
  });

  it('adds reasoning and reset to the union', () => {
    const wider$ = of(contentEvent('a')).pipe(splitReasoning());
    const inferred: Expect<
      Equal<typeof wider$, Observable<ContentEvent | ReasoningEvent | ResetEvent>>
    > = true;
    expect(inferred).toBe(true);
  });
});
