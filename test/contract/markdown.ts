import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import GithubSlugger from 'github-slugger';
import { root } from './sources.js';

/** A table of a page: cells as they are written. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The paths of all pages, from the root. */
export const pages: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

/** The text of a page, without its blocks of code. */
export const readPage = (path: string): string =>
  readFileSync(join(root, path), 'utf8').replace(/^```[^]*?^```$/gm, '');

/** The targets of the links and pictures of a page. */
export const linksOf = (page: string): readonly string[] =>
  Array.from(page.matchAll(/\]\(([^)\s]+)[^)]*\)/g), ([, target = '']) => target);

/** The anchors that GitHub gives the headings of a page. */
export const anchorsOf = (page: string): readonly string[] => {
  const slugger = new GithubSlugger();
  return Array.from(page.matchAll(/^#{1,6} (.*)$/gm), ([, heading = '']) =>
    slugger.slug(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim()),
  );
};

const cellsOf = (line: string): readonly string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

/** The tables of a page. */
export const tablesOf = (page: string): readonly Table[] =>
  Array.from(page.matchAll(/(?:^\|.*\|$\n?)+/gm), ([text]) => {
    const [header = [], , ...rows] = text.trim().split('\n').map(cellsOf);
    return { header, rows };
  });

/** What stands in backticks in a cell. */
export const codeIn = (cell: string): readonly string[] =>
  Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = '']) => code);
