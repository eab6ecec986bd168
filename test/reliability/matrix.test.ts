import { describe } from '@jest/globals';
import { testMatrix } from './matrix.js';
import { play } from './play.js';

describe('in Node', () => {
  testMatrix('node', (row, url) =>
    play(row, url, (tell) => {
      process.on('unhandledRejection', tell);
      return () => process.off('unhandledRejection', tell);
    }),
  );
});
