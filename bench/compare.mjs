// Runs every client against every fault and prints what was observed; `--write` puts it into docs/reliability.md.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { faults } from './faults.mjs';
import { writeBetween } from './page.mjs';
import { measurePeers } from './sizes/peers.mjs';
import { markdownTable } from './table.mjs';

const clientModules = [
  'ours',
  'oursWithRetry',
  'openai',
  'anthropic',
  'ai',
  'agUi',
  'fetchEventSource',
];
// Every cell has its own bound; this one is for what nobody thought of.
const bound = 150_000;

const page = new URL('../docs/reliability.md', import.meta.url);

function runClient(name) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('clientWorker.mjs', import.meta.url), {
      workerData: { module: `./clients/${name}.mjs` },
    });
    const leave = (settle) => (value) => {
      clearTimeout(timer);
      // A client may have left timers that would keep its thread alive.
      worker.terminate();
      settle(value);
    };
    const timer = setTimeout(() => {
      leave(reject)(new Error(`${name}: not done after ${bound} ms`));
    }, bound);
    worker.once('message', leave(resolve));
    worker.once('error', leave(reject));
  });
}

function manifest(name) {
  const path = name === 'rxjs-chat-stream' ? '..' : `node_modules/${name}`;
  return JSON.parse(readFileSync(new URL(`${path}/package.json`, import.meta.url), 'utf8'));
}

const each = (packages, tell) =>
  packages
    .map((name) => tell(manifest(name)))
    .filter((text, index, all) => all.indexOf(text) === index)
    .join(', ');

const clientRow = ({ title, packages, wire, timeoutOption, cancelBy }) => [
  title,
  each(packages, ({ name, version }) => `${name} ${version}`),
  each(packages, ({ engines }) => engines?.node ?? 'any'),
  wire,
  timeoutOption,
  cancelBy,
];

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

function report(clients, sizes) {
  const { version, platform, arch } = process;
  const { version: esbuild } = manifest('esbuild');
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)} with Node ${version} on ${platform} ${arch}.`,
    markdownTable([
      ['client', 'version', 'Node it asks for', 'wire format', 'time limit set by', 'cancelled by'],
      ...clients.map(clientRow),
    ]),
    markdownTable([
      ['what the server does', ...clients.map(({ title }) => title)],
      ...faults.map(({ title }, row) => [title, ...clients.map(({ cells }) => cells[row])]),
    ]),
    `A minimal import of each, bundled by esbuild ${esbuild} for the browser:`,
    markdownTable([
      ['import', 'minified', 'gzip'],
      ...sizes.map(({ name, minified, gzipped }) => [
        name,
        kilobytes(minified),
        kilobytes(gzipped),
      ]),
    ]),
  ].join('\n\n');
}

const { values: options } = parseArgs({ options: { write: { type: 'boolean' } } });
const clients = await Promise.all(clientModules.map(runClient));
const text = report(clients, await measurePeers());
console.log(text);
if (options.write) writeBetween(page, 'compare', text);
