import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from '@jest/globals';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { type ChatServer, startChatServer } from '../../helpers/chatServer.js';
import { testMatrix } from '../matrix.js';
import type { Observation } from '../play.js';
import { rows } from '../rows/index.js';
import { type Chromium, describeInChromium, startChromium } from './chromium.js';

/** A page whose one script is `entry`, a compiled file of this folder, with all that it imports. */
const pageOf = async (entry: string): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  // esbuild leaves no `</script` in what it makes for browsers.
  return `<!doctype html><script type="module">${outputFiles[0]?.text}</script>`;
};

describeInChromium('in Chromium', () => {
  let server: ChatServer;
  let browser: Chromium;
  let page: Page;

  beforeAll(async () => {
    const html = await pageOf('page.js');
    server = await startChatServer((response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    });
    browser = await startChromium();
    page = await browser.open(server.url);
  });
  afterAll(async () => {
    await server.stop();
    await browser.close();
  });

  testMatrix('browser', (row, url) =>
    page.evaluate<Observation>(`playRow(${rows.indexOf(row)}, ${JSON.stringify(url)})`),
  );
});
