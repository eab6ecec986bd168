// Prints the sizes that test/contract/sizes.json has beside those that are; `--write` puts the latter there.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { markdownTable } from '../table.mjs';
import { measureOwn } from './own.mjs';

const file = new URL('../../test/contract/sizes.json', import.meta.url);

const { values: options } = parseArgs({ options: { write: { type: 'boolean' } } });
const known = JSON.parse(readFileSync(file, 'utf8'));
const sizes = await measureOwn();
const rows = Object.entries(sizes).flatMap(([group, ofGroup]) =>
  Object.entries(ofGroup).map(([name, size]) => {
    const before = known[group]?.[name] ?? 0;
    return [group, name, String(before), String(size), String(size - before)];
  }),
);
console.log(markdownTable([['', 'bytes after gzip', 'before', 'now', 'difference'], ...rows]));
if (options.write) writeFileSync(file, `${JSON.stringify(sizes, null, 2)}\n`);
