// `npm run dev`: compiles after each change, then runs the tests of the unit lane that it concerns;
// all of them at first, after Enter, and after a change of a fixture. What is given goes on to
// jest, and says which tests instead.
//
// tsc and jest have watches of their own, which do not help: that of `tsc -b` sees no changes, and
// that of jest asks git, which knows nothing of build/.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { createInterface } from 'node:readline';

const patterns = process.argv.slice(2);
const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];

// Since the last run that was not cut short.
const changed = new Set();
let isAll = true;

let child;
let runs = 0;

/** Gives the exit status of a Node program. */
const node = async (...args) => {
  child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const [status] = await once(child, 'exit');
  return status;
};

const which = () => {
  if (patterns.length > 0) return patterns;
  const compiled = [...changed].map((file) => `build/${file.replace(/\.ts$/, '.js')}`);
  return isAll ? [] : ['--findRelatedTests', ...compiled.filter((file) => existsSync(file))];
};

const run = async () => {
  const number = ++runs;
  const isLatest = () => number === runs;
  child?.kill();
  if ((await node('node_modules/typescript/bin/tsc', '-b', 'test')) !== 0 || !isLatest()) return;
  await node(...jest, ...which(), '--selectProjects', 'unit', '--passWithNoTests');
  if (!isLatest()) return;
  changed.clear();
  isAll = false;
  console.log('Waiting for changes; Enter runs all.');
};

let timer;
/** Runs once no more changes follow at once, as when a branch is switched. */
const runSoon = () => {
  clearTimeout(timer);
  timer = setTimeout(run, 100);
};

for (const folder of ['src', 'operators', 'test']) {
  watch(folder, { recursive: true }, (_, name) => {
    if (name === null) return;
    if (name.endsWith('.ts')) changed.add(`${folder}/${name.replaceAll('\\', '/')}`);
    else if (name.includes('fixtures')) isAll = true;
    else return;
    runSoon();
  });
}
createInterface({ input: process.stdin }).on('line', () => {
  isAll = true;
  runSoon();
});
runSoon();
