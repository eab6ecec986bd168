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
import { contentEvent, type StreamEvent } from '../../src/events.js';

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

/**
 * The laws that every operator keeps, whatever else it does. `sample` is a run of events that makes
 * it emit at least once, and that it can be given again.
 */
export function operatorLaws(
  name: string,
  make: () => EventOperator,
  sample: readonly StreamEvent[] = [contentEvent('a'), contentEvent('b')],
): void {
  describe(`${name} keeps the laws:`, () => {
    it('does nothing until it is subscribed to', () => {
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

    it('subscribes to the source once per subscriber, with a state of its own', () => {
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

    it('keeps the states of simultaneous subscribers apart', () => {
      const source = new Subject<StreamEvent>();
      const result = make()(source);
      const seen: [unknown[], unknown[]] = [[], []];
      const subscriptions = seen.map((values) => result.subscribe((value) => values.push(value)));
      for (const event of sample) source.next(event);
      expect(seen[0]).not.toEqual([]);
      expect(seen[1]).toEqual(seen[0]);
      for (const subscription of subscriptions) subscription.unsubscribe();
    });

    it('tears the source down when it is unsubscribed', () => {
      const source = new Subject<StreamEvent>();
      const subscription = make()(source).subscribe();
      expect(source.observed).toBe(true);
      subscription.unsubscribe();
      expect(source.observed).toBe(false);
    });

    it.each([1, 2])('stops a synchronous source that never ends on take(%d)', (count) => {
      let produced = 0;
      const endless = new Observable<StreamEvent>((subscriber: Subscriber<StreamEvent>) => {
        while (!subscriber.closed && produced < 1000) {
          subscriber.next(sample[produced++ % sample.length]!);
        }
      });
      notified(make()(endless).pipe(take(count)));
      expect(produced).toBeLessThanOrEqual(count * sample.length);
    });

    it('completes when an empty source completes', () => {
      expect(notified(make()(EMPTY)).end).toBe('complete');
    });

    it('passes on the error of the source unchanged', () => {
      const error = new Error('boom');
      expect(notified(make()(throwError(() => error)))).toMatchObject({ end: 'error' });
      expect(notified(make()(throwError(() => error))).error).toBe(error);
    });

    it('does not end while the source has not ended', () => {
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

    it('turns what a later operator throws into an error', () => {
      const error = new Error('boom');
      const result = make()(of(...sample)).pipe(
        tap(() => {
          throw error;
        }),
      );
      expect(notified(result)).toEqual({ values: [], end: 'error', error });
    });

    it('lets the source emit inside next, and unsubscribes inside next', () => {
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
  });
}

/** The law of operators that emit events: events of unknown types are passed on unchanged. */
export function passesUnknownEvents(name: string, make: () => EventOperator): void {
  it(`${name} passes on events of unknown types unchanged`, () => {
    const citation = { type: 'citation', data: { url: 'https://a.example' } };
    // Not in the union, which is the point.
    const wider = of(citation) as unknown as Observable<StreamEvent>;
    const { values } = notified(make()(wider));
    expect(values).toHaveLength(1);
    expect(values[0]).toBe(citation);
  });
}
