import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, posix } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { build, type BuildOptions } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import * as operators from '../../operators/index.js';
import { CHILD_TIMEOUT, type Consumer, installPackage } from './consumer.js';
import {
  bothBuilds,
  loading,
  sharedClasses,
  sharedClassesAnswers,
  stackOfAnError,
  typed,
  wholeCall,
  wholeCallEvents,
} from './programs.js';
import { root } from './sources.js';
import { protocolNames } from '../helpers/protocols.js';

// Longer than the processes of a test may take, so that theirs is the failure that is reported.
jest.setTimeout(2 * CHILD_TIMEOUT + 5000);

const folder = mkdtempSync(join(tmpdir(), 'rxjs-chat-stream-'));
let consumer: Consumer;

beforeAll(async () => {
  consumer = await installPackage(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The package holds its sources in its maps only.
const original = (path: string): string => readFileSync(join(root, path), 'utf8');

const printResult = 'result.then((text) => console.log(text));';

describe('the packed package', () => {
  it('installs without a complaint, though engines are enforced', () => {
    expect(consumer.warnings).toBe('');
  });

  it('is published as publint wants it', async () => {
    const { messages, pkg } = await publint({
      pack: { tarball: new Uint8Array(consumer.tarball).buffer },
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('has the types that its code has, whichever way they are resolved', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(consumer.tarball));
    expect(analysis).toMatchObject({ packageName: 'rxjs-chat-stream', problems: [] });
  });

  it('holds the files that a user needs, and no other', () => {
    const allowed = [
      /^dist\/(?:esm|node|cjs)\/(?:src|operators)\/.*\.(?:c?js(?:\.map)?|d\.c?ts)$/,
      /^dist\/(?:esm|node|cjs)\/vendor\//,
      /^(?:LICENSE|README\.md|CHANGELOG\.md|package\.json)$/,
    ];
    const odd = consumer.files.filter((file) => !allowed.some((pattern) => pattern.test(file)));
    expect(odd).toEqual([]);
    const papers = ['CHANGELOG.md', 'LICENSE', 'README.md'];
    expect(consumer.files).toEqual(expect.arrayContaining(papers));
  });

  it('holds the licence of each package in each build that bundles it', () => {
    const bundled = consumer.files.flatMap(
      (file) => /^(dist\/\w+\/vendor)\/([^/]+)\/.*js$/.exec(file)?.slice(1).join('/LICENSE-') ?? [],
    );
    const licences = consumer.files.filter((file) => /vendor\/LICENSE-/.test(file));
    expect(licences.sort()).toEqual([...new Set(bundled)].sort());
    expect(licences).toHaveLength(6);
    expect(licences.filter((file) => !/MIT License/.test(consumer.read(file)))).toEqual([]);
  });

  it('has a source map for each file of code, and none for others', () => {
    const code = consumer.files.filter((file) => /^dist\/.*js$/.test(file));
    const maps = consumer.files.filter((file) => file.endsWith('.map'));
    expect(maps.sort()).toEqual(code.map((file) => `${file}.map`).sort());
    const unlinked = code.filter(
      (file) => !consumer.read(file).endsWith(`\n//# sourceMappingURL=${basename(file)}.map\n`),
    );
    expect(unlinked).toEqual([]);
    const declarations = consumer.files.filter((file) => /\.d\.c?ts$/.test(file));
    expect(declarations.filter((file) => /sourceMappingURL/.test(consumer.read(file)))).toEqual([]);
  });

  it('has source maps that need no file outside of it', () => {
    const incomplete = consumer.files.filter((file) => {
      if (!file.endsWith('.map')) return false;
      const { sources, sourcesContent }: Record<'sources' | 'sourcesContent', unknown[]> =
        JSON.parse(consumer.read(file));
      return sources.some((_, index) => typeof sourcesContent[index] !== 'string');
    });
    expect(incomplete).toEqual([]);
  });

  it('has source maps that hold the TypeScript which they lead to', () => {
    // Bundled packages are compiled when they get here.
    const own = consumer.files.filter(
      (file) => file.endsWith('.map') && !file.includes('/vendor/'),
    );
    const wrong = own.filter((file) => {
      const { sources, sourcesContent }: Record<'sources' | 'sourcesContent', string[]> =
        JSON.parse(consumer.read(file));
      const paths = sources.map((source) => posix.join(posix.dirname(file), source));
      // An entry has no code of its own.
      const isEntry =
        /^dist\/\w+\/(?:src(?:\/protocols|\/testing(?:\/node)?)?|operators)\/index\./.test(file);
      const expected = isEntry ? 0 : 1;
      return (
        paths.length !== expected ||
        paths.some(
          (path, index) => !path.endsWith('.ts') || original(path) !== sourcesContent[index],
        )
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe('the tests of a user', () => {
  const example = (runner: string): string =>
    readFileSync(join(root, `examples/testing-${runner}/chat.test.js`), 'utf8');

  it('pass in jest, which takes the build for require', async () => {
    consumer.write('jest.config.json', '{}');
    consumer.write('chat.test.cjs', example('jest'));
    const jestCommand = join(root, 'node_modules/jest/bin/jest.js');
    const args = ['--ci', '--testMatch', '**/*.test.cjs', '--silent'];
    await expect(consumer.node(jestCommand, ...args)).resolves.toBe('');
  });

  it('pass in node:test', async () => {
    consumer.write('node.test.mjs', example('node'));
    expect(await consumer.node('--test', 'node.test.mjs')).toMatch(/# fail 0/);
  });

  it('fail with a diagram that names what differs', async () => {
    const broken = example('node').replace("'-A---B--|'", "'-A--B---|'");
    consumer.write('broken.test.mjs', broken);
    await expect(consumer.node('--test', 'broken.test.mjs')).rejects.toThrow(
      /expected {2}-A--B---\|[^]*actual {4}-A---B--\|/,
    );
  });
});

describe('a Node program', () => {
  it.each([
    { file: 'call.mjs', text: loading.mjs, flags: [] },
    { file: 'call.cjs', text: loading.cjs, flags: [] },
    { file: 'call.cjs', text: loading.cjs, flags: ['--no-experimental-require-module'] },
  ])('gets the events of a whole call in $file $flags', async ({ file, text, flags }) => {
    consumer.write(file, text + wholeCall + printResult);
    expect(JSON.parse(await consumer.node(...flags, file))).toEqual(wholeCallEvents);
  });

  it.each(['mjs', 'cjs'] as const)('shares the errors of both entries in .%s', async (kind) => {
    consumer.write(`errors.${kind}`, loading[kind] + sharedClasses + printResult);
    expect(JSON.parse(await consumer.node(`errors.${kind}`))).toEqual(sharedClassesAnswers);
  });

  it('recognises the errors of the other build', async () => {
    consumer.write('both.mjs', bothBuilds);
    expect(JSON.parse(await consumer.node('both.mjs'))).toEqual({
      classesDiffer: true,
      byImported: true,
      byRequired: true,
      asEvent: {
        type: 'error',
        message: 'Lost',
        code: 'CONNECTION_LOST',
        kind: 'network',
        retryable: true,
      },
    });
  });

  it.each(['mjs', 'cjs'] as const)('gets stacks that lead to TypeScript in .%s', async (kind) => {
    consumer.write(`stack.${kind}`, loading[kind] + stackOfAnError + printResult);
    const stack = await consumer.node('--enable-source-maps', `stack.${kind}`);
    const line = Number(/[\\/]operators[\\/]throwOnErrorEvent\.ts:(\d+)/.exec(stack)?.[1]);
    const lines = original('operators/throwOnErrorEvent.ts').split('\n');
    expect(lines[line - 1]).toContain('throw errorOfEvent(');
  });
});

const bundle = async (
  contents: string,
  options: BuildOptions = {},
): Promise<{ readonly code: string; readonly packages: readonly string[] }> => {
  const { outputFiles, metafile } = await build({
    ...options,
    stdin: { contents, resolveDir: folder },
    absWorkingDir: folder,
    bundle: true,
    platform: 'browser',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
  );
  return {
    code: outputFiles.map(({ text }) => text).join(''),
    packages: inputs.map(([path]) => /.*(?:node_modules|vendor)\/([^/]+)/.exec(path)?.[1] ?? path),
  };
};

// All that the library may ask of a browser; `console` and the rest of the page are none of it.
const webGlobals = {
  AbortController,
  Headers,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  clearInterval,
  clearTimeout,
  crypto,
  setInterval,
  setTimeout,
};

describe('a browser bundle', () => {
  it('gets the events of a whole call with the globals of the web only', async () => {
    const { code } = await bundle(`${loading.mjs}${wholeCall}globalThis.result = result;`, {
      format: 'iife',
    });
    const page = createContext({ ...webGlobals });
    runInContext(code, page, { timeout: CHILD_TIMEOUT });
    const nodeGlobals = 'typeof process + typeof require + typeof Buffer + typeof global';
    expect(runInContext(nodeGlobals, page)).toBe('undefined'.repeat(4));
    expect(JSON.parse(await runInContext('result', page))).toEqual(wholeCallEvents);
  });

  it('is empty when nothing is used', async () => {
    const { code } = await bundle(
      ['', '/operators', '/protocols']
        .map((entry) => `import 'rxjs-chat-stream${entry}';`)
        .join(''),
      { format: 'esm' },
    );
    expect(code.trim()).toBe('');
  });

  it.each(Object.keys(operators))('of %s leaves out what only a call needs', async (name) => {
    const { packages } = await bundle(`export { ${name} } from 'rxjs-chat-stream/operators';`, {
      format: 'esm',
      external: ['rxjs'],
    });
    expect(packages).toContain('rxjs-chat-stream');
    expect(packages).not.toContain('io-ts');
    expect(packages).not.toContain('eventsource-parser');
  });
});

describe('a bundle of one protocol', () => {
  it.each(protocolNames)('of %s has no parser, no rxjs and no other', async (name) => {
    const { code, packages } = await bundle(
      `export { ${name} } from 'rxjs-chat-stream/protocols';`,
      { format: 'esm', external: ['rxjs'] },
    );
    expect(packages).not.toContain('io-ts');
    expect(packages).not.toContain('eventsource-parser');
    expect(code).not.toContain('from "rxjs"');
    const named = protocolNames.filter((each) => code.includes(`name: "${each}"`));
    expect(named).toEqual([name]);
  });
});

describe('a TypeScript program', () => {
  it.each([
    { file: 'typed.mts', module: 'nodenext' },
    { file: 'typed.cts', module: 'node16' },
    { file: 'typed.ts', module: 'esnext', moduleResolution: 'bundler' },
  ])('compiles as $file with module $module', async ({ file, ...modules }) => {
    const compilerOptions = {
      ...modules,
      target: 'es2022',
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      // The exported values must have types that a declaration can name.
      declaration: true,
      noEmit: true,
      types: [],
    };
    consumer.write(file, typed);
    consumer.write('tsconfig.json', JSON.stringify({ compilerOptions, files: [file] }));
    // The compiler tells its findings on stdout, which a failure's message has.
    expect(await consumer.node(join(root, 'node_modules/typescript/bin/tsc'))).toBe('');
  });
});
