import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { type ChatServer, openStream, startChatServer } from '../../helpers/chatServer.js';
import { sampleEvents, sampleStream } from '../../helpers/samples.js';
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

describeInChromium('A call in Chromium', () => {
  let server: ChatServer;
  let browser: Chromium;

  beforeAll(async () => {
    const html = await pageOf('page.js');
    server = await startChatServer((response, { method }) => {
      if (method === 'POST') openStream(response).end(sampleStream);
      else response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    });
    browser = await startChromium();
  });
  afterAll(async () => {
    await server.stop();
    await browser.close();
  });

  it('gives the events of the sample answer', async () => {
    const page = await browser.open(server.url);
    expect(await page.evaluate('call()')).toStrictEqual(sampleEvents);
  });
});
