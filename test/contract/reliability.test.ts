import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { elsewhere, notApplicable } from '../reliability/elsewhere.js';
import { page, path } from '../reliability/report/page.js';
import { ids } from '../reliability/report/tables.js';
import { rows } from '../reliability/rows/index.js';
import { anchorsOf, readPage } from './markdown.js';

const idsOf = (entries: readonly { readonly id: string }[]): readonly string[] =>
  entries.map(({ id }) => id);
const tested = [...idsOf(rows), ...idsOf(elsewhere)];

describe('the fault matrix', () => {
  it('has each of its 159 ids tested, or a reason why not', () => {
    const listed = [...tested, ...idsOf(notApplicable)];
    expect(ids).toHaveLength(159);
    expect(ids.filter((id) => !listed.includes(id))).toEqual([]);
    expect(listed.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('has no excuse for what is tested', () => {
    expect(idsOf(notApplicable).filter((id) => tested.includes(id))).toEqual([]);
  });

  it.each(elsewhere.filter(({ file }) => file.endsWith('.ts')))(
    'has $id in a title or a comment of $file',
    ({ id, file }) => {
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
      expect(text).toMatch(new RegExp(`(?:\\(\\s*['\`]|//).*\\b${id}\\b`));
    },
  );

  it.each(elsewhere.filter(({ file }) => !file.endsWith('.ts')))(
    'has the heading for $id that $file names',
    ({ file }) => {
      const [name = '', anchor] = file.split('#');
      expect(anchorsOf(readPage(name))).toContain(anchor);
    },
  );

  it('is listed in the docs as `npm run docs` writes it', () => {
    expect(readFileSync(path, 'utf8')).toBe(page());
  });
});
