import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import {
  type Import,
  lineAt,
  readSources,
  root,
  type SourceFile,
  withoutStrings,
} from './sources.js';

const library = [...readSources('src'), ...readSources('operators')];
const byPath: ReadonlyMap<string, SourceFile> = new Map(library.map((file) => [file.path, file]));

const inside = (folder: string): readonly SourceFile[] =>
  library.filter(({ path }) => path.startsWith(`${folder}/`));
const operators = inside('operators').filter(({ path }) =>
  /^operators\/(?!index\.ts$)[^/]+$/.test(path),
);
const machines = inside('operators/internal');
const pure = library.filter(({ path }) =>
  /^src\/(?:(?:protocols|framing|json|errors)\/|(?:reply|events)\.ts$)/.test(path),
);

/** The import statements of `files` that break a rule, for a report. */
const imports = (
  files: readonly SourceFile[],
  isFault: (statement: Import) => boolean,
): readonly string[] =>
  files.flatMap((file) => file.imports.filter(isFault).map(({ text }) => text));

/** The places in the code of `files` that a pattern finds, for a report. */
const places = (files: readonly SourceFile[], pattern: RegExp): readonly string[] =>
  files.flatMap(({ path, code }) => {
    const bare = withoutStrings(code);
    return Array.from(
      bare.matchAll(pattern),
      ({ 0: found, index }) => `${path}:${lineAt(bare, index)} has ${found}`,
    );
  });

/** Every file and package that loading a file loads. */
const loadedBy = (path: string): ReadonlySet<string> => {
  const loaded = new Set<string>();
  const waiting = [path];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { target, typeOnly } of byPath.get(next)?.imports ?? []) {
      if (typeOnly || loaded.has(target)) continue;
      loaded.add(target);
      waiting.push(target);
    }
  }
  return loaded;
};

const isPackage =
  (name: string) =>
  ({ target }: Import): boolean =>
    target === name || target.startsWith(`${name}/`);

const loadersOf = (files: readonly SourceFile[], name: string): readonly string[] =>
  files.map(({ path }) => path).filter((path) => loadedBy(path).has(name));

describe('the reader of import statements', () => {
  it('finds as many as the code has', () => {
    const missed = library.filter(
      ({ code, imports: found }) =>
        found.length !== (code.match(/\bfrom '|\bimport\(|^import '/gm) ?? []).length,
    );
    expect(missed.map(({ path }) => path)).toEqual([]);
  });

  it('finds the file that each relative one names', () => {
    const dangling = imports(
      library,
      ({ spelling, target }) => spelling.startsWith('.') && !byPath.has(target),
    );
    expect(dangling).toEqual([]);
  });
});

describe('the layers', () => {
  it('let src import nothing of operators', () => {
    expect(imports(inside('src'), ({ target }) => target.startsWith('operators/'))).toEqual([]);
  });

  it('let an operator import only rxjs, parts of src and internal machines', () => {
    const foreign = imports(
      operators,
      ({ target }) =>
        target !== 'rxjs' && !/^(?:src\/(?!index\.ts$)|operators\/internal\/)/.test(target),
    );
    expect(foreign).toEqual([]);
  });

  it('keep operators out of the internal machines', () => {
    expect(imports(machines, ({ target }) => /^operators\/(?!internal\/)/.test(target))).toEqual(
      [],
    );
  });

  it('keep rxjs out of the internal machines, also at second hand', () => {
    expect(imports(machines, isPackage('rxjs'))).toEqual([]);
    expect(loadersOf(machines, 'rxjs')).toEqual([]);
  });

  it('keep rxjs out of framing, protocols and the plain values, also at second hand', () => {
    expect(imports(pure, isPackage('rxjs'))).toEqual([]);
    expect(loadersOf(pure, 'rxjs')).toEqual([]);
  });

  it('have no cycle, types aside', () => {
    expect(library.map(({ path }) => path).filter((path) => loadedBy(path).has(path))).toEqual([]);
  });

  it('keep tests out of everything, and examples and docs out of the library', () => {
    const all = [...library, ...readSources('examples'), ...readSources('docs')];
    expect(imports(all, ({ target }) => target.startsWith('test/'))).toEqual([]);
    expect(imports(library, ({ target }) => /^(?:examples|docs)\//.test(target))).toEqual([]);
  });
});

describe('a foreign thing', () => {
  it.each([
    { name: 'eventsource-parser', owner: /^src\/framing\/sse\.ts$/ },
    { name: 'io-ts', owner: /^src\/(?:protocols|request)\// },
  ])('$name has one owner', ({ name, owner }) => {
    const others = library.filter(({ path }) => !owner.test(path));
    expect(imports(others, isPackage(name))).toEqual([]);
  });

  it('fp-ts has the one spelling that Node and TypeScript both resolve', () => {
    const oddlySpelt = imports(
      library,
      (statement) =>
        isPackage('fp-ts')(statement) && !/^fp-ts\/lib\/\w+\.js$/.test(statement.spelling),
    );
    expect(oddlySpelt).toEqual([]);
  });

  it('fetch is named by its transport only', () => {
    const others = library.filter(({ path }) => path !== 'src/transport/fetch.ts');
    expect(places(others, /\bfetch\b/g)).toEqual([]);
  });

  it('a clock, a timer or chance comes in from outside, chance as a default too', () => {
    const direct =
      /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bset(?:Timeout|Interval)\b|(?<! = )\bMath\.random\b|\bMath\.random\s*\(/g;
    expect(places(library, direct)).toEqual([]);
  });
});

describe('a file of an operator', () => {
  it.each(operators.map(({ path }) => path))('%s exports what it is named after', async (path) => {
    const compiled = pathToFileURL(`${root}build/${path.replace(/\.ts$/, '.js')}`);
    // What `import` of a computed name gives has no type.
    const exported: object = await import(compiled.href);
    expect(Object.keys(exported)).toEqual([path.replace(/^.*\/|\.ts$/g, '')]);
  });
});
