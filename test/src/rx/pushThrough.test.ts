import { describe, expect, it } from '@jest/globals';
import { config, NEVER, Observable, of, range, Subject, take, tap, throwError } from 'rxjs';
import { pushThrough } from '../../../src/rx/pushThrough.js';
import { growth } from '../../helpers/growth.js';
import { marbles } from '../../helpers/marbles.js';

/** Emits each letter twice, `z` before completion and `?` before an error. */
const twice = () =>
  pushThrough<string, string>((output) => ({
    push: (letter) => {
      output.next(letter);
      output.next(letter);
    },
    end: () => output.next('z'),
    fail: () => output.next('?'),
  }));

describe('pushThrough', () => {
  it('emits what the machine emits, in the same turn', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('--a-----b-----|');
      const subs = '       ^-------------!';
      const expected = '   --(aa)--(bb)--(z|)';

      expectObservable(source.pipe(twice())).toBe(expected);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('lets the machine flush before an error', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('--#').pipe(twice())).toBe('--(?#)');
    });
  });

  it('unsubscribes from the source and emits nothing more', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('--a-----b--');
      const unsub = '      ------!';
      const subs = '       ^-----!';

      expectObservable(source.pipe(twice()), unsub).toBe('--(aa)');
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('calls neither end nor fail when it is unsubscribed', () => {
    const ends: string[] = [];
    const machine = { push: () => {}, end: () => ends.push('end'), fail: () => ends.push('fail') };
    NEVER.pipe(pushThrough(() => machine))
      .subscribe()
      .unsubscribe();
    expect(ends).toEqual([]);
  });

  it('makes a machine per subscriber', () => {
    const counted = range(1, 3).pipe(
      pushThrough<number, number>((output) => {
        let count = 0;
        return { push: () => output.next(++count) };
      }),
    );
    const seen: number[] = [];
    counted.subscribe((count) => seen.push(count));
    counted.subscribe((count) => seen.push(count));
    expect(seen).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it('stops a synchronous source in the middle of an input', () => {
    let produced = 0;
    const seen: string[] = [];
    const source = new Observable<string>((subscriber) => {
      while (!subscriber.closed && produced < 100) {
        produced++;
        subscriber.next('a');
      }
    });
    source.pipe(twice(), take(3)).subscribe((letter) => seen.push(letter));
    expect(seen).toEqual(['a', 'a', 'a']);
    expect(produced).toBe(2);
  });

  it.each(['push', 'end', 'fail', 'create'] as const)(
    'errors with what the machine throws in %s',
    (where) => {
      const boom = new Error('boom');
      const source = new Subject<number>();
      const errors: unknown[] = [];
      const step = (here: string) => () => {
        if (here === where) throw boom;
      };
      source
        .pipe(
          pushThrough(() => {
            step('create')();
            return { push: step('push'), end: step('end'), fail: step('fail') };
          }),
        )
        .subscribe({ error: (error) => errors.push(error) });
      source.next(1);
      if (where === 'fail') source.error(new Error('other'));
      else source.complete();
      expect(errors).toEqual([boom]);
      expect(source.observed).toBe(false);
    },
  );

  it('may complete although the source errors', () => {
    const ends: string[] = [];
    const late: unknown[] = [];
    config.onStoppedNotification = (notification) => late.push(notification);
    throwError(() => new Error('boom'))
      .pipe(pushThrough((output) => ({ push: () => {}, fail: () => output.complete() })))
      .subscribe({ error: () => ends.push('error'), complete: () => ends.push('complete') });
    config.onStoppedNotification = null;
    expect([ends, late]).toEqual([['complete'], []]);
  });

  describe('when a consumer makes the source emit inside next', () => {
    const run = (provoke: (source: Subject<string>) => void): readonly string[] => {
      const source = new Subject<string>();
      const seen: string[] = [];
      let provoked = false;
      source
        .pipe(
          twice(),
          tap(() => {
            if (provoked) return;
            provoked = true;
            provoke(source);
          }),
        )
        .subscribe({
          next: (letter) => seen.push(letter),
          error: () => seen.push('#'),
          complete: () => seen.push('|'),
        });
      source.next('a');
      return seen;
    };

    it('finishes one input before the next', () => {
      expect(run((source) => source.next('b'))).toEqual(['a', 'a', 'b', 'b']);
    });

    it('finishes one input before it completes', () => {
      expect(run((source) => source.complete())).toEqual(['a', 'a', 'z', '|']);
    });

    it('finishes one input before it errors', () => {
      expect(run((source) => source.error(new Error('boom')))).toEqual(['a', 'a', '?', '#']);
    });

    it('finishes one input before the next at any depth, and then takes more', () => {
      const source = new Subject<string>();
      const seen: string[] = [];
      const next: Readonly<Record<string, string>> = { a: 'b', b: 'c' };
      source
        .pipe(
          twice(),
          tap((letter) => {
            const follower = next[letter];
            if (follower !== undefined && seen.at(-1) !== letter) {
              seen.push(letter);
              source.next(follower);
            } else seen.push(letter);
          }),
        )
        .subscribe();
      source.next('a');
      source.next('d');
      expect(seen).toEqual(['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd']);
    });

    it('keeps the order of several notifications', () => {
      expect(
        run((source) => {
          source.next('b');
          source.next('c');
          source.complete();
        }),
      ).toEqual(['a', 'a', 'b', 'b', 'c', 'c', 'z', '|']);
    });
  });

  it('takes linear time for what a consumer makes the source emit', () => {
    const run = (size: number): void => {
      const source = new Subject<string>();
      let first = true;
      source.pipe(twice()).subscribe(() => {
        if (!first) return;
        first = false;
        for (let i = 0; i < size; i++) source.next('a');
      });
      source.next('a');
    };
    expect(growth(run, 50_000)).toBeLessThan(8);
  });

  it('drops waiting notifications after the consumer unsubscribes', () => {
    const source = new Subject<string>();
    const pushed: string[] = [];
    const seen: string[] = [];
    source
      .pipe(
        pushThrough<string, string>((output) => ({
          push: (letter) => {
            pushed.push(letter);
            output.next(letter);
          },
        })),
        tap((letter) => {
          if (letter === 'a') source.next('b');
        }),
        take(1),
      )
      .subscribe((letter) => seen.push(letter));
    source.next('a');
    expect(seen).toEqual(['a']);
    expect(pushed).toEqual(['a']);
  });

  it('passes on the completion of an empty source and the silence of one that never ends', () => {
    const seen: string[] = [];
    of<string>()
      .pipe(twice())
      .subscribe({ next: (letter) => seen.push(letter), complete: () => seen.push('|') });
    NEVER.pipe(twice())
      .subscribe((letter) => seen.push(letter))
      .unsubscribe();
    expect(seen).toEqual(['z', '|']);
  });
});
