import { describe, expect, it } from '@jest/globals';
import { asyncScheduler, VirtualTimeScheduler } from 'rxjs';
import { timeLimit } from '../../../src/rx/timeLimit.js';
import { marbles } from '../../helpers/marbles.js';

const late = new Error('late');
const limit = (ms: number) =>
  timeLimit<string>({ limit: ms, scheduler: asyncScheduler, error: () => late });

describe('timeLimit', () => {
  it.each([
    ['one frame before the limit', '-a-b|', '-a-b|', '^---!'],
    ['at the limit', '-a-b-|', '-a-b-|', '^----!'],
    ['one frame after the limit', '-a-b--|', '-a-b-#', '^----!'],
    ['with an error in time', '-a-#', '-a-#', '^--!'],
  ])('takes an end %s', (_, marble, expected, subscription) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(marble, undefined, late);
      expectObservable(source.pipe(limit(5))).toBe(expected, undefined, late);
      expectSubscriptions(source.subscriptions).toBe(subscription);
    });
  });

  it('is none with Infinity', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('-a 9s b|').pipe(limit(Infinity))).toBe('-a 9s b|');
    });
  });

  it('leaves no timer when it is unsubscribed from', () => {
    const scheduler = new VirtualTimeScheduler();
    marbles(({ cold }) => {
      cold('-')
        .pipe(timeLimit({ limit: 5, scheduler, error: () => late }))
        .subscribe()
        .unsubscribe();
    });
    scheduler.flush();
    expect(scheduler.frame).toBe(0);
  });
});
