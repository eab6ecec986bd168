// Mutates the TypeScript, compiles all mutants at once, and runs the compiled tests against each. Paths are from the root.
export default {
  mutate: [
    'operators/**/*.ts',
    '!operators/index.ts',
    'src/rx/pushThrough.ts',
    'src/rx/idleTimeout.ts',
  ],
  // Stryker would rewrite the tsconfig, which it need not, with a compiler API that TypeScript 7 does not have.
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
