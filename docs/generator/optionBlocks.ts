import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { readMembers } from './members.js';
import { optionTable } from './optionTable.js';

/** The hand-written pages with generated tables of options. */
const pages: readonly string[] = ['docs/call.md', 'docs/protocols.md'];

// `<!-- options: src/config.ts StreamingChatConfig -->`, the table, `<!-- end -->`
const block = /(<!-- options: (\S+) (\w+) -->\n)[^]*?(<!-- end -->)/g;

const tableOf = (file: string, name: string): string =>
  optionTable(readMembers(file, readFileSync(file, 'utf8'), name)).replace(
    /\{@link (\w+)\}/g,
    '`$1`',
  );

const withTables = async (page: string): Promise<readonly [string, string]> => {
  const text = readFileSync(page, 'utf8').replace(
    block,
    (_, begin: string, file: string, name: string, end: string) =>
      `${begin}\n${tableOf(file, name)}\n\n${end}`,
  );
  return [page, await format(text, { ...(await resolveConfig(page)), parser: 'markdown' })];
};

/** Writes the tables of options from the interfaces: the path of each page, and its text. */
export async function fillOptionBlocks(): Promise<ReadonlyMap<string, string>> {
  return new Map(await Promise.all(pages.map(withTables)));
}
