import { posix } from 'node:path';
import { elsewhere, notApplicable } from '../elsewhere.js';
import type { Row } from '../row.js';
import { rows } from '../rows/index.js';
import { mergedTitles, outcomeOf, plain } from './words.js';

interface Section {
  readonly letter: string;
  readonly title: string;
  readonly count: number;
}

const sections: readonly Section[] = [
  { letter: 'T', title: 'Transport', count: 28 },
  { letter: 'F', title: 'Framing', count: 20 },
  { letter: 'P', title: 'Payload', count: 16 },
  { letter: 'O', title: 'Order of the protocol', count: 17 },
  { letter: 'H', title: 'HTTP', count: 22 },
  { letter: 'C', title: 'Cancellation and life-cycle', count: 18 },
  { letter: 'R', title: 'Retry and resume', count: 19 },
  { letter: 'L', title: 'Limits', count: 7 },
  { letter: 'S', title: 'Security', count: 12 },
];

const idsOf = ({ letter, count }: Section): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

/** All ids of the matrix. */
export const ids: readonly string[] = sections.flatMap(idsOf);

const forId =
  (id: string) =>
  (entry: { readonly id: string }): boolean =>
    entry.id === id;

/** The last two cells of a line: the outcome, and how it is tested. */
type Verdict = string;

const verdictOf = (row: Row): Verdict => {
  const runtime = { node: 'Node only', browser: 'Chromium only' };
  const tested = row.only
    ? `${runtime[row.only.runtime]}: ${plain(row.only.because)}`
    : 'Node, Chromium';
  return `${outcomeOf(row)} | ${tested}`;
};

const linkTo = (file: string): string =>
  `[${posix.basename(file).replace(/#.*/, '')}](${posix.relative('docs', file)})`;

/** The lines of an id; rows with the same outcome share one. */
const linesOfRows = (id: string): readonly string[] => {
  const titles = new Map<Verdict, readonly string[]>();
  for (const row of rows.filter(forId(id))) {
    const verdict = verdictOf(row);
    titles.set(verdict, [...(titles.get(verdict) ?? []), row.title]);
  }
  return Array.from(titles, ([verdict, some]) => `${plain(mergedTitles(some))} | ${verdict}`);
};

const linesOf = (id: string): readonly string[] => [
  ...linesOfRows(id),
  ...elsewhere
    .filter(forId(id))
    .map(({ title, outcome, how, file }) => `${title} | ${outcome} | ${how}: ${linkTo(file)}`),
  ...notApplicable
    .filter(forId(id))
    .map(({ title, because }) => `${title} | does not apply | ${because}`),
];

const table = (section: Section): string => {
  const lines = idsOf(section).flatMap((id) =>
    linesOf(id).map((line, index) => `| ${index === 0 ? id : ''} | ${line} |`),
  );
  return [
    `### ${section.title}\n`,
    '| id | what happens | outcome | tested |',
    '| --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
};

const summary = (): string => {
  const played = ids.filter((id) => rows.some(forId(id)));
  const others = ids.filter((id) => !played.includes(id) && elsewhere.some(forId(id)));
  return (
    `Of the ${ids.length} ids, ${played.length} are played as ${rows.length} rows, ` +
    `${others.length} are tested in another way, and ${notApplicable.length} do not apply.`
  );
};

/** The tables of the matrix, as Markdown. */
export const tables = (): string => [summary(), ...sections.map(table)].join('\n\n');
