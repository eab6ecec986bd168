import { EMPTY, NEVER, of, Subject } from 'rxjs';
import { isFields } from '../../json/json.js';
import { isEqual } from '../marbles/differences.js';
import { demand, type Law } from './law.js';
import { played, type Tested } from './tested.js';
import { endOf, inWords, valuesIn, virtually } from './virtually.js';

const isEvent = (value: unknown): boolean => isFields(value) && typeof value['type'] === 'string';

/** The laws of what an operator emits, and how it ends. */
export const notificationLaws = <I>(tested: Tested<I>): readonly Law[] => {
  const { make, sample } = tested;

  /** The values of a source that emits one after the other, or all inside of the first `next`. */
  const pumped = (isReentrant: boolean): readonly unknown[] => {
    const values: unknown[] = [];
    virtually(({ scheduler }) => {
      const source = new Subject<I>();
      let next = 0;
      const pump = (): void => {
        while (next < sample.values.length) {
          // The place is within the list.
          source.next(sample.values[next++] as I);
        }
      };
      make()(source).subscribe((value) => {
        values.push(value);
        // An operator may emit before it subscribes.
        if (isReentrant && source.observed) pump();
      });
      scheduler.schedule(() => {
        pump();
        source.complete();
      });
    });
    return values;
  };

  return [
    {
      name: 'emits something for the sample, or else the laws say nothing',
      run: () =>
        virtually((time) => {
          const all = time.observe(make()(sample.timed(time)));
          time.flush();
          demand(valuesIn(all).length > 0, () => 'It emitted nothing; give another sample');
        }),
    },
    {
      name: 'keeps the order when a consumer makes the source emit inside of next',
      run: () => {
        const [expected, found] = [pumped(false), pumped(true)];
        demand(
          isEqual(found, expected),
          () => `It emitted ${inWords(found)} instead of ${inWords(expected)}`,
        );
      },
    },
    {
      name: 'completes when its source completes',
      run: () => {
        for (const source of [EMPTY, sample.atOnce]) {
          const end = endOf(played(tested, source));
          demand(end === 'complete', () => `It ${end === 'error' ? 'errored' : 'never ended'}`);
        }
      },
    },
    {
      name: 'does not end before its source has emitted or ended',
      run: () =>
        virtually(() => {
          let end: string | undefined;
          const ended = (how: string) => (): void => {
            end = how;
          };
          make()(NEVER)
            .subscribe({ complete: ended('completed'), error: ended('errored') })
            .unsubscribe();
          demand(end === undefined, () => `It ${end}`);
        }),
    },
    {
      name: 'passes on events of unknown types as they are, where it emits events',
      run: () => {
        const emitted = valuesIn(played(tested, sample.atOnce));
        if (emitted.length === 0 || !emitted.every(isEvent)) return;
        const unknown = { type: 'citation', data: { url: 'https://a.example' } };
        // It takes events, and this is one of an app.
        const found = valuesIn(played(tested, of(unknown as I)));
        demand(
          found.length === 1 && found[0] === unknown,
          () => `For ${inWords([unknown])} it emitted ${inWords(found)}`,
        );
      },
    },
  ];
};
