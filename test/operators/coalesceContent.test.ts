import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { concat, type Observable, of, Subject, VirtualTimeScheduler } from 'rxjs';
import {
  accumulateReply,
  coalesceContent,
  type CoalesceContentOptions,
} from '../../operators/index.js';
import {
  contentEvent,
  doneEvent,
  reasoningEvent,
  toolCallEvent,
  toolResultEvent,
  tpsEvent,
} from '../../src/eventConstructors.js';
import type { DoneEvent, StreamEvent } from '../../src/events.js';
import { reduceReply } from '../../src/reply/reduceReply.js';
import { type ChatReply, emptyReply } from '../../src/reply/reply.js';
import { marbles } from '../helpers/marbles.js';
import type { Equal, Expect } from '../helpers/types.js';

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('a'),
  b: contentEvent('b'),
  c: contentEvent('c'),
  r: reasoningEvent('r'),
  s: reasoningEvent('s'),
  k: toolCallEvent({ index: 0, id: 'i', name: 'n', argumentsText: '{' }),
  t: tpsEvent(4),
  d: doneEvent(),
  l: toolResultEvent({ id: 'i', result: 1 }),
  q: { ...contentEvent('q'), part: 0 },
  p: { ...contentEvent('p'), part: 1 },
  w: { ...reasoningEvent('w'), part: 1 },
  // Outputs
  P: { ...contentEvent('pp'), part: 1 },
  Q: { ...contentEvent('bq'), part: 0 },
  A: contentEvent('ab'),
  B: contentEvent('bc'),
  R: reasoningEvent('rs'),
};
const every5: CoalesceContentOptions = { interval: 5 };

describe('coalesceContent', () => {
  it.each([
    ['passes on text that arrives slowly', '-a-----b-----(d|)', '-a-----b-----(d|)'],
    ['emits the first delta at once and merges the rest', '-a-b-c----------|', '-a----B---------|'],
    ['starts the interval again at each emitted text', '-abc-a-b-c-----|', '-a----W----B---|'],
    ['emits a delta at the very end of the interval at once', '-a----b----|', '-a----b----|'],
    ['holds back a delta one frame before the end of the interval', '-a---b----|', '-a----b---|'],
    ['emits a delta one frame after the interval at once', '-a-----b---|', '-a-----b---|'],
    ['merges reasoning too', '-r-r-s------|', '-r----R-----|'],
    ['emits pending text before another event', '-a-b-t----c-----|', '-a---(bt)-c-----|'],
    ['starts a new interval at such a flush', '-a-b-t---c-------|', '-a---(bt)-c------|'],
    ['waits that interval even for text that follows at once', '-a-btc-------|', '-a--(bt)-c---|'],
    ['emits pending text before a tool call', '-a-b-k-----|', '-a---(bk)--|'],
    ['emits pending text before text of the other type', '-a-b-r-----|', '-a---(br)--|'],
    ['emits each text at once when the types alternate', '-a-r-b-s--|', '-a-r-b-s--|'],
    ['emits pending text before that of another part', '-a-b-p-----|', '-a---(bp)--|'],
    ['emits text of another part at once', '-a-p-w-----|', '-a-p-w-----|'],
    ['merges within a part', '-p-p-p-----|', '-p----P----|'],
    ['takes text without a number for part 0', '-a-b-q-----|', '-a----Q----|'],
    ['emits pending text before the result of a call', '-a-b-l-----|', '-a---(bl)--|'],
    ['emits pending text before done', '-a-b-(d|)', '-a---(bd|)'],
    ['emits pending text before it completes', '-a-b-|', '-a---(b|)'],
    ['emits pending text before it errors', '-a-b-#', '-a---(b#)'],
    [
      'measures the interval from the last text, not from other events',
      '-a-t-b-----|',
      '-a-t--b----|',
    ],
  ])('%s', (_, diagram, expected) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      expectObservable(source.pipe(coalesceContent(every5))).toBe(expected, {
        ...events,
        W: contentEvent('bca'),
      });
      const end = diagram.search(/[|#(]/);
      expectSubscriptions(source.subscriptions).toBe(`^${'-'.repeat(end - 1)}!`);
    });
  });

  it('unsubscribes from the source and drops pending text', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a-b-----', events);
      expectObservable(source.pipe(coalesceContent(every5)), '----!').toBe('-a---', events);
      expectSubscriptions(source.subscriptions).toBe('^---!');
    });
  });

  it('waits 33 ms by default', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('a-b-c 40ms |', events);
      expectObservable(source.pipe(coalesceContent())).toBe('a 32ms B 11ms |', events);
      expectSubscriptions(source.subscriptions).toBe('      ^ 44ms     !');
    });
  });

  it('emits the same event object if it does not merge it', () => {
    const deltas = ['a', 'b'].map((text) => ({ ...contentEvent(text), id: text }));
    const seen: unknown[] = [];
    of(...deltas)
      .pipe(coalesceContent())
      .subscribe((event) => seen.push(event));
    expect(seen).toEqual(deltas);
    expect(seen[0]).toBe(deltas[0]);
    expect(seen[1]).toBe(deltas[1]);
  });

  it('loses and reorders nothing, and keeps the interval, for any events', () => {
    const event = fc.constantFrom(...[...'abrsktpw'].map((key) => events[key]!));
    const step = fc.tuple(event, fc.nat(12));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const scheduler = new VirtualTimeScheduler();
        const source = new Subject<StreamEvent>();
        const replies: ChatReply[] = [];
        const times: [string, number][] = [];
        const textOf = (out: StreamEvent): string =>
          out.type === 'content' || out.type === 'reasoning'
            ? `${out.type} ${out.part ?? 0}`
            : out.type;
        source
          .pipe(coalesceContent({ interval: 10, scheduler }))
          .subscribe((out) => times.push([textOf(out), scheduler.now()]));
        source
          .pipe(coalesceContent({ interval: 10, scheduler }), accumulateReply())
          .subscribe((reply) => replies.push(reply));
        let at = 0;
        const fold = [emptyReply];
        for (const [next, gap] of steps) {
          at += gap;
          scheduler.schedule(() => source.next(next), at);
          fold.push(reduceReply(fold.at(-1)!, next));
        }
        scheduler.schedule(() => source.next(doneEvent()), at);
        fold.push(reduceReply(fold.at(-1)!, doneEvent()));
        scheduler.flush();

        // Each emitted state is one that the fold of the source goes through, in the same order.
        let place = 0;
        for (const reply of replies) {
          const found = fold.findIndex(
            (each, index) => index >= place && JSON.stringify(each) === JSON.stringify(reply),
          );
          expect(found).not.toBe(-1);
          place = found;
        }
        expect(replies.at(-1)).toEqual(fold.at(-1));
        // Text comes before its interval ends only when another event flushes it.
        const early = times.filter(([type, time], index) => {
          const [before, since] = times[index - 1] ?? [];
          const pushed = times[index + 1]?.[1] === time;
          return (
            !['toolCall', 'tps'].includes(type) && type === before && time - since! < 10 && !pushed
          );
        });
        expect(early).toEqual([]);
      }),
    );
  });

  it('merges 100,000 deltas with a single timer', () => {
    const scheduler = new VirtualTimeScheduler();
    const schedule = jest.spyOn(scheduler, 'schedule');
    const seen: StreamEvent[] = [];
    const deltas = Array.from({ length: 100_000 }, () => contentEvent('word '));
    concat(of(...deltas), of(doneEvent()))
      .pipe(coalesceContent({ scheduler }))
      .subscribe((event) => seen.push(event));
    expect(seen).toHaveLength(3);
    expect(schedule).toHaveBeenCalledTimes(1);
    expect(scheduler.actions.filter(({ closed }) => !closed)).toEqual([]);
  });

  it('sets a timer only for pending text', () => {
    const scheduler = new VirtualTimeScheduler();
    const schedule = jest.spyOn(scheduler, 'schedule');
    const source = new Subject<StreamEvent>();
    const timers: number[] = [];
    source.pipe(coalesceContent({ interval: 5, scheduler })).subscribe();
    const at = (frame: number, event: StreamEvent): void => {
      scheduler.schedule(() => {
        const before = schedule.mock.calls.length;
        source.next(event);
        timers.push(schedule.mock.calls.length - before);
      }, frame);
    };
    at(0, contentEvent('a'));
    at(5, contentEvent('b'));
    at(7, contentEvent('c'));
    at(8, tpsEvent(4));
    scheduler.flush();
    expect(timers).toEqual([0, 0, 1, 0]);
    // The tps event flushed `c`, which cancelled its timer.
    expect(scheduler.frame).toBe(8);
  });

  it('leaves no timer after completion, an error or unsubscribing', () => {
    const run = (end: (source: Subject<StreamEvent>, stop: () => void) => void): number => {
      const scheduler = new VirtualTimeScheduler();
      const source = new Subject<StreamEvent>();
      const subscription = source
        .pipe(coalesceContent({ scheduler }))
        .subscribe({ error: () => {} });
      for (const key of 'abtc') source.next(events[key]!);
      end(source, () => subscription.unsubscribe());
      scheduler.flush();
      return scheduler.frame;
    };
    expect(run((source) => source.complete())).toBe(0);
    expect(run((source) => source.error(new Error('boom')))).toBe(0);
    expect(run((_, stop) => stop())).toBe(0);
  });

  it.each([
    [
      { interval: 0 },
      new RangeError(
        'coalesceContent: interval must be a number above 0 and up to 2147483647, got 0',
      ),
    ],
    [
      { interval: Infinity },
      new RangeError(
        'coalesceContent: interval must be a number above 0 and up to 2147483647, got Infinity',
      ),
    ],
    [
      { scheduler: {} },
      new TypeError('coalesceContent: scheduler must be a scheduler, got [object Object]'),
    ],
    [
      { interval: '5' },
      new TypeError(
        'coalesceContent: interval must be a number above 0 and up to 2147483647, got "5"',
      ),
    ],
  ])('rejects %j when called', (options, error) => {
    // JavaScript callers can pass what the types forbid.
    expect(() => coalesceContent(options as CoalesceContentOptions)).toThrow(error);
  });

  it('accepts the maximum delay of a timer as interval', () => {
    expect(() => coalesceContent({ interval: 2 ** 31 - 1 })).not.toThrow();
  });

  it('keeps the union of events', () => {
    const same$ = of(doneEvent()).pipe(coalesceContent());
    const inferred: Expect<Equal<typeof same$, Observable<DoneEvent>>> = true;
    expect(inferred).toBe(true);
  });
});
