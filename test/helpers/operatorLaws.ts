import { describe, expect, it } from '@jest/globals';
import {
  EMPTY,
  NEVER,
  Observable,
  of,
  Subject,
  type Subscriber,
  take,
  tap,
  throwError,
} from 'rxjs';
import { contentEvent } from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';

/** An operator that takes events. */
export type EventOperator = (source: Observable<StreamEvent>) => Observable<unknown>;

interface Notified {
  readonly values: unknown[];
  end: 'complete' | 'error' | 'none';
  error?: unknown;
}

const notified = (source: Observable<unknown>): Notified => {
  const seen: Notified = { values: [], end: 'none' };
  source
    .subscribe({
      next: (value) => seen.values.push(value),
      error: (error: unknown) => Object.assign(seen, { end: 'error', error }),
      complete: () => (seen.end = 'complete'),
    })
    .unsubscribe();
  return seen;
};

/** Whether all that an operator emits for `sample` are events, by their `type`. */
const emitsEvents = (make: () => EventOperator, sample: readonly StreamEvent[]): boolean =>
  notified(make()(of(...sample))).values.every(
    (value) => typeof value === 'object' && value !== null && 'type' in value,
  );

/**
 * Tests the laws that every operator keeps, whatever else it does. `sample` is a run of events that
 * makes the operator emit at least once, and that it can be given again.
 */
export function operatorLaws(
  name: string,
  make: () => EventOperator,
  sample: readonly StreamEvent[] = [contentEvent('a'), contentEvent('b')],
): void {
  describe(`${name} keeps the laws:`, () => {
    it('subscribes to nothing before it is subscribed to', () => {
      let subscriptions = 0;
      const result = make()(
        new Observable(() => {
          subscriptions++;
        }),
      );
      expect(subscriptions).toBe(0);
      result.subscribe().unsubscribe();
      expect(subscriptions).toBe(1);
    });

    it('subscribes once per subscriber, each with a state of its own', () => {
      let subscriptions = 0;
      const result = make()(
        new Observable((subscriber) => {
          subscriptions++;
          for (const event of sample) subscriber.next(event);
          subscriber.complete();
        }),
      );
      const first = notified(result);
      expect(first.values).not.toEqual([]);
      expect(notified(result)).toEqual(first);
      expect(subscriptions).toBe(2);
    });

    it('keeps the states of two subscribers at the same time apart', () => {
      const source = new Subject<StreamEvent>();
      const result = make()(source);
      const seen: [unknown[], unknown[]] = [[], []];
      const subscriptions = seen.map((values) => result.subscribe((value) => values.push(value)));
      for (const event of sample) source.next(event);
      expect(seen[0]).not.toEqual([]);
      expect(seen[1]).toEqual(seen[0]);
      for (const subscription of subscriptions) subscription.unsubscribe();
    });

    it('unsubscribes from the source when it is unsubscribed', () => {
      const source = new Subject<StreamEvent>();
      const subscription = make()(source).subscribe();
      expect(source.observed).toBe(true);
      subscription.unsubscribe();
      expect(source.observed).toBe(false);
    });

    it.each([1, 2])('stops an endless synchronous source when take(%d) has enough', (count) => {
      let produced = 0;
      const endless = new Observable<StreamEvent>((subscriber: Subscriber<StreamEvent>) => {
        while (!subscriber.closed && produced < 1000) {
          subscriber.next(sample[produced++ % sample.length]!);
        }
      });
      notified(make()(endless).pipe(take(count)));
      expect(produced).toBeLessThanOrEqual(count * sample.length);
    });

    it('completes when the source is empty', () => {
      expect(notified(make()(EMPTY)).end).toBe('complete');
    });

    it('passes the very error of the source on', () => {
      const error = new Error('boom');
      expect(notified(make()(throwError(() => error)))).toMatchObject({ end: 'error' });
      expect(notified(make()(throwError(() => error))).error).toBe(error);
    });

    it('does not end while the source does not', () => {
      expect(notified(make()(NEVER)).end).toBe('none');
    });

    it('starts with a fresh state when it is subscribed to again after an error', () => {
      let attempt = 0;
      const result = make()(
        new Observable((subscriber) => {
          for (const event of sample) subscriber.next(event);
          if (++attempt === 1) subscriber.error(new Error('boom'));
          else subscriber.complete();
        }),
      );
      const failed = notified(result);
      expect(failed.end).toBe('error');
      const again = notified(result);
      expect(again.end).toBe('complete');
      expect(again).toEqual(notified(make()(of(...sample))));
    });

    it('turns what a later operator throws into an error notification', () => {
      const error = new Error('boom');
      const result = make()(of(...sample)).pipe(
        tap(() => {
          throw error;
        }),
      );
      expect(notified(result)).toEqual({ values: [], end: 'error', error });
    });

    it('survives a consumer that makes the source emit, or unsubscribes, inside next', () => {
      const source = new Subject<StreamEvent>();
      const result = make()(source);
      let left = 1;
      const values: unknown[] = [];
      const subscription = result.subscribe((value) => {
        values.push(value);
        if (left-- > 0) for (const event of sample) source.next(event);
        else subscription.unsubscribe();
      });
      for (const event of sample) source.next(event);
      expect(values.length).toBeGreaterThan(1);
      expect(source.observed).toBe(false);
    });

    if (emitsEvents(make, sample)) {
      it('passes events of unknown types on as they are', () => {
        const citation = { type: 'citation', data: { url: 'https://a.example' } };
        // Not in the union, which is the point.
        const wider = of(citation) as unknown as Observable<StreamEvent>;
        const { values } = notified(make()(wider));
        expect(values).toHaveLength(1);
        expect(values[0]).toBe(citation);
      });
    }
  });
}
