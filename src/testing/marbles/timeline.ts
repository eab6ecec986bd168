import type { Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';

/** One notification of a stream, and when it came, in ms of virtual time. */
export type TimelineEntry<T> =
  | { readonly at: number; readonly value: T }
  | { readonly at: number; readonly end: 'complete' }
  | { readonly at: number; readonly end: 'error'; readonly error: unknown };

/** Subscribes when the scheduler starts, and returns a list that fills as it runs. */
export function timeline<T>(
  scheduler: TestScheduler,
  source: Observable<T>,
): readonly TimelineEntry<T>[] {
  const entries: TimelineEntry<T>[] = [];
  scheduler.schedule(() => {
    source.subscribe({
      next: (value) => entries.push({ at: scheduler.now(), value }),
      error: (error: unknown) => entries.push({ at: scheduler.now(), end: 'error', error }),
      complete: () => entries.push({ at: scheduler.now(), end: 'complete' }),
    });
  });
  return entries;
}
