import { TestScheduler } from 'rxjs/testing';
import { differences } from './differences.js';
import { notificationsOf, subscriptionsOf, withoutLetters } from './notifications.js';
import { streamDifference } from './streamDifference.js';
import { subscriptionDifference } from './subscriptionDifference.js';

/** Compares two values as a test runner does: it throws, or notes a failure of the test. */
export type Assert = (actual: unknown, expected: unknown) => void;

const valueDifference = (actual: unknown, expected: unknown): string | undefined => {
  const found = differences(actual, expected);
  const lines = found.map(
    ({ path, ...values }) =>
      `  ${path || 'value'}: expected ${values.expected}, got ${values.actual}`,
  );
  return found.length === 0 ? undefined : ['The values differ', lines.join('\n')].join('\n\n');
};

const differenceOf = (actual: unknown, expected: unknown): string | undefined => {
  const unit = TestScheduler.frameTimeFactor;
  const streams = [notificationsOf(actual), notificationsOf(expected)] as const;
  if (streams[0] && streams[1]) return streamDifference(streams[0], streams[1], unit);
  const subscriptions = [subscriptionsOf(actual), subscriptionsOf(expected)] as const;
  return subscriptions[0] && subscriptions[1]
    ? subscriptionDifference(subscriptions[0], subscriptions[1], unit)
    : valueDifference(actual, expected);
};

/**
 * Makes the assertion of a `TestScheduler` whose failures can be read: both streams as marble
 * diagrams, one above the other, and what the letters mean. Errors are equal only if their class,
 * message, cause and all fields are. Expected values may have matchers, such as
 * `expect.any(String)`.
 *
 * @param assert that of your test runner. It is asked where the kit finds no difference, so that
 *   the runner counts an assertion
 * @returns a function for `new TestScheduler(…)`. It throws an Error with the diagrams
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from 'node:assert';
 * import { TestScheduler } from 'rxjs/testing';
 * import { marbleAssert } from 'rxjs-chat-stream/testing';
 *
 * const scheduler = new TestScheduler(marbleAssert(deepStrictEqual));
 * let failure = '';
 * try {
 *   scheduler.run(({ cold, expectObservable }) => {
 *     expectObservable(cold('-a-b|')).toBe('-a--b|');
 *   });
 * } catch (error) {
 *   failure = String(error);
 * }
 * failure.split('\n').slice(0, 4);
 * // => ['Error: Expected b at 4 ms, got b at 3 ms', '', '  expected  -a--b|', '  actual    -a-b|']
 * ```
 */
export const marbleAssert =
  (assert: Assert): Assert =>
  (actual, expected) => {
    const difference = differenceOf(actual, expected);
    if (difference !== undefined) throw new Error(difference);
    assert(withoutLetters(actual), withoutLetters(expected));
  };
