import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
// The flag gives contexts that are made from now on a collector.
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes in use once everything that nobody holds has gone. */
export const usedHeap = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};
