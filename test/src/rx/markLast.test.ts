import { describe, expect, it } from '@jest/globals';
import { asyncScheduler } from 'rxjs';
import { markLast } from '../../../src/rx/markLast.js';
import { marbles } from '../../helpers/marbles.js';

// A small letter is not the last.
const values = Object.fromEntries(
  ['a', 'b', 'c'].flatMap((value) => [
    [value, { value, isLast: false }],
    [value.toUpperCase(), { value, isLast: true }],
  ]),
);

describe('markLast', () => {
  it.each([
    ['a value with the end', '-(a|)', '-A', '-(A|)'],
    ['a value before the end', '-a-|', '', '-a-(A|)'],
    ['values of one instant', '-(abc|)', '', '-(abC|)'],
    ['values of several', '-a-(bc)-|', '', '-a-(bc)-(C|)'],
    ['a value before an error', '-(a#)', '', '-(a#)'],
    ['a value long before an error', '-a-#', '', '-a-#'],
    ['an error alone', '-#', '', '-#'],
  ])('marks %s', (_, source, __, expected) => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold(source).pipe(markLast(asyncScheduler))).toBe(expected, values);
    });
  });

  it('marks `undefined` where there is no value', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('-|').pipe(markLast(asyncScheduler))).toBe('-(n|)', {
        n: { value: undefined, isLast: true },
      });
    });
  });

  it('leaves no timer when it is unsubscribed from', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a-b');
      expectObservable(source.pipe(markLast(asyncScheduler)), '--!').toBe('-a-', values);
      expectSubscriptions(source.subscriptions).toBe('^-!');
    });
    let cancelled = 0;
    const scheduler = {
      now: () => 0,
      schedule: () => {
        const timer = asyncScheduler.schedule(() => {});
        timer.add(() => cancelled++);
        return timer;
      },
    };
    marbles(({ cold, expectObservable, flush }) => {
      expectObservable(cold('-a-b').pipe(markLast(scheduler)), '--!').toBe('---');
      flush();
      expect(cancelled).toBe(1);
    });
  });
});
