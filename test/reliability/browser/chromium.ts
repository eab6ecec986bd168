import { existsSync } from 'node:fs';
import { describe } from '@jest/globals';
import { chromium, type Page } from 'playwright-core';

const wellKnown = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of a Chromium or Chrome on this machine. An empty `CHROMIUM_PATH` stands for none. */
export const findChromium = (): string | undefined =>
  (process.env['CHROMIUM_PATH'] ?? wellKnown.find(existsSync)) || undefined;

/**
 * Describes what holds in a browser. Where none is found, the tests are skipped, and a warning says
 * so.
 */
export function describeInChromium(title: string, tests: () => void): void {
  const found = findChromium() !== undefined;
  if (!found) console.warn(`${title}: skipped, no Chromium found. CHROMIUM_PATH can name one.`);
  const describeOrSkip = found ? describe : describe.skip;
  describeOrSkip(found ? title : `${title} (skipped: no Chromium found)`, tests);
}

/** A running browser. */
export interface Chromium {
  /** Resolves with a page at `url` once it has loaded. */
  readonly open: (url: string) => Promise<Page>;
  /** Ends it, and every page. */
  readonly close: () => Promise<void>;
}

/** Starts a browser without a window. */
export async function startChromium(): Promise<Chromium> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium found');
  const browser = await chromium.launch({
    executablePath,
    // Beside these, playwright gives the flags that turn off the browser's own traffic: updates,
    // sync, first run.
    args: ['--disable-gpu', '--disable-quic'],
    // Chromium refuses to run as root inside its sandbox, and containers of CI often cannot have
    // one.
    chromiumSandbox: process.getuid?.() !== 0 && process.env['CI'] === undefined,
  });
  return {
    open: async (url) => {
      // The servers of tests have certificates that nobody vouches for.
      const page = await browser.newPage({ ignoreHTTPSErrors: true });
      await page.goto(url);
      return page;
    },
    close: () => browser.close(),
  };
}
