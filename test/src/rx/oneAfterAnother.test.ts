import { describe, expect, it } from '@jest/globals';
import { defer, type Observable, of, Subject, take } from 'rxjs';
import { oneAfterAnother } from '../../../src/rx/oneAfterAnother.js';
import { growth } from '../../helpers/growth.js';
import { marbles } from '../../helpers/marbles.js';

const each = <T>(...sources: readonly Observable<T>[]) => {
  let at = 0;
  return oneAfterAnother(() => sources[at++]);
};

describe('oneAfterAnother', () => {
  it('emits what they emit, one after the other', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold(' -a-|   ');
      const second = cold('   -b|  ');
      const third = cold('      (c|)');
      const expected = '   -a--b(c|)';
      expectObservable(each(first, second, third)).toBe(expected);
      expectSubscriptions(first.subscriptions).toBe('^--!');
      expectSubscriptions(second.subscriptions).toBe('---^-!');
      expectSubscriptions(third.subscriptions).toBe('-----(^!)');
    });
  });

  it('completes without any, and errors with one', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(each()).toBe('|');
      expectObservable(each(cold('-a|'), cold('--#'), cold('a'))).toBe('-a--#');
    });
  });

  it('unsubscribes from the present one', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const second = cold('---b');
      expectObservable(each(cold('-|'), second), '--!').toBe('---');
      expectSubscriptions(second.subscriptions).toBe('-^!');
    });
  });

  it('turns what `next` throws into the error, also later', () => {
    const error = new Error('boom');
    const first = new Subject<number>();
    const errors: unknown[] = [];
    let calls = 0;
    oneAfterAnother(() => {
      if (++calls > 1) throw error;
      return first;
    }).subscribe({ error: (each) => errors.push(each) });
    expect(errors).toEqual([]);
    first.complete();
    expect(errors).toEqual([error]);
  });

  it('stops synchronous ones as soon as nobody wants more', () => {
    let started = 0;
    const endless = oneAfterAnother(() => of(++started));
    endless.pipe(take(3)).subscribe();
    expect(started).toBe(3);
  });

  it('does not subscribe to one if `next` unsubscribes', () => {
    let isSubscribed = false;
    const first = new Subject<number>();
    let calls = 0;
    const subscription = oneAfterAnother(() => {
      if (++calls === 1) return first;
      subscription.unsubscribe();
      return defer(() => {
        isSubscribed = true;
        return first;
      });
    }).subscribe();
    first.complete();
    expect([calls, isSubscribed]).toEqual([2, false]);
  });

  it('takes linear time and a small stack, however many there are', () => {
    const run = (size: number): void => {
      let left = size;
      oneAfterAnother(() => (left-- > 0 ? of(left) : undefined)).subscribe();
    };
    run(20_000);
    expect(growth(run, 2000)).toBeLessThan(6);
  });
});
