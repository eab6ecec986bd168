import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { readMembers } from './members.js';
import { optionTable } from './optionTable.js';

/** The hand-written pages with generated blocks. */
const pages: readonly string[] = ['docs/call.md', 'docs/own-protocol.md', 'docs/protocols.md'];

// `<!-- options: src/config.ts StreamingChatConfig -->`, the table, `<!-- end -->`
const options = /(<!-- options: (\S+) (\w+) -->\n)[^]*?(<!-- end -->)/g;

// `<!-- file: examples/a.ts -->`, the code, `<!-- end -->`
const file = /(<!-- file: (\S+) -->\n)[^]*?(<!-- end -->)/g;

const tableOf = (path: string, name: string): string =>
  optionTable(readMembers(path, readFileSync(path, 'utf8'), name)).replace(
    /\{@link (\w+)\}/g,
    '`$1`',
  );

// Not ```ts, since the tests run such fences as programs.
const codeOf = (path: string): string =>
  `\`\`\`typescript\n${readFileSync(path, 'utf8').trimEnd()}\n\`\`\``;

const filled = async (page: string): Promise<readonly [string, string]> => {
  const text = readFileSync(page, 'utf8')
    .replace(
      options,
      (_, begin: string, path: string, name: string, end: string) =>
        `${begin}\n${tableOf(path, name)}\n\n${end}`,
    )
    .replace(
      file,
      (_, begin: string, path: string, end: string) => `${begin}\n${codeOf(path)}\n\n${end}`,
    );
  return [page, await format(text, { ...(await resolveConfig(page)), parser: 'markdown' })];
};

/** Fills the blocks with tables of options and with code: the path of each page, and its text. */
export async function generatedBlocks(): Promise<ReadonlyMap<string, string>> {
  return new Map(await Promise.all(pages.map(filled)));
}
