import { concat, NEVER, Observable, Subject, Subscription, take } from 'rxjs';
import { isEqual } from '../marbles/differences.js';
import { demand, type Law } from './law.js';
import { type Tested, watched } from './tested.js';
import { inWords, valuesIn, virtually } from './virtually.js';

// As many values of a source that never ends show that it is not left.
const ENDLESS = 1000;

/** Whether values come in the same turn as those of the source. */
const emitsAtOnce = <I>({ make, sample }: Tested<I>): boolean => {
  let emits = false;
  make()(concat(sample.atOnce, NEVER))
    .subscribe(() => {
      emits = true;
    })
    .unsubscribe();
  return emits;
};

/** The laws of when an operator comes to its source and when it leaves. */
export const subscriptionLaws = <I>(tested: Tested<I>): readonly Law[] => {
  const { make, sample } = tested;

  /** Leaves the operator at a moment; returns what is left behind. */
  const leftAt = (moment: number): { readonly sources: number; readonly timers: number } => {
    const left = { sources: 0, timers: 0 };
    virtually((time) => {
      const source = watched(sample.open(time));
      const subscription = make()(source).subscribe();
      time.scheduler.schedule(() => {
        subscription.unsubscribe();
        left.sources = source.active();
        left.timers = time.scheduler.actions.length;
        // They might keep time running for ever.
        time.scheduler.actions.length = 0;
      }, moment);
    });
    return left;
  };
  const moments = [...new Set([0, ...sample.times, Math.max(...sample.times) + 1])];

  return [
    {
      name: 'subscribes to its source when it is subscribed to, and not before',
      run: () =>
        virtually((time) => {
          const source = watched(sample.timed(time));
          const result = make()(source);
          demand(source.count() === 0, () => 'It subscribed before anyone subscribed to it');
          time.observe(result);
          time.flush();
          demand(source.count() > 0, () => 'It never subscribed to its source');
        }),
    },
    {
      name: 'gives each subscriber a state of its own',
      run: () =>
        virtually((time) => {
          const result = make()(sample.atOnce);
          const first = time.observe(result);
          time.flush();
          const second = time.observe(result);
          time.flush();
          const [before, after] = [valuesIn(first), valuesIn(second)];
          demand(
            isEqual(after, before),
            () => `The second subscriber got ${inWords(after)}, the first ${inWords(before)}`,
          );
        }),
    },
    {
      name: 'subscribes once for each of two subscribers at the same time',
      run: () =>
        virtually((time) => {
          const alone = watched(sample.timed(time));
          time.observe(make()(alone));
          const shared = watched(sample.timed(time));
          const result = make()(shared);
          const both = [time.observe(result), time.observe(result)];
          time.flush();
          demand(
            shared.count() === 2 * alone.count(),
            () =>
              `It subscribed ${shared.count()} times for two subscribers, and ${alone.count()} ` +
              'times for one',
          );
          const [first = [], second = []] = both.map(valuesIn);
          demand(
            isEqual(second, first),
            () => `One subscriber got ${inWords(first)}, the other ${inWords(second)}`,
          );
        }),
    },
    {
      name: 'unsubscribes from its source when it is unsubscribed',
      run: () => {
        const at = moments.find((moment) => leftAt(moment).sources > 0);
        demand(at === undefined, () => `Unsubscribed at ${at} ms, it kept its source`);
      },
    },
    {
      name: 'cancels its timers when it is unsubscribed',
      run: () => {
        const at = moments.find((moment) => {
          const { sources, timers } = leftAt(moment);
          return sources === 0 && timers > 0;
        });
        demand(at === undefined, () => `Unsubscribed at ${at} ms, it kept a timer`);
      },
    },
    {
      name: 'leaves a synchronous source as soon as enough is taken',
      run: () =>
        virtually(() => {
          // Where it emits later, it cannot know yet that enough is taken.
          if (!emitsAtOnce(tested)) return;
          const { values } = sample;
          for (const count of [1, 2]) {
            let produced = 0;
            const endless = new Observable<I>((subscriber) => {
              while (!subscriber.closed && produced < ENDLESS) {
                // The place is within the list.
                subscriber.next(values[produced++ % values.length] as I);
              }
            });
            make()(endless).pipe(take(count)).subscribe().unsubscribe();
            demand(
              produced <= count * values.length,
              () => `take(${count}) had enough, and the source went on for ${produced} values`,
            );
          }
        }),
    },
    {
      name: 'leaves its source when it is unsubscribed inside of next',
      run: () =>
        virtually(() => {
          if (!emitsAtOnce(tested)) return;
          const source = new Subject<I>();
          let after = 0;
          const subscription = new Subscription();
          const leave = (): void => {
            if (subscription.closed) after++;
            subscription.unsubscribe();
          };
          subscription.add(make()(source).subscribe(leave));
          for (const value of sample.values) source.next(value);
          demand(!source.observed, () => 'It kept its source');
          demand(after === 0, () => `It emitted ${after} more values`);
        }),
    },
  ];
};
