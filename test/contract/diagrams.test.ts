import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { defer } from 'rxjs';
import { diagrams } from '../../docs/diagrams.js';
import { ascii } from '../../docs/generator/ascii.js';
import { callOf, type Line, linesOf } from '../../docs/generator/diagram.js';
import { readOperatorDoc } from '../../docs/generator/operatorDoc.js';
import {
  diagramsOf,
  generatePages,
  operatorNames,
  pagesFolder,
  sourceOf,
} from '../../docs/generator/pages.js';
import { marbles } from '../helpers/marbles.js';

/** From where to where a row of the picture is drawn, in marbles. */
const subscription = ({ start, end }: Line): string =>
  `${'-'.repeat(start)}^${'-'.repeat(end - start - 1)}!`;

describe('the diagram of', () => {
  it.each(diagrams.map((diagram) => ({ call: callOf(diagram), diagram })))(
    '$call is what it does',
    ({ diagram: { make, sources, result }, diagram }) => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const attempts = sources.map(({ marble, values, error }) => cold(marble, values, error));
        let next = 0;
        const source = defer(() => attempts[next++]!);
        expectObservable(source.pipe(make())).toBe(result.marble, result.values, result.error);

        const lines = linesOf(diagram);
        for (const [index, attempt] of attempts.entries()) {
          expectSubscriptions(attempt.subscriptions).toBe(subscription(lines[index]!));
        }
      });
    },
  );
});

describe.each(operatorNames)('the doc comment of %s', (name) => {
  it('has its parts in the order that all have', () => {
    expect(() => readOperatorDoc(name, sourceOf(name))).not.toThrow();
  });

  it('has the diagrams that are run, and no other', () => {
    expect(readOperatorDoc(name, sourceOf(name)).marbles).toBe(
      diagramsOf(name).map(ascii).join('\n\n'),
    );
  });
});

describe('the pages of the operators', () => {
  it('are what `npm run docs` makes of the sources', async () => {
    const files = readdirSync(pagesFolder).map(
      (file) => [file, readFileSync(join(pagesFolder, file), 'utf8')] as const,
    );
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(await generatePages()));
  });
});
