import { callOf, type Diagram, linesOf } from './diagram.js';
import { legendsOf } from './legend.js';

/** Draws a diagram as text: the rows as the test runs them, the operator call and a legend. */
export function ascii(diagram: Diagram): string {
  const lines = linesOf(diagram);
  const legends = legendsOf(lines);
  const labelWidth = Math.max(...lines.map(({ label }) => label.length)) + 2;
  const marbleWidth = Math.max(...lines.map(({ marble }) => marble.length)) + 4;
  const rows = lines.map(({ label, marble }, index) =>
    (label.padEnd(labelWidth) + marble.padEnd(marbleWidth) + legends[index]).trimEnd(),
  );
  return [
    ...(diagram.about === undefined ? [] : [`${diagram.about}:`]),
    ...rows.slice(0, -1),
    ' '.repeat(labelWidth) + callOf(diagram),
    ...rows.slice(-1),
  ].join('\n');
}
