// Runs every client against every fault and prints what was observed; `--write` puts the tables
// into docs/reliability.md.
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { runtime, today } from '../report/environment.mjs';
import { markdownTable } from '../report/markdownTable.mjs';
import { readManifest } from '../report/readManifest.mjs';
import { writeBetween } from '../report/writeBetween.mjs';
import { esbuildVersion } from '../sizes/bundleSize.mjs';
import { measurePeers } from '../sizes/peers.mjs';
import { wires } from '../wires.mjs';
import { faults } from './faults.mjs';

const clientModules = [
  'ours',
  'oursWithRetry',
  'openai',
  'anthropic',
  'ai',
  'agUi',
  'fetchEventSource',
];
// In ms. Every cell has a bound of its own; this one catches a client that never returns.
const bound = 150_000;

const page = new URL('../../docs/reliability.md', import.meta.url);

function runClient(name) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('clientWorker.mjs', import.meta.url), {
      workerData: { module: `./clients/${name}.mjs` },
    });
    const leave = (settle) => (value) => {
      clearTimeout(timer);
      // Timers that the client left would keep the thread alive.
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

/** The distinct texts that `textOf` makes of the manifests of some packages. */
const ofManifests = (packages, textOf) =>
  [...new Set(packages.map((name) => textOf(readManifest(name))))].join(', ');

const clientRow = ({ title, packages, protocol, timeoutOption, cancelBy }) => [
  title,
  ofManifests(packages, ({ name, version }) => `${name} ${version}`),
  ofManifests(packages, ({ engines }) => engines?.node ?? 'any'),
  wires[protocol].title,
  timeoutOption,
  cancelBy,
];

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

function report(clients, sizes) {
  return [
    `Measured on ${today} with ${runtime}.`,
    markdownTable([
      ['client', 'version', 'required Node', 'protocol', 'time limit set by', 'cancelled by'],
      ...clients.map(clientRow),
    ]),
    markdownTable([
      ['what the server does', ...clients.map(({ title }) => title)],
      ...faults.map(({ title }, row) => [title, ...clients.map(({ cells }) => cells[row])]),
    ]),
    `A minimal import of each, bundled by esbuild ${esbuildVersion} for the browser:`,
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
