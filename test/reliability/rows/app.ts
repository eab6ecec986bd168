import { fetchTransport } from '../../../src/index.js';

/** A transport whose platform fails before there is an answer. */
export const failingFetch = (failure: unknown) =>
  fetchTransport({ fetch: () => Promise.reject(failure) });

/**
 * Blocks everything for `ms`, as a sleep of the machine does; bytes that arrive wait in the socket.
 */
export const sleepDeep = (ms: number): void => {
  const start = performance.now();
  while (performance.now() - start < ms);
};
