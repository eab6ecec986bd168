// The tests run from build/, where tsc puts them; `npm run test:unit` compiles first.
import { readdirSync } from 'node:fs';

// What random tests are drawn from. A test that draws has it in its title; SEED repeats a run.
process.env.SEED ??= String(Math.floor(Math.random() * 2 ** 31));

// Named by the sources, because build/ may still hold tests whose source is gone.
const compiledTests = readdirSync('test', { recursive: true })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => file.replace(/\.ts$/, '.js'));

const laneOf = (file) => {
  if (file.startsWith('contract/')) return 'contract';
  return /^reliability\/|\.socket\.test\.js$/.test(file) ? 'reliability' : 'unit';
};

const lane = (name) => ({
  displayName: name,
  // Jest would look through every folder that bench/ has installed.
  roots: ['<rootDir>/build'],
  testMatch: compiledTests
    .filter((file) => laneOf(file) === name)
    .map((file) => `<rootDir>/build/test/${file}`),
  transform: {},
  setupFiles: ['<rootDir>/build/test/helpers/seedProperties.js'],
  testEnvironmentOptions: { globalsCleanup: 'on' },
});

export default {
  projects: [
    // Neither sockets nor processes, and time only where it is virtual.
    lane('unit'),
    // The package, its documentation, its layers and its demo.
    lane('contract'),
    // Real connections, browsers and memory.
    lane('reliability'),
  ],
  maxWorkers: 2,
  // Jest keeps what each test file has loaded, 2 to 80 MB. A large worker takes long to exit on a
  // busy machine, and by default jest reports a leak after half a second.
  workerIdleMemoryLimit: '150MB',
  workerGracefulExitTimeout: 60_000,
  // For what hangs; nothing is expected to come anywhere near it.
  testTimeout: 180_000,
};
