import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A TypeScript example of the documentation. */
export interface Example {
  /** Where it stands: file and line. */
  readonly name: string;
  readonly code: string;
}

const files = (folder: string, extension: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .map((file) => join(folder, file));

const examplesIn = (file: string): readonly Example[] => {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^( \* )?```ts\n([^]*?)^(?: \* )?```$/gm)].map((fence) => ({
    name: `${file}:${text.slice(0, fence.index).split('\n').length}`,
    code: (fence[2] ?? '').replace(/^ \* ?/gm, ''),
  }));
};

/** Every example in the README, the docs and the doc comments. */
export const allExamples = (): readonly Example[] =>
  [
    'README.md',
    ...files('docs', '.md'),
    ...files('src', '.ts'),
    ...files('operators', '.ts'),
  ].flatMap(examplesIn);

/**
 * Turns `expression; // => value`, on one line or with the comment on the next, into a call of
 * `example(expression, value)`.
 */
export function withChecks(code: string): string {
  const checked = code
    .replace(/;\n\/\/ => /g, '; // => ')
    .replace(/^(\s*)(.+?);? \/\/ => (.+)$/gm, '$1example($2, $3);');
  return `declare function example(actual: unknown, expected: unknown): void;\n${checked}`;
}
