import { readFileSync } from 'node:fs';
import { tables } from './tables.js';

/** The page that lists the whole matrix. */
export const path = 'docs/reliability.md';

const begin = '<!-- rows:begin -->';
const end = '<!-- rows:end -->';

/** The text of the page with its tables written anew from the rows. */
export function page(): string {
  const before = readFileSync(path, 'utf8');
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${path} lacks ${begin} … ${end}`);
  // Aligned cells would be wider than any screen.
  const text = `<!-- prettier-ignore-start -->\n\n${tables()}\n\n<!-- prettier-ignore-end -->`;
  return `${before.slice(0, from + begin.length)}\n${text}\n${before.slice(to)}`;
}
