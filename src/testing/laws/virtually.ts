import type { Observable } from 'rxjs';
import { type RunHelpers, TestScheduler } from 'rxjs/testing';
import { describeValue } from '../marbles/describeValue.js';
import { type TimelineEntry, timeline } from '../marbles/timeline.js';

/** What an Observable has notified, and when. */
export type Observed = readonly TimelineEntry<unknown>[];

/** What a law works with in virtual time. */
export interface VirtualTime extends RunHelpers {
  readonly scheduler: TestScheduler;
  /** Subscribes when time starts; the list fills as it runs. */
  readonly observe: (source: Observable<unknown>) => Observed;
}

// In ms. A timer that never stops would keep virtual time running for ever.
const LONGEST = 100_000;

/** Runs a law in virtual time. */
export function virtually(run: (time: VirtualTime) => void): void {
  const scheduler = new TestScheduler(() => {});
  scheduler.run((helpers) => {
    scheduler.maxFrames = LONGEST;
    run({ ...helpers, scheduler, observe: (source) => timeline(scheduler, source) });
  });
}

/** The values without their times. */
export const valuesIn = (all: Observed): readonly unknown[] =>
  all.flatMap((entry) => ('value' in entry ? [entry.value] : []));

/** How it ended; `undefined` if it has not. */
export const endOf = (all: Observed): 'complete' | 'error' | undefined => {
  const last = all.at(-1);
  return last && 'end' in last ? last.end : undefined;
};

/** Values, for a sentence. */
export const inWords = (values: readonly unknown[]): string =>
  values.length === 0 ? 'nothing' : values.map((value) => describeValue(value)).join(', ');
