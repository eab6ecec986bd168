import { fetchTransport } from '../../../src/index.js';

/** A transport whose platform fails before there is an answer. */
export const failingFetch = (failure: unknown) =>
  fetchTransport({ fetch: () => Promise.reject(failure) });

/** Nothing runs for `ms`, as when the machine sleeps; what comes meanwhile waits in the socket. */
export const sleepDeep = (ms: number): void => {
  const start = performance.now();
  while (performance.now() - start < ms);
};
