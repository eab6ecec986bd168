import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { defer, type Observable } from 'rxjs';
import { diagrams } from '../../docs/diagrams.js';
import { ascii } from '../../docs/generator/ascii.js';
import { callOf, type Line, linesOf } from '../../docs/generator/diagram.js';
import { readMembers } from '../../docs/generator/members.js';
import { readOperatorDoc } from '../../docs/generator/operatorDoc.js';
import { generatedBlocks } from '../../docs/generator/generatedBlocks.js';
import {
  diagramsOf,
  generatePages,
  operatorNames,
  pagesFolder,
  sourceOf,
} from '../../docs/generator/pages.js';
import type { StreamEvent } from '../../src/events.js';
import { marbles } from '../helpers/marbles.js';

/** The subscription marbles of a row in the picture. */
const subscription = ({ start, end }: Line): string =>
  `${'-'.repeat(start)}^${'-'.repeat(end - start - 1)}!`;

describe('the diagram of', () => {
  it.each(diagrams.map((diagram) => ({ call: callOf(diagram), diagram })))(
    '$call is what it does',
    ({ diagram: { make, sources, result }, diagram }) => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const attempts = sources.map(({ marble, values, error }) => cold(marble, values, error));
        let next = 0;
        // What a function of the app emits is of no interest to the operator.
        const source = defer(() => attempts[next++]! as Observable<StreamEvent>);
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
    expect(readOperatorDoc(name, sourceOf(name)).diagrams).toBe(
      diagramsOf(name).map(ascii).join('\n\n'),
    );
  });
});

describe('the error for a doc comment', () => {
  const source = `
export interface SampleOptions {
  /** Wait in ms. @defaultValue \`5\` */
  readonly wait?: number;
}

/**
 * Waits.
 *
 * \`\`\`text
 * source  -a-
 * \`\`\`
 *
 * **Contract**
 * - Subscribe: waits.
 * - Next: passes on.
 * - Complete: passes on.
 * - Error: passes on.
 * - Unsubscribe: unsubscribes.
 *
 * **When to use** – Use when you wait.
 * **Gotchas** – None.
 *
 * @returns an operator
 *
 * @example
 * \`\`\`ts
 * sample(); // => 1
 * \`\`\`
 */
export function sample({ wait = 5 }: SampleOptions = {}): <E>(source: Observable<E>) => Observable<E> {
  return wait;
}
`;
  const errorOf = (changed: string): string => {
    try {
      readOperatorDoc('sample', changed);
    } catch (error) {
      return String(error);
    }
    return 'none';
  };

  it('is none when the doc comment is complete', () => {
    expect(errorOf(source)).toBe('none');
  });

  it.each([
    { part: 'summary', from: 'Waits.', to: 'Waits' },
    { part: 'diagrams', from: '```text', to: '```' },
    { part: 'contract', from: '**Contract**', to: '**Rules**' },
    { part: 'whenToUse', from: 'use** –', to: 'use**:' },
    { part: 'gotchas', from: '**Gotchas**', to: '**Beware**' },
    { part: 'tags', from: '@returns', to: '@return' },
    { part: 'example', from: '@example', to: '@sample' },
  ])('without its $part names the file, the part and the order', ({ part, from, to }) => {
    const error = errorOf(source.replace(from, to));
    expect(error).toContain(
      `operators/sample.ts: the doc comment of sample lacks its part "${part}"`,
    );
    expect(error).toMatch(/1\. one sentence[^]*3\. \*\*Contract\*\*[^]*7\. @example/);
  });

  it('in another order shows what stands in the place of the part', () => {
    const swapped = source.replace(
      /( \* \*\*When to use[^]*?)( \* \*\*Gotchas[^]*?)( \*\n)/,
      (_, use: string, gotchas: string, blank: string) => `${gotchas}${use}${blank}`,
    );
    expect(errorOf(swapped)).toMatch(
      /lacks its part "whenToUse"[^]*Expected here: \*\*When to use\*\*[^]*Found instead: \*\*Gotchas/,
    );
  });

  it('with other bullets in its contract lists them', () => {
    expect(errorOf(source.replace('- Next:', '- Value:'))).toContain(
      '**Contract** has the bullets Subscribe, Value, Complete, Error, Unsubscribe. It needs',
    );
  });

  it('that is not right above the function says so', () => {
    expect(errorOf(source.replace(' */\nexport function', ' */\n\nexport function'))).toContain(
      'operators/sample.ts: expected a doc comment, and right below it',
    );
  });

  it('of an option without a default says which', () => {
    expect(errorOf(source.replace('@defaultValue', 'Default:'))).toContain(
      'operators/sample.ts: the doc comment of option `wait` needs a @defaultValue',
    );
  });
});

describe('the members of an interface', () => {
  const read = (body: string) =>
    readMembers('a.ts', `export interface Options {\n${body}\n}\n`, 'Options');

  it('have a type of several lines, a meaning and a default', () => {
    const body = [
      '  /**',
      '   * Wait in ms; 0 is none.',
      '   * @defaultValue `5`',
      '   */',
      '  readonly wait?:',
      '    | number',
      '    | { readonly from: number; readonly to: number }',
      '    | undefined;',
      '',
      '  /** What to send. */',
      '  readonly body: string;',
    ].join('\n');
    expect(read(body)).toEqual([
      {
        name: 'wait',
        type: 'number | { readonly from: number; readonly to: number }',
        isRequired: false,
        meaning: 'Wait in ms; 0 is none.',
        defaultValue: '`5`',
      },
      {
        name: 'body',
        type: 'string',
        isRequired: true,
        meaning: 'What to send.',
        defaultValue: undefined,
      },
    ]);
  });

  it('without a doc comment are an error that names them', () => {
    expect(() =>
      read('  /** In ms. */\n  readonly wait: number;\n  readonly body: string;'),
    ).toThrow('a.ts: Options.body needs a doc comment');
  });

  it('of an unknown interface are an error', () => {
    expect(() => readMembers('a.ts', '', 'Options')).toThrow(
      'a.ts: no `export interface Options {`',
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

describe('the tables of options', () => {
  it('are what `npm run docs` makes of the interfaces', async () => {
    for (const [page, text] of await generatedBlocks()) {
      expect(readFileSync(page, 'utf8')).toBe(text);
      expect(text).toMatch(/^(?:\| option |```typescript$)/m);
    }
  });
});
