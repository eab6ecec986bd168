import type { Observable } from 'rxjs';

/** All that an Observable has notified. */
export interface Collected<T> {
  readonly values: readonly T[];
  /** The error, if it errored. */
  readonly error?: unknown;
}

/**
 * Subscribes, and resolves with everything notified once the Observable has ended, whichever way.
 */
export function collect<T>(source: Observable<T>): Promise<Collected<T>> {
  return new Promise((resolve) => {
    const values: T[] = [];
    source.subscribe({
      next: (value) => values.push(value),
      error: (error: unknown) => resolve({ values, error }),
      complete: () => resolve({ values }),
    });
  });
}
