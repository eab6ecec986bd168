import { concat, defer, EMPTY, NEVER, type Observable, of, Subject, tap, throwError } from 'rxjs';
import { isFields } from '../../json/json.js';
import { isEqual } from '../marbles/differences.js';
import { demand, type Law } from './law.js';
import { type Tested, watched } from './tested.js';
import { endOf, inWords, type Observed, valuesIn, virtually } from './virtually.js';

// As many attempts of a source fail: an operator that tries again must come to an end.
const FAILURES = 5;

const isEvent = (value: unknown): boolean => isFields(value) && typeof value['type'] === 'string';

/** What comes of a source in virtual time. */
const played = <I>({ make }: Tested<I>, source: Observable<I>): Observed => {
  let all: Observed = [];
  virtually((time) => {
    all = time.observe(make()(source));
  });
  return all;
};

/** The laws of what an operator emits, and how it ends. */
export const notificationLaws = <I>(tested: Tested<I>): readonly Law[] => {
  const { make, sample } = tested;

  /** The values of a source that emits one after the other; `inside` as many in the first `next`. */
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
      name: 'passes on the error of its source, the very same',
      run: () => {
        for (const before of [EMPTY, sample.atOnce]) {
          const failure = new Error('The source of the law has failed');
          let failures = 0;
          const failing = defer(() =>
            ++failures > FAILURES
              ? NEVER
              : concat(
                  before,
                  throwError(() => failure),
                ),
          );
          const last = played(tested, failing).at(-1);
          demand(
            last !== undefined && 'error' in last && last.error === failure,
            () => `It ended with ${last && 'end' in last ? last.end : 'nothing'}, not that error`,
          );
        }
      },
    },
    {
      name: 'starts anew when it is subscribed to again after an error',
      run: () => {
        let attempts = 0;
        const source = defer(() =>
          ++attempts === 1
            ? concat(
                sample.atOnce,
                throwError(() => new Error('The first attempt has failed')),
              )
            : sample.atOnce,
        );
        virtually((time) => {
          const result = make()(source);
          time.observe(result);
          time.flush();
          const again = time.observe(result);
          const fresh = time.observe(make()(sample.atOnce));
          time.flush();
          const [found, expected] = [valuesIn(again), valuesIn(fresh)];
          demand(
            isEqual(found, expected),
            () => `It emitted ${inWords(found)} instead of ${inWords(expected)}`,
          );
        });
      },
    },
    {
      name: 'lets an error of a later operator through, and leaves its source',
      run: () =>
        virtually((time) => {
          const failure = new Error('A later operator has failed');
          const source = watched(sample.open(time));
          const all = time.observe(
            make()(source).pipe(
              tap(() => {
                throw failure;
              }),
            ),
          );
          time.flush();
          const last = all.at(-1);
          // It may emit only at the end of its source, which does not come here.
          if (last === undefined) return;
          demand('error' in last && last.error === failure, () => 'That error did not arrive');
          demand(source.active() === 0, () => 'It kept its source');
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
