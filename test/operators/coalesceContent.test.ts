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
  type DoneEvent,
  doneEvent,
  reasoningEvent,
  type StreamEvent,
  toolCallEvent,
  tpsEvent,
} from '../../src/events.js';
import { type ChatReply, emptyReply, reduceReply } from '../../src/reply.js';
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
  // What comes out
  A: contentEvent('ab'),
  B: contentEvent('bc'),
  R: reasoningEvent('rs'),
};
const every5: CoalesceContentOptions = { interval: 5 };

describe('coalesceContent', () => {
  it.each([
    ['passes text that comes slowly', '-a-----b-----(d|)', '-a-----b-----(d|)'],
    [
      'passes the first piece at once, and merges the rest',
      '-a-b-c----------|',
      '-a----B---------|',
    ],
    [
      'starts the interval again at each piece that goes out',
      '-abc-a-b-c-----|',
      '-a----W----B---|',
    ],
    ['lets a piece pass at the very end of the interval', '-a----b----|', '-a----b----|'],
    ['holds a piece one frame before it', '-a---b----|', '-a----b---|'],
    ['passes a piece one frame after it', '-a-----b---|', '-a-----b---|'],
    ['merges reasoning too', '-r-r-s------|', '-r----R-----|'],
    [
      'gives out what it holds before another event, in order',
      '-a-b-t----c-----|',
      '-a---(bt)-c-----|',
    ],
    ['waits a whole interval after that', '-a-b-t---c-------|', '-a---(bt)-c------|'],
    ['waits as long for text that follows at once', '-a-btc-------|', '-a--(bt)-c---|'],
    ['gives out what it holds before a tool call', '-a-b-k-----|', '-a---(bk)--|'],
    ['gives out what it holds before text of the other kind', '-a-b-r-----|', '-a---(br)--|'],
    ['passes each kind at once when they alternate', '-a-r-b-s--|', '-a-r-b-s--|'],
    ['gives out what it holds before done', '-a-b-(d|)', '-a---(bd|)'],
    ['gives out what it holds before it completes', '-a-b-|', '-a---(b|)'],
    ['gives out what it holds before it errors', '-a-b-#', '-a---(b#)'],
    ['merges text around nothing else', '-a-t-b-----|', '-a-t--b----|'],
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

  it('unsubscribes from the source, and keeps what it holds to itself', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a-b-----', events);
      expectObservable(source.pipe(coalesceContent(every5)), '----!').toBe('-a---', events);
      expectSubscriptions(source.subscriptions).toBe('^---!');
    });
  });

  it('waits a thirtieth of a second by default', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('a-b-c 40ms |', events);
      expectObservable(source.pipe(coalesceContent())).toBe('a 32ms B 11ms |', events);
      expectSubscriptions(source.subscriptions).toBe('      ^ 44ms     !');
    });
  });

  it('gives out a piece that it need not merge as the very same', () => {
    const pieces = ['a', 'b'].map((text) => ({ ...contentEvent(text), id: text }));
    const seen: unknown[] = [];
    of(...pieces)
      .pipe(coalesceContent())
      .subscribe((event) => seen.push(event));
    expect(seen).toEqual(pieces);
    expect(seen[0]).toBe(pieces[0]);
    expect(seen[1]).toBe(pieces[1]);
  });

  it('loses nothing, reorders nothing, and never goes faster than it may', () => {
    const event = fc.constantFrom(...[...'abrskt'].map((key) => events[key]!));
    const step = fc.tuple(event, fc.nat(12));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const scheduler = new VirtualTimeScheduler();
        const source = new Subject<StreamEvent>();
        const replies: ChatReply[] = [];
        const times: [string, number][] = [];
        source
          .pipe(coalesceContent({ interval: 10, scheduler }))
          .subscribe((out) => times.push([out.type, scheduler.now()]));
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

        // Every state that comes out is one that the fold of the source goes through, in the same order.
        let place = 0;
        for (const reply of replies) {
          const found = fold.findIndex(
            (each, index) => index >= place && JSON.stringify(each) === JSON.stringify(reply),
          );
          expect(found).not.toBe(-1);
          place = found;
        }
        expect(replies.at(-1)).toEqual(fold.at(-1));
        // Text of one kind follows on itself too early only when another event pushes it out.
        const early = times.filter(([type, time], index) => {
          const [before, since] = times[index - 1] ?? [];
          const pushed = times[index + 1]?.[1] === time;
          return (
            type !== 'toolCall' &&
            type !== 'tps' &&
            type === before &&
            time - since! < 10 &&
            !pushed
          );
        });
        expect(early).toEqual([]);
      }),
    );
  });

  it('merges in time and memory in proportion to the text', () => {
    const scheduler = new VirtualTimeScheduler();
    const schedule = jest.spyOn(scheduler, 'schedule');
    const seen: StreamEvent[] = [];
    const pieces = Array.from({ length: 100_000 }, () => contentEvent('word '));
    concat(of(...pieces), of(doneEvent()))
      .pipe(coalesceContent({ scheduler }))
      .subscribe((event) => seen.push(event));
    expect(seen).toHaveLength(3);
    expect(schedule).toHaveBeenCalledTimes(1);
    expect(scheduler.actions.filter(({ closed }) => !closed)).toEqual([]);
  });

  it('sets a timer only for text that waits', () => {
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
    // The other event pushed `c` out, and its timer ended with it.
    expect(scheduler.frame).toBe(8);
  });

  it('leaves no timer behind', () => {
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
  ])('rejects %j at the call', (options, error) => {
    // What JavaScript can pass, the types or not.
    expect(() => coalesceContent(options as CoalesceContentOptions)).toThrow(error);
  });

  it('takes the longest interval that a timer can wait for', () => {
    expect(() => coalesceContent({ interval: 2 ** 31 - 1 })).not.toThrow();
  });

  it('keeps the union', () => {
    const same$ = of(doneEvent()).pipe(coalesceContent());
    const inferred: Expect<Equal<typeof same$, Observable<DoneEvent>>> = true;
    expect(inferred).toBe(true);
  });
});
