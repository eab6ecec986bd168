// Runs the lanes unit and reliability, which are compiled, on each Node of package.json.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const { devDependencies } = JSON.parse(readFileSync(path('package.json'), 'utf8'));

const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  '--selectProjects',
  'unit',
  'reliability',
];

for (const name of Object.keys(devDependencies)) {
  const node = path(`node_modules/${name}/bin/node`);
  const version = execFileSync(node, ['--print', 'process.version'], { encoding: 'utf8' }).trim();
  console.log(`\nThe tests on Node ${version}`);
  const { status } = spawnSync(node, jest, { cwd: path('../..'), stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
