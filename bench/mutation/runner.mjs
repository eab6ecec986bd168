// Runs the compiled tests in the process of a Stryker worker. Stryker's own runner for jest loads
// each test file, and rxjs with it, again for each mutant, which takes most of an hour; this one
// loads them once.
import { readdirSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import { tests } from './globals.mjs';

const testFiles = /^(?:operators\/.*|src\/rx\/(?:pushThrough|idleTimeout))\.test\.js$/;

// Where the instrumented code reads which mutant is active, and counts its hits.
const state = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

// Errors that rxjs reports, or a timer throws, outside of any test.
const unhandled = [];

/** Loads the tests, with `globals.mjs` for `@jest/globals`. */
const load = async () => {
  const globals = JSON.stringify(new URL('globals.mjs', import.meta.url).href);
  const hook = `export const resolve = (name, context, next) =>
    name === '@jest/globals' ? { url: ${globals}, shortCircuit: true } : next(name, context);`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);

  // The same samples in every run.
  fc.configureGlobal({ seed: 1 });
  // The rxjs of the tests, since Stryker has one of its own.
  const { config } = createRequire(resolve('package.json'))('rxjs');
  config.onUnhandledError = (error) => unhandled.push(error);
  process.on('uncaughtException', (error) => unhandled.push(error));

  const root = resolve('build/test');
  for (const file of readdirSync(root, { recursive: true }).filter((each) => testFiles.test(each)))
    await import(pathToFileURL(resolve(root, file)).href);
};

/** Calls `work`, and clears the timers that it leaves. */
const withoutTimers = async (work) => {
  const { setInterval, setTimeout } = globalThis;
  const left = [];
  const noting =
    (start) =>
    (...args) => {
      const timer = start(...args);
      left.push(timer);
      return timer;
    };
  Object.assign(globalThis, { setInterval: noting(setInterval), setTimeout: noting(setTimeout) });
  try {
    const result = await work();
    // rxjs reports an unhandled error in a timer of 0 ms.
    await new Promise((done) => setTimeout(done));
    return result;
  } finally {
    Object.assign(globalThis, { setInterval, setTimeout });
    left.forEach(clearInterval);
  }
};

const failed = (error) => ({
  status: TestStatus.Failed,
  failureMessage: String(error?.stack ?? error),
});

const runTest = async ({ id, name, run }) => {
  state.currentTestId = id;
  const start = performance.now();
  let outcome = { status: TestStatus.Success };
  try {
    await run();
  } catch (error) {
    outcome = failed(error);
  }
  state.currentTestId = undefined;
  return { id, name, timeSpentMs: performance.now() - start, ...outcome };
};

/** Runs the `wanted` tests, up to the first that fails unless `all` is set. */
const runTests = async (wanted, all) => {
  unhandled.length = 0;
  const results = [];
  await withoutTimers(async () => {
    for (const test of tests) {
      if (!wanted(test.id)) continue;
      const result = await runTest(test);
      results.push(result);
      if (result.status === TestStatus.Failed && !all) return;
    }
  });
  for (const error of unhandled) {
    results.push({ id: 'unhandled', name: 'unhandled error', timeSpentMs: 0, ...failed(error) });
  }
  return { status: DryRunStatus.Complete, tests: results };
};

let loaded;

const runner = () => ({
  // Modules stay loaded: Stryker starts another worker for a mutant that runs while they load.
  capabilities: () => ({ reloadEnvironment: false }),

  dryRun: async () => {
    await (loaded ??= load());
    const result = await runTests(() => true, true);
    return { ...result, mutantCoverage: state.mutantCoverage };
  },

  mutantRun: async ({ activeMutant, disableBail, hitLimit, mutantActivation, testFilter }) => {
    if (mutantActivation === 'static') state.activeMutant = activeMutant.id;
    await (loaded ??= load());
    state.activeMutant = activeMutant.id;
    state.hitCount = hitLimit === undefined ? undefined : 0;
    state.hitLimit = hitLimit;
    const wanted = testFilter && new Set(testFilter);
    const result = await runTests((id) => wanted?.has(id) ?? true, disableBail);
    state.activeMutant = undefined;
    return toMutantRunResult(
      determineHitLimitReached(state.hitCount, hitLimit) ?? result,
      disableBail,
    );
  },
});

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'loaded-once', runner)];
