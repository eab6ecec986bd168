import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { concat, of, Subject, throwError, VirtualTimeScheduler } from 'rxjs';
import { textPacer } from '../../operators/internal/textPacer.js';
import { textUnits } from '../../operators/internal/textUnits.js';
import { smoothContent, type SmoothContentOptions } from '../../operators/index.js';
import {
  contentEvent,
  doneEvent,
  reasoningEvent,
  resetEvent,
  toolCallEvent,
  tpsEvent,
} from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';
import { growth } from '../helpers/growth.js';
import { marbles } from '../helpers/marbles.js';

const part = (text: string, number: number) => ({ ...contentEvent(text), part: number });

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('one two three '),
  b: contentEvent('four '),
  h: contentEvent('hel'),
  l: contentEvent('lo '),
  r: reasoningEvent('hm '),
  s: reasoningEvent('so what '),
  p: part('p q', 1),
  k: toolCallEvent({ index: 0, id: 'i', name: 'n', argumentsText: '{' }),
  t: tpsEvent(4),
  x: resetEvent(2),
  d: doneEvent(),
  // Outputs
  A: contentEvent('one'),
  B: contentEvent(' two'),
  C: contentEvent(' three'),
  D: contentEvent(' two three '),
  F: contentEvent(' four'),
  _: contentEvent(' '),
  H: contentEvent('hello'),
  R: reasoningEvent('hm'),
  S: reasoningEvent(' '),
  P: part('p', 1),
  Q: part(' q', 1),
};
const within8: SmoothContentOptions = { maxLag: 8 };

/** The texts that come of deltas, with the ms at which they come. */
const play = (
  steps: readonly (readonly [delta: StreamEvent | string, gap: number])[],
  options: SmoothContentOptions = {},
): readonly (readonly [at: number, text: string])[] => {
  const scheduler = new VirtualTimeScheduler();
  const source = new Subject<StreamEvent>();
  const seen: (readonly [number, string])[] = [];
  source
    .pipe(smoothContent({ scheduler, ...options }))
    .subscribe((event) =>
      seen.push([scheduler.now(), 'text' in event ? String(event.text) : event.type]),
    );
  let at = 0;
  for (const [delta, gap] of steps) {
    at += gap;
    const event = typeof delta === 'string' ? contentEvent(delta) : delta;
    scheduler.schedule(() => source.next(event), at);
  }
  scheduler.flush();
  return seen;
};

const textsOf = (seen: readonly (readonly [number, string])[]): readonly string[] =>
  seen.map(([, text]) => text);

describe('smoothContent', () => {
  it.each([
    ['spreads a burst over the maximum lag', '-a------------|', '-A-B-C---_----|'],
    ['emits a word at once where nothing is held', '-h-l----------|', '---H-------_--|'],
    ['emits held text before another event', '-at-----|', '-A(Dt)--|'],
    ['emits held text before a tool call', '-ak-----|', '-A(Dk)--|'],
    ['emits held text before a reset', '-ax-----|', '-A(Dx)--|'],
    ['emits held text before done', '-a(d|)', '-A(Dd|)'],
    ['emits held text before it completes', '-a|', '-A(D|)'],
    ['emits held text before it errors', '-a#', '-A(D#)'],
    ['emits held text before text of the other type', '-ar--------|', '-A(DR)----S|'],
    ['emits held text before that of another part', '-ap---(d|)', '-A(DP)(Qd|)'],
    ['passes on other events', '-t-k-(d|)', '-t-k-(d|)'],
  ])('%s', (_, diagram, expected) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      expectObservable(source.pipe(smoothContent(within8))).toBe(expected, events);
      const end = diagram.search(/[|#(]/);
      expectSubscriptions(source.subscriptions).toBe(`^${'-'.repeat(end - 1)}!`);
    });
  });

  it('unsubscribes from the source, drops held text and cancels its timer', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a-------', events);
      expectObservable(source.pipe(smoothContent(within8)), '----!').toBe('-A-B-', events);
      expectSubscriptions(source.subscriptions).toBe('^---!');
    });
    const scheduler = new VirtualTimeScheduler();
    const source = new Subject<StreamEvent>();
    const subscription = source.pipe(smoothContent({ scheduler })).subscribe();
    source.next(contentEvent('one two three'));
    subscription.unsubscribe();
    expect(scheduler.actions.filter(({ closed }) => !closed)).toEqual([]);
  });

  it('schedules nothing after a consumer has unsubscribed', () => {
    const scheduler = new VirtualTimeScheduler();
    const source = new Subject<StreamEvent>();
    const subscription = source
      .pipe(smoothContent({ scheduler }))
      .subscribe(() => subscription.unsubscribe());
    source.next(contentEvent('one two three'));
    expect(scheduler.actions.filter(({ closed }) => !closed)).toEqual([]);
  });

  it('spreads a whole answer over 400 ms by default, word by word', () => {
    const seen = play([['one two three four five six seven eight ', 0]]);
    expect(seen[0]).toEqual([0, 'one']);
    expect(seen.length).toBeGreaterThan(6);
    expect(seen.at(-1)?.[0]).toBe(400);
    const gaps = seen.slice(1).map(([at], index) => at - seen[index]![0]);
    expect(Math.max(...gaps)).toBeLessThan(100);
  });

  it('follows the speed of bursts, without a pause between them', () => {
    const bursts = Array.from({ length: 8 }, () => ['a bb ccc dddd ', 200] as const);
    const seen = play(bursts).filter(([at]) => at > 800 && at <= 1600);
    const gaps = seen.slice(1).map(([at], index) => at - seen[index]![0]);
    // A quarter of a burst each.
    expect(Math.max(...gaps)).toBeLessThan(120);
    expect(Math.min(...gaps)).toBeGreaterThan(8);
  });

  it('adds little to text that comes evenly', () => {
    const seen = play(Array.from({ length: 50 }, () => [' word', 20] as const));
    // A word is whole at the next one, and may wait for a frame.
    const lags = seen.slice(0, -1).map(([at], index) => at - (index + 2) * 20);
    expect(Math.max(...lags.slice(5))).toBeLessThan(80);
  });

  it.each<readonly [string, Required<SmoothContentOptions>['by'], string, readonly string[]]>([
    ['words of a language without spaces', 'word', '你好世界！', ['你好', '世界', '！']],
    ['characters as people see them', 'grapheme', 'ne\u0301👩‍🚀!', ['n', 'e\u0301', '👩‍🚀', '!']],
    ['lines', 'line', 'one\n\ntwo\nthree', ['one\n', '\n', 'two\n', 'three']],
    ['matches with the text before them', /,\s*/, 'a, b,c', ['a, ', 'b,', 'c']],
    ['matches of a sticky pattern', /,/gy, 'a,b,c', ['a,', 'b,', 'c']],
    ['something where a pattern matches nothing', /x*/, 'ab', ['a', 'b']],
    ['whole characters where a pattern matches nothing', /x*/u, '😀ab', ['😀', 'a', 'b']],
  ])('emits %s', (_, by, text, expected) => {
    expect(textsOf(play([[text, 0]], { by, maxLag: 10_000 }))).toEqual(expected);
  });

  it('cuts no character, where a text has no end', () => {
    const seen = play([['😀'.repeat(400), 0]], { by: 'word' });
    for (const [, text] of seen) expect(text).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
    expect(textsOf(seen).join('')).toBe('😀'.repeat(400));
  });

  it('leaves a pattern as it was', () => {
    const by = /,/g;
    by.lastIndex = 3;
    play([['a,b,c,d', 0]], { by });
    expect(by.lastIndex).toBe(3);
  });

  it('keeps the additional fields of the last delta', () => {
    const extra = { ...contentEvent('one two '), id: 'e' };
    const seen: unknown[] = [];
    of(extra)
      .pipe(smoothContent())
      .subscribe((event) => seen.push(event));
    expect(seen).toEqual([
      { ...extra, text: 'one' },
      { ...extra, text: ' two ' },
    ]);
  });

  it('loses and reorders nothing, and is never late, for any events', () => {
    const word = fc.constantFrom('a', 'bc ', ' def', 'g h i ', '你好', '👩', '\u200d🚀', '\n', ' ');
    const event = fc.oneof(
      word.map((text) => contentEvent(text)),
      word.map((text) => reasoningEvent(text)),
      fc.constantFrom<StreamEvent>(events['k']!, events['t']!, events['p']!),
    );
    const by = fc.constantFrom<Required<SmoothContentOptions>['by']>(
      'word',
      'grapheme',
      'line',
      / /,
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fc.nat(90)), { maxLength: 40 }), by, (steps, unit) => {
        const scheduler = new VirtualTimeScheduler();
        const source = new Subject<StreamEvent>();
        const keyOf = (each: StreamEvent): string =>
          each.type + ('part' in each ? String(each.part) : '');
        const texts = { in: '', out: '' };
        // When each character came.
        const came: number[] = [];
        let out = 0;
        const textOf = (each: StreamEvent): string => ('text' in each ? String(each.text) : '.');
        const add = (to: 'in' | 'out', each: StreamEvent): void => {
          texts[to] += Array.from(textOf(each), (character) => keyOf(each) + character).join('');
        };
        const arrive = (each: StreamEvent): void => {
          add('in', each);
          came.push(...Array.from(textOf(each), () => scheduler.now()));
        };
        const leave = (each: StreamEvent): void => {
          add('out', each);
          for (const _ of textOf(each)) {
            expect(scheduler.now() - came[out++]!).toBeLessThanOrEqual(100);
          }
        };
        source.pipe(smoothContent({ by: unit, maxLag: 100, scheduler })).subscribe(leave);
        let at = 0;
        for (const [next, gap] of steps) {
          at += gap;
          scheduler.schedule(() => {
            arrive(next);
            source.next(next);
          }, at);
        }
        scheduler.flush();
        expect(texts.out).toBe(texts.in);
      }),
    );
  });

  it('has one timer, however many deltas it holds', () => {
    const scheduler = new VirtualTimeScheduler();
    const schedule = jest.spyOn(scheduler, 'schedule');
    const deltas = Array.from({ length: 100_000 }, () => contentEvent('word '));
    concat(of(...deltas), of(doneEvent()))
      .pipe(smoothContent({ scheduler }))
      .subscribe();
    expect(schedule).toHaveBeenCalledTimes(1);
    expect(scheduler.actions.filter(({ closed }) => !closed)).toEqual([]);
  });

  it.each<readonly [string, string, Parameters<typeof textUnits>[0]]>([
    ['words', 'word ', 'word'],
    ['text without spaces', 'x', 'word'],
    ['Chinese', '好', 'word'],
    ['characters', '👩‍🚀', 'grapheme'],
    ['text without lines', 'word ', 'line'],
    ['a pattern that matches nothing', 'word ', /,/],
    ['a pattern that is slow', 'word ', /.*\n/],
  ])('takes linear time for %s in small deltas and in one', (_, text, by) => {
    const run = (size: number): void => {
      const slow = textPacer(400, textUnits(by));
      for (let at = 0; at < size; at++) {
        slow.add(text, at);
        if (at % 16 === 0) slow.take(at);
      }
      const fast = textPacer(400, textUnits(by));
      fast.add(text.repeat(size), 0);
      for (let at = 0; at < 400; at += 16) fast.take(at);
    };
    expect(growth(run, 2000)).toBeLessThan(10);
  });

  describe('on a page', () => {
    const page = Object.assign(new EventTarget(), { hidden: false });
    const withPage = (run: () => void): void => {
      Object.defineProperty(globalThis, 'document', { value: page, configurable: true });
      run();
    };
    afterEach(() => {
      Reflect.deleteProperty(globalThis, 'document');
      page.hidden = false;
    });

    it('holds nothing while the page is hidden', () => {
      withPage(() => {
        page.hidden = true;
        expect(play([['one two three', 0]])).toEqual([[0, 'one two three']]);
      });
    });

    it('emits what it holds when the page is hidden', () => {
      withPage(() => {
        const scheduler = new VirtualTimeScheduler();
        const source = new Subject<StreamEvent>();
        const seen: unknown[] = [];
        source.pipe(smoothContent({ scheduler })).subscribe((event) => seen.push(event));
        source.next(contentEvent('one two three'));
        page.dispatchEvent(new Event('visibilitychange'));
        expect(seen).toEqual([contentEvent('one')]);
        page.hidden = true;
        page.dispatchEvent(new Event('visibilitychange'));
        expect(seen).toEqual([contentEvent('one'), contentEvent(' two three')]);
        expect(scheduler.actions.filter(({ closed }) => !closed)).toEqual([]);
      });
    });

    it('removes its listener, however it ends', () => {
      withPage(() => {
        const add = jest.spyOn(page, 'addEventListener');
        const remove = jest.spyOn(page, 'removeEventListener');
        of(contentEvent('a')).pipe(smoothContent()).subscribe();
        throwError(() => new Error('x'))
          .pipe(smoothContent())
          .subscribe({ error: () => {} });
        new Subject<StreamEvent>().pipe(smoothContent()).subscribe().unsubscribe();
        expect(add).toHaveBeenCalledTimes(3);
        expect(remove.mock.calls).toEqual(add.mock.calls);
      });
    });
  });

  it.each<readonly [object, new () => Error, string]>([
    [{ by: 'letter' }, TypeError, 'smoothContent: by must be "word" or "grapheme" or "line"'],
    [{ by: null }, TypeError, 'smoothContent: by must be'],
    [{ maxLag: 0 }, RangeError, 'smoothContent: maxLag must be a number above 0'],
    [{ maxLag: Infinity }, RangeError, 'smoothContent: maxLag must be'],
    [{ maxLag: '400' }, TypeError, 'smoothContent: maxLag must be'],
    [{ scheduler: {} }, TypeError, 'smoothContent: scheduler must be a scheduler'],
  ])('rejects %p at once', (options, Failure, message) => {
    const make = (): unknown => smoothContent(options as never);
    expect(make).toThrow(Failure);
    expect(make).toThrow(message);
  });
});
