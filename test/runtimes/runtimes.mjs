// The runtimes besides Node's own tests: each runs a bundle of the package and of client.mjs.
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const run = promisify(execFile);

/** Bundles a program with a build of the package: that for `node`, or that for bundlers, `esm`. */
const bundle = (name, build) => {
  const outfile = path(`../../build/runtimes/${name}`);
  buildSync({
    entryPoints: [path(name)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: ['node:*'],
    alias: { 'rxjs-chat-stream': path(`../../dist/${build}/src/index.js`) },
    logLevel: 'error',
  });
  return outfile;
};

/** A runtime that is a command. */
const command = (name, file, args = [], more = {}) => ({
  name,
  version: () => execFileSync(file, ['--version'], { encoding: 'utf8' }).match(/\d[\d.]*/)[0],
  play: async (plan) => {
    const { stdout } = await run(
      file,
      [...args, bundle('program.mjs', 'node'), JSON.stringify({ ...plan, ...more })],
      { timeout: 120_000 },
    );
    return JSON.parse(stdout);
  },
});

/** Cloudflare's runtime with the rules of a date; `newest` is that of the installed version. */
const workerd = (date) => ({
  name: 'workerd',
  version: () => `${installedWorkerd()} with the compatibility date ${dateOf(date)}`,
  play: async (plan) => {
    const { stdout } = await run(
      path('node_modules/node-24/bin/node'),
      [path('miniflare.mjs'), bundle('worker.mjs', 'esm'), dateOf(date), JSON.stringify(plan)],
      { timeout: 120_000 },
    );
    return JSON.parse(stdout);
  },
});
const installedWorkerd = () =>
  JSON.parse(readFileSync(path('node_modules/workerd/package.json'), 'utf8')).version;
const dateOf = (date) =>
  date === 'newest' ? installedWorkerd().replace(/^1\.(\d{4})(\d\d)(\d\d)\..*$/, '$1-$2-$3') : date;

const node = (major) => path(`node_modules/node-${major}/bin/node`);

export const runtimes = [
  command('Node', node(20)),
  command('Node', node(22)),
  command('Node', node(24)),
  command('Node without DOMException', node(20), [], { lacks: ['DOMException'] }),
  command('Bun', path('node_modules/.bin/bun')),
  command('Deno', path('node_modules/.bin/deno'), ['run', '--allow-all', '--quiet']),
  workerd('2024-01-01'),
  workerd('newest'),
];
