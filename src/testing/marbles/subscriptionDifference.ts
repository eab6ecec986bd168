import { diagram, type DiagramRow, type Mark } from './diagram.js';
import type { SubscriptionTimes } from './notifications.js';

const marksOf = ({ subscribedFrame, unsubscribedFrame }: SubscriptionTimes): readonly Mark[] => [
  { frame: subscribedFrame, symbol: '^' },
  ...(unsubscribedFrame === Infinity
    ? []
    : [{ frame: unsubscribedFrame, symbol: '!', isLast: true }]),
];

const isSame = (a: SubscriptionTimes | undefined, b: SubscriptionTimes | undefined): boolean =>
  a?.subscribedFrame === b?.subscribedFrame && a?.unsubscribedFrame === b?.unsubscribedFrame;

/**
 * Says how the subscriptions to a stream are not the expected ones, each as a diagram. `undefined`
 * for equal ones.
 */
export function subscriptionDifference(
  actual: readonly SubscriptionTimes[],
  expected: readonly SubscriptionTimes[],
  unit: number,
): string | undefined {
  const length = Math.max(actual.length, expected.length);
  let at = 0;
  while (at < length && isSame(actual[at], expected[at])) at++;
  if (at === length) return undefined;

  const rowsOf = (label: string, all: readonly SubscriptionTimes[]): readonly DiagramRow[] =>
    all.length === 0
      ? [{ label, marks: [] }]
      : all.map((each, index) => ({ label: `${label} ${index + 1}`, marks: marksOf(each) }));
  const [got, wanted] = [actual[at], expected[at]];
  const [first, second] =
    got && wanted && got.subscribedFrame === wanted.subscribedFrame
      ? [got.unsubscribedFrame, wanted.unsubscribedFrame]
      : [got?.subscribedFrame, wanted?.subscribedFrame];
  const number = (count: number): string => `${count} subscription${count === 1 ? '' : 's'}`;
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
