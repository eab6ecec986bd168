import { describe, expect, it } from '@jest/globals';
import {
  bufferCount,
  catchError,
  concatMap,
  connect,
  debounceTime,
  delay,
  distinctUntilChanged,
  filter,
  finalize,
  from,
  interval,
  map,
  mergeMap,
  NEVER,
  Observable,
  observeOn,
  type OperatorFunction,
  pairwise,
  pipe,
  scan,
  share,
  shareReplay,
  Subject,
  switchMap,
  takeUntil,
  tap,
  timeout,
  toArray,
  withLatestFrom,
  of,
  asyncScheduler,
} from 'rxjs';
import { contentEvent, type StreamEvent } from '../../../../src/index.js';
import { operatorLaws, type OperatorSample } from '../../../../src/testing/index.js';

type Operator = OperatorFunction<StreamEvent, unknown>;

/** The names of the laws that an operator breaks. */
const brokenBy = (make: () => Operator, sample?: OperatorSample): readonly string[] => {
  const broken: string[] = [];
  for (const { name, run } of operatorLaws(make, sample)) {
    try {
      void run();
    } catch (error) {
      expect(error).toMatchObject({ name: 'Error' });
      broken.push(name);
    }
  }
  return broken;
};

const law = {
  cold: 'subscribes to its source when it is subscribed to, and not before',
  ownState: 'gives each subscriber a state of its own',
  once: 'subscribes once for each of two subscribers at the same time',
  leaves: 'unsubscribes from its source when it is unsubscribed',
  timers: 'cancels its timers when it is unsubscribed',
  takes: 'leaves a synchronous source as soon as enough is taken',
  inside: 'leaves its source when it is unsubscribed inside of next',
  emits: 'emits something for the sample, or else the laws say nothing',
  order: 'keeps the order when a consumer makes the source emit inside of next',
  completes: 'completes when its source completes',
  early: 'does not end before its source has emitted or ended',
  error: 'passes on the error of its source, the very same',
  anew: 'starts anew when it is subscribed to again after an error',
  later: 'lets an error of a later operator through, and leaves its source',
  unknown: 'passes on events of unknown types as they are, where it emits events',
};

describe('operatorLaws catch, by name,', () => {
  const planted: readonly (readonly [string, () => Operator, readonly string[]])[] = [
    [
      'a hot operator, which subscribes when it is applied',
      () => (source) => {
        const result = new Subject<StreamEvent>();
        source.subscribe(result);
        return result;
      },
      [law.cold, law.once, law.leaves, law.later],
    ],
    ['one that shares its source', () => share(), [law.once]],
    [
      'one that loses its teardown',
      () => (source) =>
        new Observable((subscriber) => {
          source.subscribe({
            next: (value) => subscriber.next(value),
            error: (error: unknown) => subscriber.error(error),
            complete: () => subscriber.complete(),
          });
        }),
      [law.leaves, law.inside, law.takes, law.later],
    ],
    [
      'one that loses a timer',
      () => (source) =>
        new Observable((subscriber) => {
          interval(10).subscribe();
          return source.subscribe(subscriber);
        }),
      [law.timers],
    ],
    ['one that swallows an error', () => catchError(() => of()), [law.error]],
    [
      'one that makes another error of it',
      () =>
        catchError(() => {
          throw new Error('Something else');
        }),
      [law.error],
    ],
    [
      'one that re-orders on re-entrance',
      () => (source) =>
        new Observable((subscriber) =>
          source.subscribe({
            next: (value) => {
              subscriber.next([value, 1]);
              subscriber.next([value, 2]);
            },
            error: (error: unknown) => subscriber.error(error),
            complete: () => subscriber.complete(),
          }),
        ),
      [law.order, law.takes],
    ],
    [
      'one whose subscribers share a state',
      () => {
        let count = 0;
        return map(() => ++count);
      },
      [law.ownState, law.once, law.anew],
    ],
    [
      'one that replays, and never leaves its source',
      () => shareReplay({ bufferSize: 1, refCount: false }),
      [law.ownState, law.once, law.leaves, law.takes, law.inside, law.later],
    ],
    [
      'one that never completes',
      () => (source) =>
        new Observable((subscriber) =>
          source.subscribe({
            next: (value) => subscriber.next(value),
            error: (error: unknown) => subscriber.error(error),
          }),
        ),
      [law.completes, law.takes],
    ],
    ['one that ends at once', () => () => of(1), [law.cold, law.early, law.error]],
    ['one that emits nothing', () => filter(() => false), [law.emits]],
    [
      'one that drops what it does not know',
      () => filter(({ type }: StreamEvent) => type === 'content'),
      [law.unknown],
    ],
    [
      'one that copies what it does not know',
      () => map((event: StreamEvent) => ({ ...event })),
      [law.unknown],
    ],
    [
      'one that reads its whole source before it emits',
      () => (source) =>
        new Observable((subscriber) => {
          const all: StreamEvent[] = [];
          const subscription = source.subscribe({
            next: (value) => {
              all.push(value);
            },
            complete: () => {
              subscriber.next(all);
              subscriber.complete();
            },
          });
          return subscription;
        }),
      [law.error, law.anew],
    ],
  ];

  it.each(planted)('%s', (_, make, laws) => {
    expect([...brokenBy(make)].sort()).toEqual([...laws].sort());
  });
});

describe('operatorLaws accuse none of', () => {
  it.each<[string, () => Operator]>([
    ['map', () => map(({ type }) => type)],
    ['filter', () => filter(() => true)],
    ['scan', () => scan((count) => count + 1, 0)],
    ['tap', () => tap(() => {})],
    ['finalize', () => finalize(() => {})],
    ['delay', () => delay(10)],
    ['debounceTime', () => debounceTime(1)],
    ['observeOn', () => observeOn(asyncScheduler)],
    ['concatMap', () => concatMap((event) => from([event, event].map(({ type }) => type)))],
    ['distinctUntilChanged', () => distinctUntilChanged()],
    ['pairwise', () => pairwise()],
    ['bufferCount', () => bufferCount(2)],
    ['toArray', () => toArray()],
    ['takeUntil', () => takeUntil(NEVER)],
    ['timeout', () => timeout(1000)],
    ['withLatestFrom', () => withLatestFrom(of(1))],
    [
      'a pipe',
      () =>
        pipe(
          map(({ type }: StreamEvent) => type),
          delay(5),
        ),
    ],
  ])('%s', (_, make) => {
    expect(brokenBy(make)).toEqual([]);
  });

  it.each<[string, () => Operator, readonly string[]]>([
    ['mergeMap', () => mergeMap(({ type }) => [`${type} 1`, `${type} 2`]), [law.order]],
    ['switchMap', () => switchMap(({ type }) => [`${type} 1`, `${type} 2`]), [law.order]],
    ['connect', () => connect((shared) => shared), [law.takes]],
  ])('%s, but for what its purpose is', (_, make, laws) => {
    expect(brokenBy(make)).toEqual(laws);
  });
});

describe('the sample of operatorLaws', () => {
  const upper = (): Operator => map((event) => event.type.toUpperCase());

  it.each<OperatorSample>([
    { marbles: 'c-r-(ud|)' },
    { marbles: '-q 10s q#', values: { q: contentEvent('q') } },
  ])('may be %j', (sample) => {
    expect(brokenBy(upper, sample)).toEqual([]);
  });

  it.each<[OperatorSample, string]>(
    [
      [{ marbles: '-q' }, 'the letter q has no value'],
      [{ marbles: '--|' }, 'the sample has no value'],
      [undefined as never, 'x'],
    ].slice(0, 2) as never,
  )('must not be %j', (sample, message) => {
    expect(() => operatorLaws(upper, sample)).toThrow(new RegExp(`^operatorLaws: ${message}`));
  });

  it('must be one', () => {
    expect(() => operatorLaws(upper, null as never)).toThrow(
      'operatorLaws: sample must be an object',
    );
    expect(() => operatorLaws(undefined as never)).toThrow('operatorLaws: make must be a function');
  });
});
