import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package; compiled tests are three folders deeper. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What one import or re-export statement names. */
export interface Import {
  /** As written. */
  readonly spelling: string;
  /** The path of the file from the root, or the spelling of a package. */
  readonly target: string;
  /** Whether the whole statement is erased by the compiler. */
  readonly typeOnly: boolean;
  /** For a report: what imports what, and where. */
  readonly text: string;
}

/** A TypeScript file of the package. */
export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string;
  /** Without comments, on the same lines. */
  readonly code: string;
  readonly imports: readonly Import[];
}

const commentOrString = /\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g;

const withoutComments = (text: string): string =>
  text.replace(commentOrString, (found) =>
    found.startsWith('/') ? found.replace(/[^\n]/g, '') : found,
  );

/** Replaces the strings in code, which may say anything, by empty ones. */
export const withoutStrings = (code: string): string =>
  code.replace(commentOrString, (found) => (found.startsWith("'") ? "''" : found));

/** Number of the line that has the character at `index`. */
export const lineAt = (code: string, index: number): number =>
  code.slice(0, index).split('\n').length;

const statement =
  /^(?:import|export)\s+(type\s+)?(?:[\w\s{},*$]+?\s+from\s+)?'([^']+)'|\bimport\(\s*'([^']+)'/gm;

const readImports = (path: string, code: string): readonly Import[] =>
  Array.from(code.matchAll(statement), ({ 1: type, 2: named, 3: loaded, index }) => {
    const spelling = named ?? loaded ?? '';
    return {
      spelling,
      target: spelling.startsWith('.')
        ? posix.join(posix.dirname(path), spelling).replace(/\.js$/, '.ts')
        : spelling,
      typeOnly: type !== undefined,
      text: `${path}:${lineAt(code, index)} imports ${spelling}`,
    };
  });

/** Reads all TypeScript files in a folder of the package and in its folders, installed packages aside. */
export const readSources = (folder: string): readonly SourceFile[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .map((name) => {
      const path = posix.join(folder, name.replaceAll('\\', '/'));
      const code = withoutComments(readFileSync(join(root, path), 'utf8'));
      return { path, code, imports: readImports(path, code) };
    });
