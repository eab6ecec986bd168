import type { Line } from './diagram.js';
import { wordsOf } from './words.js';

/** The legend of each row, e.g. `a "Hel", d done`. A row leaves out what a row above explains. */
export function legendsOf(lines: readonly Line[]): readonly string[] {
  const explained = new Set<string>();
  return lines.map(({ notifications }) => {
    const entries = notifications
      .filter(({ kind }) => kind !== 'complete')
      .map(({ letter, value }) => [letter, ...wordsOf(value).parts].join(' '));
    const added = [...new Set(entries)].filter((entry) => !explained.has(entry));
    for (const entry of added) explained.add(entry);
    return added.join(', ');
  });
}
