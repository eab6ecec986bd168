import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { config } from 'rxjs';
import { type ChatServer, openStream, startChatServer } from '../helpers/chatServer.js';
import { allExamples, withChecks } from '../helpers/examples.js';
import { sampleStream } from '../helpers/samples.js';

// Inside the package, so that the examples import it by its name, as they would from outside.
const folder = join(process.cwd(), 'build', 'examples-of-docs');
const examples = allExamples().map((example, index) => ({ ...example, file: `example${index}` }));

/** Compiles all examples at once; they must type-check as they stand. */
const compile = (): string => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { file, code } of examples)
    writeFileSync(join(folder, `${file}.ts`), withChecks(code));
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: {
        composite: false,
        rootDir: '.',
        outDir: '.',
        types: ['node'],
        noUnusedLocals: false,
      },
      include: ['.'],
      exclude: [],
    }),
  );
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
  return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout;
};

describe('the examples of the documentation', () => {
  let server: ChatServer;
  const original = { fetch: globalThis.fetch, log: console.log };
  let compilerOutput = '';
  // What the example that runs has come to, and what it says that it comes to.
  let checks: (readonly [actual: unknown, expected: unknown])[] = [];

  const unhandled: unknown[] = [];

  beforeAll(async () => {
    config.onUnhandledError = (error) => unhandled.push(error);
    compilerOutput = compile();
    server = await startChatServer((response) => openStream(response).end(sampleStream));
    // The host of the examples is a real server on this machine, which sends the sample answer.
    globalThis.fetch = (input, init) =>
      original.fetch(String(input).replace('https://chat.example', server.url), init);
    console.log = () => {};
    Object.assign(globalThis, {
      example: (actual: unknown, expected: unknown) => checks.push([actual, expected]),
    });
  }, 300_000);

  afterAll(async () => {
    globalThis.fetch = original.fetch;
    console.log = original.log;
    config.onUnhandledError = null;
    await server.stop();
  });

  it('type-check', () => {
    expect(compilerOutput).toBe('');
  });

  it.each(examples)('$name holds', async ({ file, code }) => {
    checks = [];
    await import(pathToFileURL(join(folder, `${file}.js`)).href);
    // One with an assertion of Node throws by itself.
    expect(checks.length > 0 || code.includes("from 'node:assert'")).toBe(true);
    expect(checks.map(([actual]) => actual)).toEqual(checks.map(([, expected]) => expected));
  });

  it('leave no error unhandled', () => {
    expect(unhandled).toEqual([]);
  });
});
