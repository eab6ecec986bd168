import { describe, expect, it } from '@jest/globals';
import { NEVER, type Observable, of, VirtualTimeScheduler } from 'rxjs';
import { retryOnNetwork, timeoutBetweenChunks } from '../../operators/index.js';
import { StreamingTimeoutError } from '../../src/errors/errors.js';
import { contentEvent, doneEvent } from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';
import { oneOfEach } from '../helpers/oneOfEach.js';
import { marbles } from '../helpers/marbles.js';
import type { Equal, Expect } from '../helpers/types.js';

const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('a'),
  b: contentEvent('b'),
  d: doneEvent(),
};
const late = (ms: number, phase: 'sent' | 'streaming') =>
  new StreamingTimeoutError(`No event for ${ms} ms`, { code: 'PROGRESS', phase });

describe('timeoutBetweenChunks', () => {
  it.each([
    [
      'errors if the next event is late',
      5,
      '--a--b--------a',
      '--a--b----#',
      '^---------!',
      late(5, 'streaming'),
    ],
    ['errors if the first event is late', 5, '------a', '-----#', '^----!', late(5, 'sent')],
    [
      'passes on an event one frame before the limit',
      5,
      '--a---b--|',
      '--a---b--|',
      '^--------!',
      undefined,
    ],
    ['passes on an event at the limit', 5, '--a----b--|', '--a----b--|', '^---------!', undefined],
    [
      'errors one frame after the limit',
      5,
      '--a-----b--|',
      '--a----#',
      '^------!',
      late(5, 'streaming'),
    ],
    [
      'gives the first event its own limit',
      { first: 8, each: 3 },
      '-------a--b',
      '-------a--b--#',
      '^------------!',
      late(3, 'streaming'),
    ],
    [
      'errors at the limit of the first event',
      { first: 8, each: 3 },
      '---------a',
      '--------#',
      '^-------!',
      late(8, 'sent'),
    ],
    ['cancels the timer on completion', 5, '--a--|', '--a--|', '^----!', undefined],
    ['passes on an error', 5, '--a--#', '--a--#', '^----!', 'error'],
    ['never errors with Infinity', Infinity, '--a 9s b', '--a 9s b', '^', undefined],
  ])('%s', (_, options, diagram, expected, subs, error) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(diagram, events);
      expectObservable(source.pipe(timeoutBetweenChunks(options))).toBe(expected, events, error);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it.each([...oneOfEach, { type: 'mine' }])('takes any event for progress: $type', (event) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--e----e----e-|', { e: event });
      expectObservable(source.pipe(timeoutBetweenChunks(5))).toBe('--e----e----e-|', { e: event });
      expectSubscriptions(source.subscriptions).toBe('^-------------!');
    });
  });

  it('unsubscribes from the source and cancels the timer', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--a-----', events);
      expectObservable(source.pipe(timeoutBetweenChunks(5)), '----!').toBe('--a-', events);
      expectSubscriptions(source.subscriptions).toBe('^---!');
    });
  });

  it('applies its limits to each attempt of a retry', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-------a', events);
      const retried = source.pipe(
        timeoutBetweenChunks(3),
        retryOnNetwork({ count: 1, delay: 2, jitter: 0 }),
      );
      const error = Object.assign(late(3, 'sent'), { attempt: 2, attempts: [late(3, 'sent')] });
      expectObservable(retried).toBe('--------#', undefined, error);
      expectSubscriptions(source.subscriptions).toBe(['^--!', '-----^--!']);
    });
  });

  it('uses the scheduler of its options', () => {
    const scheduler = new VirtualTimeScheduler();
    const errors: unknown[] = [];
    NEVER.pipe(timeoutBetweenChunks({ each: 7, scheduler })).subscribe({
      error: (error) => errors.push(error),
    });
    scheduler.flush();
    expect([scheduler.frame, errors.length]).toEqual([7, 1]);
  });

  it.each([
    [0, new RangeError('timeoutBetweenChunks: each must be a number above 0, got 0')],
    [-1, new RangeError('timeoutBetweenChunks: each must be a number above 0, got -1')],
    [NaN, new RangeError('timeoutBetweenChunks: each must be a number above 0, got NaN')],
    [{ each: '5' }, new TypeError('timeoutBetweenChunks: each must be a number above 0, got "5"')],
    [
      { each: 5, first: 0 },
      new RangeError('timeoutBetweenChunks: first must be a number above 0, got 0'),
    ],
    [{}, new TypeError('timeoutBetweenChunks: each must be a number above 0, got undefined')],
    [
      { each: 5, scheduler: {} },
      new TypeError('timeoutBetweenChunks: scheduler must be a scheduler, got [object Object]'),
    ],
  ])('rejects %j when called', (options, error) => {
    // JavaScript callers can pass what the types forbid.
    expect(() => timeoutBetweenChunks(options as { each: number })).toThrow(error);
  });

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['5', '"5"'],
  ])('says which forms the argument may take when called with %j', (options, got) => {
    // JavaScript callers can pass what the types forbid.
    expect(() => timeoutBetweenChunks(options as unknown as number)).toThrow(
      new TypeError(
        `timeoutBetweenChunks: options must be a number of ms or { each, first }, got ${got}`,
      ),
    );
  });

  it('keeps the union of events', () => {
    const same$ = of(doneEvent(), { type: 'x' as const }).pipe(timeoutBetweenChunks(5));
    const inferred: Expect<
      Equal<typeof same$, Observable<ReturnType<typeof doneEvent> | { type: 'x' }>>
    > = true;
    expect(inferred).toBe(true);
  });
});
