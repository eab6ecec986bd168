import type { OperatorFunction } from 'rxjs';
import { contentEvent } from '../../eventConstructors.js';
import { aFunction, anObject, assertOptions } from '../../validation.js';
import { errorLaws } from './errorLaws.js';
import type { Law } from './law.js';
import { notificationLaws } from './notificationLaws.js';
import { type OperatorSample, sampleSources } from './operatorSample.js';
import { subscriptionLaws } from './subscriptionLaws.js';

const twoDeltas: OperatorSample = {
  marbles: '-a-b-',
  values: { a: /*#__PURE__*/ contentEvent('a'), b: /*#__PURE__*/ contentEvent('b') },
};

/**
 * The laws that every operator of this package keeps, whatever else it does, for one of your own:
 * when it subscribes, that it leaves, what it does with ends and errors, with two subscribers, and
 * when its consumer makes the source emit.
 *
 * Operators with another purpose break some of them knowingly: `share` has one subscription for all
 * subscribers, `catchError` handles errors, `mergeMap` and `switchMap` have no order of their own.
 * Leave these laws out by their name.
 *
 * @param make makes the operator, with its options; it is called for each law
 * @param sample what makes it emit. @defaultValue two content events
 * @returns laws, each with a name for the title of a test
 * @throws TypeError for a letter of the sample without a value
 *
 * @example
 * ```ts
 * import { map, pipe, share } from 'rxjs';
 * import { type ContentEvent } from 'rxjs-chat-stream';
 * import { operatorLaws } from 'rxjs-chat-stream/testing';
 *
 * const shout = () => pipe(map((event: ContentEvent) => event.text.toUpperCase()), share());
 * const broken = operatorLaws(shout).filter(({ run }) => {
 *   try {
 *     return run();
 *   } catch {
 *     return true;
 *   }
 * });
 * broken.map(({ name }) => name);
 * // => ['subscribes once for each of two subscribers at the same time']
 * ```
 */
export function operatorLaws<I, O>(
  make: () => OperatorFunction<I, O>,
  sample: OperatorSample = twoDeltas,
): readonly Law[] {
  assertOptions('operatorLaws', { make, sample }, { make: aFunction, sample: anObject });
  const tested = { make, sample: sampleSources<I>(sample) };
  return [...subscriptionLaws(tested), ...notificationLaws(tested), ...errorLaws(tested)];
}
