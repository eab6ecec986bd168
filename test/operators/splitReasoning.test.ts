import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { from, type Observable, of, Subject, take } from 'rxjs';
import { splitReasoning, type SplitReasoningOptions } from '../../operators/index.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  fileEvent,
  providerStateEvent,
  reasoningEvent,
  resetEvent,
  retryingEvent,
  sourceEvent,
  toolCallEvent,
  toolResultEvent,
  tpsEvent,
  usageEvent,
} from '../../src/eventConstructors.js';
import type { ContentEvent, ReasoningEvent, ResetEvent, StreamEvent } from '../../src/events.js';
import { reduceReply } from '../../src/reply/reduceReply.js';
import { emptyReply } from '../../src/reply/reply.js';
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
  l: toolResultEvent({ id: 'i', result: 1 }),
  f: fileEvent({ mediaType: 'image/png', base64: 'iVBO' }),
  v: providerStateEvent({ protocol: 'agUi', state: 1 }),
  y: retryingEvent({ attempt: 2, delayMs: 1, error: { message: 'no', kind: 'network' } }),
  g: sourceEvent({ url: 'https://a.example' }),
  // Not in the union, which is the point.
  m: { type: 'mine' } as unknown as StreamEvent,
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

const withPart = <E extends ContentEvent | ReasoningEvent>(event: E, part?: number): E =>
  part === undefined ? event : { ...event, part };
const content = (text: string, part?: number) => withPart(contentEvent(text), part);
const reasoning = (text: string, part?: number) => withPart(reasoningEvent(text), part);

const split = (
  all: readonly StreamEvent[],
  options?: SplitReasoningOptions,
): readonly StreamEvent[] => {
  const seen: StreamEvent[] = [];
  from(all)
    .pipe(splitReasoning(options))
    .subscribe((event) => seen.push(event));
  return seen;
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
    ['emits half a tag before the result of a call', '-a------l---|', '--------(al)|', {}],
    ['emits half a tag before a file', '-a------f---|', '--------(af)|', {}],
    ['emits half a tag before what the provider wants back', '-a------v---|', '--------(av)|', {}],
    ['emits half a tag before a wait', '-a------y---|', '--------(ay)|', {}],
    [
      'keeps a source in its place if a tag continues after it',
      '-a-g-b----c-|',
      '-----(gr)-t-|',
      {},
    ],
    ['keeps an event of the app in its place', '-a-m-b----c-|', '-----(mr)-t-|', {}],
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

  describe('with parts', () => {
    it.each<
      readonly [string, readonly (readonly [number | undefined, string])[], readonly unknown[]]
    >([
      [
        'keeps the number of the part',
        [[1, 'a<think>b</think>c']],
        [content('a', 1), reasoning('b', 1), content('c', 1)],
      ],
      [
        'emits half a tag when another part begins',
        [
          [0, 'a<thi'],
          [1, 'nk>b'],
        ],
        [content('a', 0), content('<thi', 0), content('nk>b', 1)],
      ],
      [
        'begins another part outside',
        [
          [0, '<think>a'],
          [1, 'b'],
        ],
        [reasoning('a', 0), content('b', 1)],
      ],
      [
        'goes on inside when a part does',
        [
          [0, '<think>a'],
          [1, 'b'],
          [0, 'c</think>d'],
        ],
        [reasoning('a', 0), content('b', 1), reasoning('c', 0), content('d', 0)],
      ],
      [
        'takes text without a number for part 0',
        [
          [undefined, 'a<thi'],
          [0, 'nk>b'],
        ],
        [content('a'), reasoning('b', 0)],
      ],
      [
        'follows code in each part',
        [
          [0, '```'],
          [1, '<think>a'],
        ],
        [content('```', 0), reasoning('a', 1)],
      ],
    ])('%s', (_, texts, expected) => {
      expect(split(texts.map(([part, text]) => content(text, part)))).toEqual(expected);
    });

    it('starts only the first part inside with startInside, whatever its number', () => {
      const texts = [content('a', 3), content('b', 4)];
      expect(split(texts, { startInside: true })).toEqual([reasoning('a', 3), content('b', 4)]);
    });
  });

  describe("with startInside: 'auto'", () => {
    const auto: SplitReasoningOptions = { startInside: 'auto' };
    const values: Readonly<Record<string, StreamEvent>> = {
      ...events,
      y: contentEvent('y'),
      c: contentEvent('</think>Hi'),
      q: contentEvent('x</think>Hi'),
      h: contentEvent('</thi'),
      i: contentEvent('nk>Hi'),
      o: contentEvent('<think>x</think>Hi'),
      W: retryingEvent({ attempt: 2, delayMs: 1, error: { message: 'no', kind: 'network' } }),
      g: sourceEvent({ url: 'https://a.example' }),
      // Outputs
      z: reasoningEvent('xy'),
      Z: reasoningEvent('y'),
      Q: resetEvent(3),
      T: resetEvent(4),
    };

    it.each([
      ['emits text at once', '-x-y-(d|)', '-x-y-(d|)'],
      [
        'replays it as one reasoning if a closing tag comes first',
        '-x-y-c----(d|)',
        '-x-y-(Rzt)(d|)',
      ],
      ['does so for a tag that is cut', '-x-y-h-i----x|', '-x-y---(Rzt)x|'],
      ['emits the start of a tag at the end', '-x-h-|', '-x---(h|)'],
      ['only splits if an opening tag comes first', '-x-o---c-|', '-x-(st)t-|'],
      ['needs no reset for text that comes with the tag', '-q---c-|', '-(st)t-|'],
      ['makes such text reasoning too', '-y-q-----|', '-y-(RZst)|'],
      ['only removes a second closing tag', '-x-c----c-|', '-x-(Rst)t-|'],
      ['needs no reset before the first text', '-u-c-|', '-u-t-|'],
      ['replays other events in their place', '-x-u-y-g-c-------|', '-x-u-y-g-(RsuZgt)|'],
      ['replays no wait before another attempt', '-W-x-c----|', '-W-x-(Rst)|'],
      ['replays reasoning of the server', '-w-x-c-----|', '-w-x-(Rwst)|'],
      ['decides again after a reset', '-x-c----R-x-c----|', '-x-(Rst)R-x-(Qst)|'],
      ['keeps what came before such a reset voided', '-x-R-y-c----|', '-x-R-y-(QZt)|'],
      ['emits resets with rising numbers', '-x-Q-x-c----|', '-x-Q-x-(Tst)|'],
    ])('%s', (_, diagram, expected) => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold(diagram, values);
        expectObservable(source.pipe(splitReasoning(auto))).toBe(expected, values);
        const end = diagram.search(/[|#(]/);
        expectSubscriptions(source.subscriptions).toBe(`^${'-'.repeat(end - 1)}!`);
      });
    });

    it('merges the deltas of a call, of which later ones may name nothing', () => {
      const call = { index: 0, id: 'c', name: 'add', argumentsText: '{' };
      const deltas = [
        contentEvent('x'),
        toolCallEvent(call),
        toolCallEvent({ index: 0, id: '', name: '', argumentsText: '}', providerExecuted: true }),
        toolCallEvent({ ...call, index: 1 }),
        contentEvent('</think>'),
      ];
      expect(split(deltas, auto).slice(4)).toEqual([
        resetEvent(2),
        reasoningEvent('x'),
        toolCallEvent({ ...call, argumentsText: '{}', providerExecuted: true }),
        toolCallEvent({ ...call, index: 1 }),
      ]);
    });

    it('makes only the text of the part of the tag reasoning', () => {
      const texts = [content('a', 0), content('b', 1), content('</think>c', 1)];
      expect(split(texts, auto).slice(2)).toEqual([
        resetEvent(2),
        content('a', 0),
        reasoning('b', 1),
        content('c', 1),
      ]);
    });

    it('decides once, whatever other parts hold', () => {
      const texts = [content('a', 0), content('<think>b</think>c', 1), content('</think>d', 0)];
      expect(split(texts, auto)).toEqual([
        content('a', 0),
        reasoning('b', 1),
        content('c', 1),
        content('d', 0),
      ]);
    });

    it.each([
      ['of a million characters', '</think>', 999_900, true],
      ['of more', '</think>', 999_901, false],
    ])('keeps text %s', (_, tag, length, replays) => {
      const half = Math.floor(length / 2);
      const texts = [half, length - half].map((size) => contentEvent('x'.repeat(size)));
      const seen = split([...texts, contentEvent(tag)], auto);
      expect(seen.slice(2)).toEqual(
        replays ? [resetEvent(2), reasoningEvent('x'.repeat(length))] : [],
      );
    });

    it('keeps 9999 events beside the text', () => {
      const resets = (count: number): number => {
        const others = Array.from({ length: count }, () => tpsEvent(1));
        const seen = split([contentEvent('x'), ...others, contentEvent('</think>')], auto);
        return seen.filter(({ type }) => type === 'reset').length;
      };
      expect([resets(9998), resets(9999)]).toEqual([1, 0]);
    });

    it('emits at most twice as many events as there are, however text and events alternate', () => {
      const all = Array.from({ length: 5000 }, (_, index) =>
        index % 2 === 0 ? contentEvent('x') : tpsEvent(index),
      );
      const closed = Array.from({ length: 100 }, () => contentEvent('y</think>'));
      expect(split([...all, ...closed], auto).length).toBeLessThan(2 * (all.length + 200));
    });

    it('ends with the same text as if it had been told how the answer starts', () => {
      const part = fc.constantFrom('<think>', '</think>', '<th', 'ink>', '<', '/', 'a', 'b', '\n');
      const delta = fc
        .array(part, { minLength: 1, maxLength: 4 })
        .map((all) => contentEvent(all.join('')));
      const textsOf = (seen: readonly StreamEvent[]): readonly string[] => {
        const { content: text, reasoning: thought } = seen.reduce(reduceReply, emptyReply);
        return [text, thought];
      };
      fc.assert(
        fc.property(fc.array(delta, { maxLength: 12 }), (deltas) => {
          const text = deltas.map((each) => each.text).join('');
          const startInside = /<\/?think>/.exec(text)?.[0] === '</think>';
          expect(textsOf(split(deltas, auto))).toEqual(textsOf(split(deltas, { startInside })));
        }),
        { numRuns: 500 },
      );
    });

    it('stops a replay when the consumer has enough', () => {
      const seen: StreamEvent[] = [];
      of(contentEvent('a'), contentEvent('</think>b'))
        .pipe(splitReasoning(auto), take(2))
        .subscribe((event) => seen.push(event));
      expect(seen).toEqual([contentEvent('a'), resetEvent(2)]);
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
