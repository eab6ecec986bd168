import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { startChatServer } from '../../helpers/chatServer.js';
import type { Observation } from '../play.js';
import type { AppLink } from '../row.js';
import { startChromium } from './chromium.js';

/** A page in a browser that plays the app's part. */
export interface TestPage {
  /** Plays row number `row`, or one plain request, against the server at `url`. */
  readonly play: (url: string, row?: number) => Promise<Observation>;
  /** The app that plays. */
  readonly app: AppLink;
  readonly close: () => Promise<void>;
}

/** The page: one script, which is `page.ts` with its imports. */
const bundle = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.js', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  // esbuild leaves no `</script` in what it makes for browsers.
  return `<!doctype html><script type="module">${outputFiles[0]?.text}</script>`;
};

/** Opens the page in a browser of its own. */
export async function openPage(): Promise<TestPage> {
  const html = await bundle();
  const server = await startChatServer((response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(html);
  });
  const browser = await startChromium();
  const page = await browser.open(server.url);
  // Without an answer where the page is gone, since the test that closed it has its verdict.
  const ask = (expression: string): Promise<unknown> => page.evaluate(expression).catch(() => {});
  return {
    app: {
      call: () => ask('callApp()'),
      delivered: (count) => ask(`delivered(${count})`),
    },
    play: (url, row) => page.evaluate<Observation>(`playRow(${JSON.stringify(url)}, ${row})`),
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}
