// Runs before each test file: properties draw from the seed of the run, and draw more in an
// exhaustive one.
import fc from 'fast-check';
import { isExhaustive, seed } from './sampling.js';

fc.configureGlobal({ seed, numRuns: isExhaustive ? 1000 : 100 });
