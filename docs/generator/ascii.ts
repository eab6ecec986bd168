import { callOf, type Diagram, type Line, linesOf } from './diagram.js';
import { wordsOf } from './words.js';

/** What the letters of a row stand for, those aside that a row above has told. */
const legend = ({ signs }: Line, told: Set<string>): string => {
  const entries = signs
    .filter(({ kind }) => kind !== 'complete')
    .map(({ letter, value }) => [letter, ...wordsOf(value).parts].join(' '));
  const news = [...new Set(entries)].filter((entry) => !told.has(entry));
  for (const entry of news) told.add(entry);
  return news.join(', ');
};

/** Draws a diagram as text: the rows as the test runs them, the call between them, and a legend. */
export function ascii(diagram: Diagram): string {
  const lines = linesOf(diagram);
  const labels = Math.max(...lines.map(({ label }) => label.length)) + 2;
  const marbles = Math.max(...lines.map(({ marble }) => marble.length)) + 4;
  const told = new Set<string>();
  const rows = lines.map((line) =>
    (line.label.padEnd(labels) + line.marble.padEnd(marbles) + legend(line, told)).trimEnd(),
  );
  return [
    ...(diagram.about === undefined ? [] : [`${diagram.about}:`]),
    ...rows.slice(0, -1),
    ' '.repeat(labels) + callOf(diagram),
    ...rows.slice(-1),
  ].join('\n');
}
