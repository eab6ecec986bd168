import { describe, expect, it } from '@jest/globals';
import { defer, of, Subject, throwError } from 'rxjs';
import { retryWith } from '../../../src/rx/retryWith.js';
import { marbles } from '../../helpers/marbles.js';

describe('retryWith', () => {
  it('subscribes again once the wait has emitted, and emits what is to come before it', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a-#');
      const retried = source.pipe(
        retryWith<string, string>((error, output) => {
          output.next(`after ${String(error)}`);
          return cold('--x');
        }),
      );
      expectObservable(retried, '-------!').toBe('-a-w--a', { a: 'a', w: 'after error' });
      expectSubscriptions(source.subscriptions).toBe(['^--!', '-----^-!']);
    });
  });

  it('passes completion on', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('-a|').pipe(retryWith(() => of(1)))).toBe('-a|');
    });
  });

  it.each([
    ['throws', () => throwErrorNow('no more')],
    ['returns', () => throwError(() => 'no more')],
  ])('errors with what the wait %s', (_, delay) => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('-a#').pipe(retryWith(delay))).toBe('-a#', undefined, 'no more');
    });
  });

  it('does not wait if the output is closed', () => {
    let waits = 0;
    const source = new Subject<number>();
    const subscription = source
      .pipe(
        retryWith((_, output) => {
          output.next(1);
          return defer(() => {
            waits++;
            return of(1);
          });
        }),
      )
      .subscribe(() => subscription.unsubscribe());
    source.error(new Error('boom'));
    expect(waits).toBe(0);
  });
});

const throwErrorNow = (error: unknown): never => {
  throw error;
};
