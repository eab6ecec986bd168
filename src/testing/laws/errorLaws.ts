import { concat, defer, EMPTY, NEVER, tap, throwError } from 'rxjs';
import { isEqual } from '../marbles/differences.js';
import { demand, type Law } from './law.js';
import { played, type Tested, watched } from './tested.js';
import { inWords, valuesIn, virtually } from './virtually.js';

// As many attempts of a source fail: an operator that tries again must come to an end.
const FAILURES = 5;

/** The laws of what an operator does with errors. */
export const errorLaws = <I>(tested: Tested<I>): readonly Law[] => {
  const { make, sample } = tested;

  return [
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
  ];
};
