import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { companions } from '../../docs/generator/companionDoc.js';
import { diagramsOf, operatorNames } from '../../docs/generator/pages.js';
import * as operators from '../../operators/index.js';
import { operatorSamples } from '../operators/operatorSamples.js';
import { operatorTypes } from '../operators/operatorTypes.js';
import { operatorCeilings } from './ceilings.js';
import { anchorsOf, codeIn, readPage, tablesOf } from './markdown.js';
import { root } from './sources.js';

const isFile = (path: string): boolean => existsSync(join(root, path));

/** The cells of one column, of all tables of a page. */
const cellsOf = (page: string, index: number): readonly string[] =>
  tablesOf(readPage(page)).flatMap(({ rows }) => rows.map((cells) => cells[index] ?? ''));

const readmeCells = cellsOf('README.md', 0);
const changelog = readPage('CHANGELOG.md');
const choosingCells = cellsOf('docs/which-operator.md', 1);

/** Something that every operator has, and where to put it. */
interface Obligation {
  readonly what: string;
  readonly todo: (name: string) => string;
  readonly isMet: (name: string) => boolean;
  /** Whether a companion of an operator has it too. */
  readonly ofCompanions?: true;
}

const obligations: readonly Obligation[] = [
  {
    what: 'a test file',
    todo: (name) => `add test/operators/${name}.test.ts, with a subscription marble in each case`,
    isMet: (name) => isFile(`test/operators/${name}.test.ts`),
    ofCompanions: true,
  },
  {
    what: 'a run of the laws of operators',
    todo: (name) => `add ${name} to operatorSamples in test/operators/operatorSamples.ts`,
    isMet: (name) => Object.hasOwn(operatorSamples, name),
  },
  {
    what: 'a type test',
    todo: (name) => `add ${name} to operatorTypes in test/operators/operatorTypes.ts`,
    isMet: (name) => Object.hasOwn(operatorTypes, name),
  },
  {
    what: 'a marble diagram',
    todo: (name) => `add a diagram of ${name} to docs/diagrams.ts, and run npm run docs`,
    isMet: (name) => diagramsOf(name).length > 0,
  },
  {
    what: 'a page',
    todo: (name) => `run npm run docs, which writes docs/operators/${name}.md from its doc comment`,
    isMet: (name) => isFile(`docs/operators/${name}.md`),
  },
  {
    what: 'a row in the table of operators in README.md',
    todo: (name) => `add a row for [\`${name}()\`](docs/operators/${name}.md) to README.md`,
    isMet: (name) =>
      readmeCells.some(
        (cell) =>
          codeIn(cell)[0]?.startsWith(`${name}(`) && cell.endsWith(`(docs/operators/${name}.md)`),
      ),
  },
  {
    what: 'a row in docs/which-operator.md',
    todo: (name) => `add a row that says when to take **\`${name}\`** to docs/which-operator.md`,
    isMet: (name) => choosingCells.some((cell) => cell.includes(`**\`${name}\`**`)),
  },
  {
    what: 'a ceiling of its size',
    todo: (name) => `add ${name} to operatorCeilings in test/contract/ceilings.ts`,
    isMet: (name) => Object.hasOwn(operatorCeilings, name),
    ofCompanions: true,
  },
  {
    what: 'a line in CHANGELOG.md',
    todo: (name) => `say in CHANGELOG.md, under Unreleased, what \`${name}\` brings to users`,
    isMet: (name) => changelog.includes(`\`${name}\``),
    ofCompanions: true,
  },
];

describe.each(operatorNames)('the operator %s', (name) => {
  it.each(obligations)('has $what', ({ todo, isMet }) => {
    expect(isMet(name) ? 'done' : todo(name)).toBe('done');
  });
});

describe.each(Object.entries(companions))('%s, of which %s takes what it makes,', (name, of) => {
  it.each(obligations.filter(({ ofCompanions }) => ofCompanions))('has $what', (obligation) => {
    expect(obligation.isMet(name) ? 'done' : obligation.todo(name)).toBe('done');
  });

  it('is described on the page of that operator', () => {
    expect(anchorsOf(readPage(`docs/operators/${of}.md`))).toContain(name);
  });
});

describe('what is listed for operators', () => {
  it('is each export, as an operator or as a companion of one', () => {
    expect([...operatorNames, ...Object.keys(companions)].sort()).toEqual(
      Object.keys(operators).sort(),
    );
  });

  it.each([
    { list: 'operatorSamples', names: Object.keys(operatorSamples) },
    { list: 'operatorTypes', names: Object.keys(operatorTypes) },
    { list: 'operatorCeilings', names: Object.keys(operatorCeilings) },
  ])('is an operator that is exported, in $list', ({ names }) => {
    expect(names.filter((name) => !Object.hasOwn(operators, name))).toEqual([]);
  });
});
