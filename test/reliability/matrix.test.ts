import { describe } from '@jest/globals';
import { testMatrix } from './matrix.js';
import { makeLink, play, type WatchUnhandled } from './play.js';

const watchUnhandled: WatchUnhandled = (report) => {
  process.on('unhandledRejection', report);
  return () => process.off('unhandledRejection', report);
};

describe('in Node', () => {
  testMatrix('node', () => {
    const link = makeLink();
    return { app: link, play: (row, url) => play(row, url, watchUnhandled, link) };
  });
});
