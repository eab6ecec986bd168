import { Observable, type OperatorFunction } from 'rxjs';
import type { SampleSources } from './operatorSample.js';
import { type Observed, virtually } from './virtually.js';

/** The operator that laws are about, and what is played to it. */
export interface Tested<I> {
  readonly make: () => OperatorFunction<I, unknown>;
  readonly sample: SampleSources<I>;
}

/** A source that counts its subscriptions, in all and now. */
export interface Watched<T> extends Observable<T> {
  readonly count: () => number;
  readonly active: () => number;
}

export function watched<T>(source: Observable<T>): Watched<T> {
  let count = 0;
  let active = 0;
  const result = new Observable<T>((subscriber) => {
    count++;
    active++;
    subscriber.add(() => active--);
    return source.subscribe(subscriber);
  });
  return Object.assign(result, { count: () => count, active: () => active });
}

/** What comes of a source in virtual time. */
export const played = <I>({ make }: Tested<I>, source: Observable<I>): Observed => {
  let all: Observed = [];
  virtually((time) => {
    all = time.observe(make()(source));
  });
  return all;
};
