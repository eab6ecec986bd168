import { readFileSync, writeFileSync } from 'node:fs';

/** Replaces what a page has between `<!-- name:begin -->` and `<!-- name:end -->`. */
export function writeBetween(page, name, text) {
  const [begin, end] = ['begin', 'end'].map((edge) => `<!-- ${name}:${edge} -->`);
  const before = readFileSync(page, 'utf8');
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${page.pathname} lacks ${begin} … ${end}`);
  writeFileSync(page, `${before.slice(0, from + begin.length)}\n\n${text}\n\n${before.slice(to)}`);
}
