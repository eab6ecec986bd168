import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { anchorsOf, linksOf, pages, readPage } from './markdown.js';
import { root } from './sources.js';

/** Why a link of a page leads nowhere; empty where it leads somewhere, or out of the repository. */
const faultOf = (page: string, link: string): string => {
  if (/^[a-z]+:/.test(link)) return '';
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : posix.join(posix.dirname(page), path);
  if (!existsSync(join(root, target))) return `${link}: no file ${target}`;
  if (anchor === undefined) return '';
  const anchors = anchorsOf(readPage(target));
  return anchors.includes(anchor)
    ? ''
    : `${link}: ${target} has no heading #${anchor}, only #${anchors.join(', #')}`;
};

describe('the documentation', () => {
  it.each(pages)('has no dead link in %s', (page) => {
    const faults = linksOf(readPage(page)).map((link) => faultOf(page, link));
    expect(faults.filter((fault) => fault !== '')).toEqual([]);
  });

  it('has every page in its index', () => {
    const linked = new Set(linksOf(readPage('docs/README.md')).map((link) => `docs/${link}`));
    const missing = pages.filter(
      (page) => page.startsWith('docs/') && page !== 'docs/README.md' && !linked.has(page),
    );
    expect(missing).toEqual([]);
  });
});
