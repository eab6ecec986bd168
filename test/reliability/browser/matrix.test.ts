import { afterAll, beforeAll } from '@jest/globals';
import { testMatrix } from '../matrix.js';
import { rows } from '../rows/index.js';
import { describeInChromium } from './chromium.js';
import { openPage, type TestPage } from './testPage.js';

describeInChromium('in Chromium', () => {
  let page: TestPage;

  beforeAll(async () => {
    page = await openPage();
  });
  afterAll(() => page.close());

  testMatrix('browser', () => ({
    app: page.app,
    play: (row, url) => page.play(url, rows.indexOf(row)),
  }));
});
