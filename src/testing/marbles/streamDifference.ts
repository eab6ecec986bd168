import type { OwnEvent } from '../plays/play.js';
import { isFields } from '../../json/json.js';
import { describeEvent } from './describeEvents.js';
import { describeValue } from './describeValue.js';
import { diagram, type Mark } from './diagram.js';
import { differences, isEqual } from './differences.js';
import { firstDifference } from './firstDifference.js';
import { letters, type Letters } from './letters.js';
import type { Notification } from './notifications.js';

// As many notifications are drawn before and after the first difference.
const DRAWN = 12;
// Characters of a line in the legend.
const MAX_LINE = 160;

const isSame = (actual: Notification | undefined, expected: Notification | undefined): boolean =>
  actual?.frame === expected?.frame &&
  actual?.kind === expected?.kind &&
  isEqual(actual?.value, expected?.value);

const isEvent = (value: unknown): value is OwnEvent =>
  isFields(value) && typeof value['type'] === 'string' && !('asymmetricMatch' in value);

const describe = (value: unknown): string =>
  isEvent(value) ? describeEvent(value) : describeValue(value);

const legendLine = (letter: string, line: string): string =>
  `  ${letter}  ${line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line}`;

const symbolOf = (notification: Notification, known: Letters): string =>
  ({ N: () => known.of(notification), E: () => '#', C: () => '|' })[notification.kind]();

/** The marks around the first difference, and `…` for those that are left out. */
const marksOf = (all: readonly Notification[], at: number, known: Letters): readonly Mark[] => {
  const [from, to] = [Math.max(0, at - DRAWN), at + DRAWN];
  const before = all[from - 1];
  const after = all[to];
  return [
    ...(before ? [{ frame: before.frame, symbol: '…' }] : []),
    ...all.slice(from, to).map((each) => ({
      frame: each.frame,
      symbol: symbolOf(each, known),
      isLast: each.kind !== 'N',
    })),
    ...(after ? [{ frame: after.frame, symbol: '…', isLast: true }] : []),
  ];
};

const nameOf = (notification: Notification, known: Letters): string =>
  ({ N: known.of, E: () => 'an error', C: () => 'the end' })[notification.kind](notification);

/** The first sentence of a failure. */
const headline = (
  got: Notification | undefined,
  wanted: Notification | undefined,
  known: Letters,
): string => {
  const words = (each: Notification | undefined): string =>
    each ? `${nameOf(each, known)} at ${each.frame} ms` : 'nothing';
  return got && wanted && got.frame === wanted.frame
    ? `At ${got.frame} ms: expected ${nameOf(wanted, known)}, got ${nameOf(got, known)}`
    : `Expected ${words(wanted)}, got ${words(got)}`;
};

/** How the fields of two notifications of one time differ; the legend has values without fields. */
const fieldLines = (actual: Notification, expected: Notification): readonly string[] =>
  actual.kind === expected.kind && actual.frame === expected.frame
    ? differences(actual.value, expected.value)
        .filter(({ path }) => path !== '')
        .map(
          ({ path, ...values }) => `  ${path}: expected ${values.expected}, got ${values.actual}`,
        )
    : [];

/**
 * Says where a stream is not the expected one: the first difference, both as marble diagrams, and
 * what the letters mean. `undefined` for equal streams.
 */
export function streamDifference(
  actual: readonly Notification[],
  expected: readonly Notification[],
  unit: number,
): string | undefined {
  const at = firstDifference(actual, expected, isSame);
  if (at === undefined) return undefined;

  const known = letters(expected);
  const rows = [
    { label: 'expected', marks: marksOf(expected, at, known) },
    { label: 'actual', marks: marksOf(actual, at, known) },
  ];
  const [got, wanted] = [actual[at], expected[at]];
  const frame = Math.min(got?.frame ?? Infinity, wanted?.frame ?? Infinity);
  const legend = [
    ...known.all().map(({ letter, value }) => legendLine(letter, describe(value))),
    ...(wanted?.kind === 'E' ? [legendLine('#', `expected ${describe(wanted.value)}`)] : []),
    ...(got?.kind === 'E' ? [legendLine('#', `got ${describe(got.value)}`)] : []),
  ];
  const fields = got && wanted ? fieldLines(got, wanted) : [];
  return [
    headline(got, wanted, known),
    diagram(rows, frame, unit),
    legend.join('\n'),
    fields.join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
