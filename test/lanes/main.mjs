// Runs the tests, fast ones first, and stops where something fails: `npm test`, `npm run test:unit`
// and `npm run test:all`. What it does not know goes on to jest: patterns of files, `-t` and the
// like.
import { spawnSync } from 'node:child_process';

const given = process.argv.slice(2);
const isUnitOnly = given.includes('unit');
const isExhaustive = given.includes('--exhaustive');
const forJest = given.filter((each) => each !== 'unit' && each !== '--exhaustive');

const seed = process.env.SEED ?? String(Math.floor(Math.random() * 2 ** 31));
const env = {
  ...process.env,
  SEED: seed,
  ...(isExhaustive ? { EXHAUSTIVE: '1' } : {}),
};

const secondsSince = (start) => ((performance.now() - start) / 1000).toFixed(1);

/** Runs a command of the shell, which is silent unless it fails; gives its exit status. */
const step = (name, command) => () => {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(command, { shell: true, env, encoding: 'utf8' });
  if (status !== 0) process.stderr.write(stdout + stderr);
  console.log(`${name}: ${status === 0 ? 'passed' : 'failed'} in ${secondsSince(start)} s`);
  return status;
};

/** Runs the tests of a lane; gives the exit status of jest. */
const lane = (name) => () => {
  // Whoever names a few tests wants to see them.
  const reporters = forJest.length === 0 ? ['--reporters=./test/lanes/reporter.mjs'] : [];
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const args = ['--selectProjects', name, '--passWithNoTests', ...reporters];
  const { status } = spawnSync(
    process.execPath,
    [...jest, 'node_modules/jest/bin/jest.js', ...forJest, ...args],
    { stdio: 'inherit', env },
  );
  return status;
};

const steps = isUnitOnly
  ? [step('compile', 'tsc -b test'), lane('unit')]
  : [
      step('compile', 'npm run clean --silent && tsc -b test'),
      lane('unit'),
      step('lint', 'npm run lint'),
      step('build', 'rollup -c --silent && tsc -b examples'),
      lane('contract'),
      lane('reliability'),
    ];

const start = performance.now();
// A child that was ended by a signal has no status, so it is not 0 either.
const isGreen = steps.every((run) => run() === 0);
console.log(
  `${isGreen ? 'All passed' : 'Failed'} after ${secondsSince(start)} s. ` +
    `SEED=${seed} draws the same samples again.`,
);
process.exitCode = isGreen ? 0 : 1;
