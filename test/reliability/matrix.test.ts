import { describe } from '@jest/globals';
import { testMatrix } from './matrix.js';
import { makeLink, play, type WatchUnhandled } from './play.js';

// Jest fails a test that leaves a rejection unhandled; the process that a test sees reports none.
const watchUnhandled: WatchUnhandled = () => () => {};

describe('in Node', () => {
  testMatrix('node', () => {
    const link = makeLink();
    return { app: link, play: (row, url) => play(row, url, watchUnhandled, link) };
  });
});
