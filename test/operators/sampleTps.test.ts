import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { asyncScheduler, type Observable, of, Subject, take, VirtualTimeScheduler } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { sampleTps, type SampleTpsOptions } from '../../operators/index.js';
import {
  contentEvent,
  doneEvent,
  reasoningEvent,
  resetEvent,
  retryingEvent,
  toolCallEvent,
  toolResultEvent,
  tpsEvent,
  usageEvent,
} from '../../src/eventConstructors.js';
import type { DoneEvent, StreamEvent, TpsEvent } from '../../src/events.js';
import { marbles } from '../helpers/marbles.js';
import type { Equal, Expect } from '../helpers/types.js';

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('four'),
  r: reasoningEvent('four'),
  k: toolCallEvent({ index: 0, id: 'i', name: 'n', argumentsText: 'four' }),
  0: contentEvent(''),
  s: tpsEvent(45),
  u: usageEvent({ outputTokens: 12 }),
  v: usageEvent({ inputTokens: 12 }),
  z: usageEvent({ outputTokens: 0 }),
  w: usageEvent({ outputTokens: 12, reasoningTokens: 9 }),
  p: toolCallEvent({ index: 0, id: 'i', name: 'n', argumentsText: '{}', providerExecuted: true }),
  l: toolResultEvent({ id: 'i', result: 1 }),
  R: resetEvent(2),
  W: retryingEvent({ attempt: 2, delayMs: 9, error: { message: 'Lost', kind: 'network' } }),
  d: doneEvent(),
  // Estimates, in tokens per 1000 frames
  O: tpsEvent(0, 'estimated'),
  H: tpsEvent(200, 'estimated'),
  Q: tpsEvent(400, 'estimated'),
  X: tpsEvent(3000, 'estimated'),
};
const fast: SampleTpsOptions = { interval: 5, window: 10 };

/** Frame and speed of each estimate. */
const estimates = (
  diagram: string,
  options = fast,
  values = events,
): readonly (readonly [number, number])[] => {
  const seen: (readonly [number, number])[] = [];
  new TestScheduler(() => {}).run(({ cold, flush }) => {
    cold(diagram, values)
      .pipe(sampleTps(options))
      .subscribe((event) => {
        if (event.type === 'tps' && event.source === 'estimated') {
          seen.push([asyncScheduler.now(), event.tps]);
        }
      });
    flush();
  });
  return seen;
};

describe('sampleTps', () => {
  it.each([
    [
      'inserts an estimate between the events',
      '--a-a-a-------(d|)',
      '--a-a-aQ----O-(d|)',
      '^-------------!',
    ],
    ['passes on completion', '--a--|', '--a--|', '^----!'],
    ['passes on an error', '--a--#', '--a--#', '^----!'],
    [
      'emits the exact speed between usage and done',
      '--a 59ms a-(ud|)',
      '--a 59ms a-(uHd|)',
      '^ 63ms !',
    ],
  ])('%s', (_, diagram, expected, subs) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      expectObservable(source.pipe(sampleTps({ interval: 5, window: 5 }))).toBe(expected, events);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it.each<readonly [string, string, readonly (readonly [number, number])[]]>([
    [
      'falls to 0 in a pause, and emits 0 once',
      '--a-a-a-a-a 50ms |',
      [
        [7, 400],
        [12, 400],
        [17, 200],
        [22, 0],
      ],
    ],
    [
      'estimates again after a pause',
      '--a-a 28ms a-a 50ms |',
      [
        [7, 200],
        [12, 100],
        [17, 0],
        [38, 200],
        [43, 100],
        [48, 0],
      ],
    ],
    ['does not count the wait for the first token', '1s a-a-a--|', [[1005, 400]]],
    ['emits no estimate for tokens of a single instant', '--(aaaa) 50ms |', []],
    ['counts reasoning and tool arguments', '--r-k-r-|', [[7, 400]]],
    [
      'does not count other events',
      '--a-v-a-v----|',
      [
        [7, 200],
        [12, 100],
      ],
    ],
    [
      'emits no estimates while the server reports the speed',
      '--a-s-a-a-a---a 50ms |',
      [
        [17, 300],
        [22, 100],
        [27, 0],
      ],
    ],
    [
      'estimates again a window after the last report of the server',
      '--(as)a-a-a 50ms |',
      [
        [12, 300],
        [17, 200],
        [22, 0],
      ],
    ],
    [
      'does not estimate one frame before that',
      '--as--a-a-a 50ms |',
      [
        [17, 200],
        [22, 0],
      ],
    ],
    ['stops estimating at the exact speed', '--a 59ms a-u 50ms |', [[64, 200]]],
    [
      'estimates again if tokens follow the exact speed',
      '--a 59ms a-u-a------|',
      [
        [64, 200],
        [71, 200],
      ],
    ],
    ['emits no exact speed without output tokens', '--a 59ms a-v----|', [[67, 100]]],
    ['emits no exact speed for 0 output tokens', '--a 59ms a-z----|', [[67, 100]]],
    ['emits the exact speed over 50 ms', '--a 49ms a-u-|', [[54, 240]]],
    ['emits no exact speed over less', '--a 48ms a-u-|', []],
    ['leaves reasoning that nobody saw out of the exact speed', '--a 59ms a-w-|', [[64, 50]]],
    ['counts reasoning of which something was seen', '--r 59ms a-w-|', [[64, 200]]],
    ['emits no exact speed if all tokens came in one instant', '--a---u 50ms |', []],
    ['emits no exact speed if the server has just reported one', '--a 59ms a-s-u-|', []],
    ['starts the measurement again at a reset', '--a-a-R-a-a----|', [[13, 200]]],
    [
      'emits none during the wait for another attempt',
      '--a-a---W 50ms a-a----|',
      [
        [7, 200],
        [64, 200],
      ],
    ],
    ['forgets the report of the server at a reset', '--s-a-R-a-a----|', [[13, 200]]],
  ])('%s', (_, diagram, expected) => {
    expect(estimates(diagram)).toEqual(expected);
  });

  it('leaves the time of a tool out of the exact speed', () => {
    const slow = { interval: 1000, window: 1000 };
    expect(estimates('--a 59ms p 19ms l-a 57ms a-u-|', slow)).toEqual([[144, 100]]);
  });

  it('counts tokens with countTokens', () => {
    expect(estimates('--a-r-k-|', { ...fast, countTokens: (text) => text.length })).toEqual([
      [7, 1600],
    ]);
  });

  it.each([0, -1, NaN, Infinity])('ignores a delta of %p tokens', (tokens) => {
    const countTokens = (text: string): number => (text === '' ? tokens : 1);
    const options = { ...fast, countTokens };
    expect(estimates('--0--a-0-a---- 50ms |', options)).toEqual([
      [10, 200],
      [15, 100],
      [20, 0],
    ]);
  });

  it('counts up to the maximum safe integer of tokens', () => {
    const maximum = Number.MAX_SAFE_INTEGER;
    expect(estimates('--a-a---|', { ...fast, countTokens: () => maximum })).toEqual([
      [7, (maximum * 1000) / 5],
    ]);
  });

  it('estimates every second over five seconds by default', () => {
    const tokens = Array.from({ length: 40 }, () => 'a 99ms').join(' ');
    const seen = estimates(`${tokens} 10s |`, {});
    expect(seen.slice(0, 3)).toEqual([
      [1000, 10],
      [2000, 10],
      [3000, 10],
    ]);
    expect(seen.at(-1)).toEqual([9000, 0]);
  });

  it('never emits a speed that is negative or not finite', () => {
    const odd = fc.constantFrom(NaN, Infinity, -1, 0, 0.5, 1e300, Number.MAX_SAFE_INTEGER);
    const gap = fc.constantFrom('', '-', '-----', '30ms');
    const step = fc
      .tuple(fc.constantFrom('a', 'r', 'u', 'z', 'R', 's'), gap)
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), odd, (steps, tokens) => {
        const seen = estimates(`${steps.join(' ')} 50ms |`, { ...fast, countTokens: () => tokens });
        expect(seen.filter(([, tps]) => !(tps >= 0 && tps < Infinity))).toEqual([]);
      }),
    );
  });

  it('stops its time while a clock that was set back is behind', () => {
    const scheduler = new VirtualTimeScheduler();
    scheduler.now = () => scheduler.frame - (scheduler.frame >= 3 ? 1000 : 0);
    const source = new Subject<StreamEvent>();
    const seen: unknown[] = [];
    source
      .pipe(sampleTps({ ...fast, scheduler }))
      .subscribe((event) => seen.push(event.type === 'tps' ? event.tps : event.type));
    for (const at of [0, 2, 4]) scheduler.schedule(() => source.next(contentEvent('a')), at);
    scheduler.schedule(() => source.complete(), 6);
    scheduler.flush();
    expect(seen).toEqual(['content', 'content', 'content', 1000]);
  });

  it('errors with what countTokens throws', () => {
    const error = new Error('boom');
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-v-a-', events);
      const countTokens = (): number => {
        throw error;
      };
      expectObservable(source.pipe(sampleTps({ countTokens }))).toBe('-v-#', events, error);
      expectSubscriptions(source.subscriptions).toBe('^--!');
    });
  });

  describe('keeps one timer', () => {
    it('however many events there are', () => {
      const scheduler = new VirtualTimeScheduler();
      const schedule = jest.spyOn(scheduler, 'schedule');
      const source = new Subject<StreamEvent>();
      source.pipe(sampleTps({ scheduler })).subscribe();
      for (let i = 0; i < 1000; i++) source.next(contentEvent('a'));
      expect(schedule).toHaveBeenCalledTimes(1);
    });

    it('and none after unsubscribing, even inside an estimate', () => {
      const scheduler = new VirtualTimeScheduler();
      const source = new Subject<StreamEvent>();
      const sampled$ = source.pipe(sampleTps({ ...fast, scheduler }));
      const types: unknown[] = [];
      const subscription = sampled$.subscribe();
      sampled$.pipe(take(4)).subscribe((event) => types.push(event.type));
      for (const at of [0, 2, 4]) scheduler.schedule(() => source.next(contentEvent('a')), at);
      scheduler.schedule(() => subscription.unsubscribe(), 4);
      scheduler.flush();
      expect(types).toEqual(['content', 'content', 'content', 'tps']);
      expect(scheduler.frame).toBe(5);
    });
  });

  it('schedules nothing after countTokens has unsubscribed', () => {
    const scheduler = new VirtualTimeScheduler();
    const schedule = jest.spyOn(scheduler, 'schedule');
    const source = new Subject<StreamEvent>();
    const countTokens = (): number => {
      subscription.unsubscribe();
      return 1;
    };
    const subscription = source.pipe(sampleTps({ scheduler, countTokens })).subscribe();
    source.next(contentEvent('a'));
    expect(schedule).not.toHaveBeenCalled();
  });

  it.each([
    [
      { interval: 0 },
      new RangeError('sampleTps: interval must be a number above 0 and up to 2147483647, got 0'),
    ],
    [
      { interval: Infinity },
      new RangeError(
        'sampleTps: interval must be a number above 0 and up to 2147483647, got Infinity',
      ),
    ],
    [
      { window: -1 },
      new RangeError('sampleTps: window must be a number above 0 and up to 2147483647, got -1'),
    ],
    [
      { window: '5' },
      new TypeError('sampleTps: window must be a number above 0 and up to 2147483647, got "5"'),
    ],
    [
      { interval: 2 ** 31 },
      new RangeError(
        'sampleTps: interval must be a number above 0 and up to 2147483647, got 2147483648',
      ),
    ],
    [
      { scheduler: {} },
      new TypeError('sampleTps: scheduler must be a scheduler, got [object Object]'),
    ],
    [{ countTokens: 5 }, new TypeError('sampleTps: countTokens must be a function, got 5')],
  ])('rejects %j when called', (options, error) => {
    // JavaScript callers can pass what the types forbid.
    expect(() => sampleTps(options as SampleTpsOptions)).toThrow(error);
  });

  it('adds tps to the union', () => {
    const wider$ = of(doneEvent()).pipe(sampleTps());
    const inferred: Expect<Equal<typeof wider$, Observable<DoneEvent | TpsEvent>>> = true;
    expect(inferred).toBe(true);
  });
});
