import { diagram, type DiagramRow, type Mark } from './diagram.js';
import { firstDifference } from './firstDifference.js';
import type { SubscriptionTimes } from './notifications.js';

const marksOf = ({ subscribedFrame, unsubscribedFrame }: SubscriptionTimes): readonly Mark[] => [
  { frame: subscribedFrame, symbol: '^' },
  ...(unsubscribedFrame === Infinity
    ? []
    : [{ frame: unsubscribedFrame, symbol: '!', isLast: true }]),
];

const isSame = (a: SubscriptionTimes | undefined, b: SubscriptionTimes | undefined): boolean =>
  a?.subscribedFrame === b?.subscribedFrame && a?.unsubscribedFrame === b?.unsubscribedFrame;

const rowsOf = (label: string, all: readonly SubscriptionTimes[]): readonly DiagramRow[] =>
  all.length === 0
    ? [{ label, marks: [] }]
    : all.map((each, index) => ({ label: `${label} ${index + 1}`, marks: marksOf(each) }));

const number = (count: number): string => `${count} subscription${count === 1 ? '' : 's'}`;

/**
 * Says how the subscriptions to a stream are not the expected ones, each as a diagram. `undefined`
 * for equal ones.
 */
export function subscriptionDifference(
  actual: readonly SubscriptionTimes[],
  expected: readonly SubscriptionTimes[],
  unit: number,
): string | undefined {
  const at = firstDifference(actual, expected, isSame);
  if (at === undefined) return undefined;

  const [got, wanted] = [actual[at], expected[at]];
  const [first, second] =
    got && wanted && got.subscribedFrame === wanted.subscribedFrame
      ? [got.unsubscribedFrame, wanted.unsubscribedFrame]
      : [got?.subscribedFrame, wanted?.subscribedFrame];
  return [
    actual.length === expected.length
      ? `Subscription ${at + 1} differs`
      : `Expected ${number(expected.length)}, got ${actual.length}`,
    diagram(
      [...rowsOf('expected', expected), ...rowsOf('actual', actual)],
      Math.min(first ?? Infinity, second ?? Infinity),
      unit,
    ),
    '  ^  subscribed\n  !  unsubscribed',
  ].join('\n\n');
}
