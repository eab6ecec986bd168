// Measures the sizes of the imports and prints them beside those of test/contract/sizes.json;
// `--write` puts them there.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { markdownTable } from '../report/markdownTable.mjs';
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
