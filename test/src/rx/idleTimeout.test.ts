import { describe, expect, it, jest } from '@jest/globals';
import { asyncScheduler, NEVER, Subject, type SchedulerLike, VirtualTimeScheduler } from 'rxjs';
import { idleTimeout } from '../../../src/rx/idleTimeout.js';
import { marbles } from '../../helpers/marbles.js';

class Late extends Error {
  readonly begun: boolean;

  constructor(begun: boolean) {
    super('late');
    this.begun = begun;
  }
}

const limit = (first: number, each: number, scheduler: SchedulerLike) =>
  idleTimeout<string>({ first, each, scheduler, error: (begun) => new Late(begun) });

describe('idleTimeout', () => {
  it.each([
    ['a first value one frame early', '---a-', '---a----#', 4, 5, true],
    ['a first value at the limit', '----a', '----a----#', 4, 5, true],
    ['a first value one frame late', '-----a', '----#', 4, 5, false],
    ['a next value one frame early', '-a---b', '-a---b----#', 4, 5, true],
    ['a next value at the limit', '-a----b', '-a----b----#', 4, 5, true],
    ['a next value one frame late', '-a-----b', '-a----#', 4, 5, true],
    ['two values of one instant', '--(ab)', '--(ab)-#', 4, 5, true],
    ['a longer limit for the first', '-------a--b', '-------a--b---#', 9, 4, true],
    ['no value ever', '-', '----#', 4, 5, false],
    ['completion in time', '-a--|', '-a--|', 4, 5, true],
    ['no limits', '-a 1s b', '-a 1s b', Infinity, Infinity, true],
    ['no first limit', '50ms a', '50ms a----#', Infinity, 5, true],
    ['no next limit', '---a 1s b', '---a 1s b', 4, Infinity, true],
  ])('applies its limits to %s', (_, source, expected, first, each, begun) => {
    marbles(({ hot, expectObservable }) => {
      expectObservable(hot(source).pipe(limit(first, each, asyncScheduler))).toBe(
        expected,
        undefined,
        new Late(begun),
      );
    });
  });

  it('unsubscribes from the source when it errors, and when it is unsubscribed', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const late = cold('  -a-------');
      const subs = '       ^----!';
      const stopped = cold('-a-------');
      const unsub = '      ^--!';

      expectObservable(late.pipe(limit(4, 4, asyncScheduler))).toBe(
        '-a---#',
        undefined,
        new Late(true),
      );
      expectSubscriptions(late.subscriptions).toBe(subs);
      expectObservable(stopped.pipe(limit(4, 4, asyncScheduler)), unsub).toBe('-a-');
      expectSubscriptions(stopped.subscriptions).toBe(unsub);
    });
  });

  it('passes on a source error', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('-a#').pipe(limit(4, 4, asyncScheduler))).toBe('-a#');
    });
  });

  it('passes on a value at the limit, even if the timer fires first', () => {
    const scheduler = new VirtualTimeScheduler();
    const source = new Subject<string>();
    const seen: unknown[] = [];
    source.pipe(limit(10, 5, scheduler)).subscribe({
      next: (value) => seen.push(value),
      error: (error) => seen.push(error, scheduler.now()),
    });
    scheduler.schedule(() => {
      source.next('a');
      // Later than the timer that `a` has started, in the same frame.
      scheduler.schedule(() => source.next('b'), 5);
    }, 3);
    scheduler.flush();
    expect(seen).toEqual(['a', 'b', new Late(true), 13]);
  });

  it('can be unsubscribed without a limit, when there is no timer', () => {
    const subscription = NEVER.pipe(limit(Infinity, Infinity, asyncScheduler)).subscribe();
    expect(() => subscription.unsubscribe()).not.toThrow();
  });

  it('starts no timer per value, and leaves none after unsubscribing', () => {
    const scheduler = new VirtualTimeScheduler();
    const schedule = jest.spyOn(scheduler, 'schedule');
    const source = new Subject<string>();
    const subscription = source.pipe(limit(10, 10, scheduler)).subscribe();
    for (let i = 0; i < 1000; i++) source.next('a');
    expect(schedule.mock.calls.length).toBeLessThan(4);
    subscription.unsubscribe();
    scheduler.flush();
    expect(scheduler.frame).toBe(0);
  });

  describe('keeps its limit when the clock is set', () => {
    /** Makes a scheduler whose clock jumps by `by` at frame 340; its timers do not. */
    const clockSetBy = (by: number): VirtualTimeScheduler => {
      const scheduler = new VirtualTimeScheduler();
      scheduler.now = () => scheduler.frame + (scheduler.frame >= 340 ? by : 0);
      return scheduler;
    };

    it.each([
      ['forward', 3_600_000, [100, 300], 700],
      ['back', -3_600_000, [100, 300], 700],
      // After the jump the clock cannot tell when a value came, so the complete span counts.
      ['forward before a value', 3_600_000, [100, 350], 800],
      ['back before a value', -3_600_000, [100, 350], 800],
    ])('%s', (_, by, values, expected) => {
      const scheduler = clockSetBy(by);
      const source = new Subject<string>();
      const late: number[] = [];
      source
        .pipe(limit(400, 400, scheduler))
        .subscribe({ error: () => late.push(scheduler.frame) });
      for (const at of values) scheduler.schedule(() => source.next('a'), at);
      scheduler.flush();
      expect(late).toEqual([expected]);
    });
  });

  describe('after a sleep of the machine (C15, C16)', () => {
    // In a sleep the timers stand still, but not the clock.
    const slept = 600_000;

    it.each([
      ['waits 5 s more for a value that has waited', [100, 3000], 5500 + 400],
      ['errors after that', [100], 5500],
    ])('%s', (_, values, expected) => {
      const scheduler = new VirtualTimeScheduler();
      scheduler.now = () => scheduler.frame + (scheduler.frame >= 500 ? slept : 0);
      const source = new Subject<string>();
      const late: number[] = [];
      source
        .pipe(limit(400, 400, scheduler))
        .subscribe({ error: () => late.push(scheduler.frame) });
      for (const at of values) scheduler.schedule(() => source.next('a'), at);
      scheduler.flush();
      expect(late).toEqual([expected]);
    });
  });

  it('waits for a limit above the maximum delay of a platform timer', () => {
    const scheduler = new VirtualTimeScheduler();
    const schedule = jest.spyOn(scheduler, 'schedule');
    const errors: unknown[] = [];
    NEVER.pipe(limit(2 ** 33, 1, scheduler)).subscribe({ error: (error) => errors.push(error) });
    scheduler.flush();
    expect(errors).toEqual([new Late(false)]);
    expect(scheduler.frame).toBe(2 ** 33);
    expect(Math.max(...schedule.mock.calls.map(([, delay = 0]) => delay))).toBe(2 ** 31 - 1);
  });
});
