// Mutates the TypeScript, compiles all mutants at once, and runs the compiled tests against each.
// Paths are relative to the root of the repository.
export default {
  mutate: [
    'operators/**/*.ts',
    '!operators/index.ts',
    'src/rx/pushThrough.ts',
    'src/rx/idleTimeout.ts',
  ],
  // Stryker need not rewrite the tsconfig, and TypeScript 7 lacks the compiler API it would use.
  tsconfigFile: 'none',
  buildCommand: 'tsc -b test',
  plugins: ['./bench/mutation/runner.mjs'],
  testRunner: 'loaded-once',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  ignorePatterns: ['build', 'dist'],
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false },
  htmlReporter: { fileName: 'bench/mutation/reports/mutation.html' },
  jsonReporter: { fileName: 'bench/mutation/reports/mutation.json' },
  tempDirName: 'bench/mutation/.stryker-tmp',
  cleanTempDir: 'always',
  thresholds: { high: 100, low: 95, break: 90 },
};
