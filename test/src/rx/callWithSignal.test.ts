import { describe, expect, it } from '@jest/globals';
import {
  EMPTY,
  from,
  NEVER,
  Observable,
  observable,
  of,
  type Subscribable,
  Subscription,
  throwError,
} from 'rxjs';
import { callWithSignal } from '../../../src/rx/callWithSignal.js';

interface Seen {
  readonly values: unknown[];
  end?: 'complete' | 'error';
  error?: unknown;
}

const watch = (source: Observable<unknown>): Seen => {
  const seen: Seen = { values: [] };
  source.subscribe({
    next: (value) => seen.values.push(value),
    error: (error: unknown) => Object.assign(seen, { end: 'error', error }),
    complete: () => (seen.end = 'complete'),
  });
  return seen;
};

describe('callWithSignal', () => {
  it.each<[string, unknown]>([
    ['a text', 'ab'],
    ['a list', [1, 2]],
    ['an object with a length', { length: 2, 0: 'a' }],
    ['a set', new Set([1, 2])],
    ['a map', new Map([[1, 2]])],
    ['an array of bytes', new Uint8Array(2)],
    ['a function', () => 1],
    ['nothing', undefined],
  ])('emits what is returned: %s', (_, value) => {
    expect(watch(callWithSignal(() => value))).toEqual({ values: [value], end: 'complete' });
  });

  // Of another copy of rxjs.
  const foreign = {
    [observable]: (): Subscribable<string> => of('a', 'b'),
  };
  it.each<[string, unknown]>([
    ['an Observable', of('a', 'b')],
    ['one of another copy of RxJS', foreign],
    [
      'a generator',
      (function* (): Generator<string> {
        yield* ['a', 'b'];
      })(),
    ],
    ['the iterator of a list', ['a', 'b'].values()],
  ])('emits what is emitted: %s', (_, source) => {
    expect(watch(callWithSignal(() => source))).toEqual({ values: ['a', 'b'], end: 'complete' });
  });

  it('calls once per subscription, and not before', () => {
    let calls = 0;
    const called = callWithSignal(() => ++calls);
    expect(calls).toBe(0);
    watch(called);
    expect(watch(called).values).toEqual([2]);
  });

  it('turns what the function throws into an error', () => {
    const error = new Error('boom');
    const called = callWithSignal(() => {
      throw error;
    });
    expect(watch(called)).toEqual({ values: [], end: 'error', error });
  });

  it.each<[string, Observable<unknown>, boolean]>([
    ['the end', of(1), false],
    ['an empty end', EMPTY, false],
    ['an error', throwError(() => 'boom'), false],
    ['unsubscribing before the end', NEVER, true],
  ])('leaves the signal as it should after %s', (_, source, aborted) => {
    const signals: AbortSignal[] = [];
    const called = callWithSignal((signal) => {
      signals.push(signal);
      return source;
    });
    const subscription = called.subscribe({ error: () => {} });
    expect(signals[0]?.aborted).toBe(false);
    subscription.unsubscribe();
    expect(signals[0]?.aborted).toBe(aborted);
  });

  it('aborts at once when the call unsubscribes, and subscribes to nothing then', () => {
    let aborted: boolean | undefined;
    let subscriptions = 0;
    const subscription = new Subscription();
    const returned = new Observable(() => {
      subscriptions++;
    });
    const called = callWithSignal((signal) => {
      subscription.unsubscribe();
      ({ aborted } = signal);
      return returned;
    });
    // A source that emits at once, before `subscribe` has returned.
    const outer = new Observable((output) => {
      subscription.add(() => output.unsubscribe());
      output.add(called.subscribe(output));
    });
    outer.subscribe();
    expect([aborted, subscriptions]).toEqual([true, 0]);
  });

  it('catches the rejection of a Promise that nobody waits for', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): unknown => unhandled.push(error);
    process.on('unhandledRejection', note);
    const subscription = new Subscription();
    const during = callWithSignal(() => {
      subscription.unsubscribe();
      return Promise.reject(new Error('during'));
    });
    new Observable((output) => {
      subscription.add(() => output.unsubscribe());
      output.add(during.subscribe(output));
    }).subscribe();
    callWithSignal(() => Promise.reject(new Error('after')))
      .subscribe()
      .unsubscribe();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  it('passes on an endless source only as far as it is wanted', () => {
    const values: number[] = [];
    const endless = function* (): Generator<number> {
      for (let i = 0; ; i++) yield i;
    };
    const called = callWithSignal(() => from(endless()));
    const subscription = new Subscription();
    new Observable((output) => {
      subscription.add(() => output.unsubscribe());
      output.add(called.subscribe(output));
    }).subscribe((value) => {
      values.push(Number(value));
      if (values.length === 3) subscription.unsubscribe();
    });
    expect(values).toEqual([0, 1, 2]);
  });
});
