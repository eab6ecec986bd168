// Runs the tests on other runtimes: the lanes unit and reliability, which are compiled, on each Node
// of package.json; a list of exchanges on every runtime; and a few tests in jsdom.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { playElsewhere } from './elsewhere.mjs';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const { devDependencies } = JSON.parse(readFileSync(path('package.json'), 'utf8'));
const nodes = Object.keys(devDependencies)
  .filter((name) => name.startsWith('node-'))
  .map((name) => path(`node_modules/${name}/bin/node`));

const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];

const run = (title, args) => {
  for (const node of nodes) {
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    console.log(`\n${title} on Node ${version}`);
    const { status } = spawnSync(node, [...jest, ...args], {
      cwd: path('../..'),
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
};

console.log('The exchanges on each runtime');
if (!(await playElsewhere())) process.exitCode = 1;
run('jsdom', ['--config', path('jsdom/jest.config.mjs')]);
run('The tests', ['--selectProjects', 'unit', 'reliability']);
