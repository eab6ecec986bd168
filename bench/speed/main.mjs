// Measures this library, its peers and the limit of each protocol on the same bytes, and prints
// the results. Arguments name the parts to measure; `--quick` takes less time and care; `--write`
// puts the results and a chart into docs/performance.md.
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runtime, today } from '../report/environment.mjs';
import { readManifest } from '../report/readManifest.mjs';
import { writeBetween } from '../report/writeBetween.mjs';
import { wires } from '../wires.mjs';
import { chart } from './chart.mjs';
import { report } from './report.mjs';
import { targetsOf } from './targets.mjs';

const docs = new URL('../../docs/', import.meta.url);

// The lengths of answers in events, and the ms for each comparison.
const careful = { sizes: [1000, 10_000, 100_000, 1_000_000], budget: 2000 };
const quick = { sizes: [1000, 10_000], budget: 800 };

const protocols = Object.keys(wires);
const parts = [...protocols, 'event', 'block', 'streams', 'operators', 'json', 'chain', 'sizes'];

function measure(part, care) {
  const [module, options] = protocols.includes(part)
    ? ['protocol', { ...care, protocol: part }]
    : [part, { budget: 5 * care.budget }];
  return new Promise((resolve, reject) => {
    const child = fork(new URL('child.mjs', import.meta.url), [module, JSON.stringify(options)], {
      execArgv: ['--expose-gc'],
    });
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${part} ended with ${code}`)));
  });
}

const peers = [
  '@ag-ui/client',
  '@anthropic-ai/sdk',
  '@microsoft/fetch-event-source',
  '@streamparser/json',
  'ai',
  'eventsource-parser',
  'jsonriver',
  'openai',
  'partial-json',
];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' } },
});
const wanted = positionals.length === 0 ? parts : positionals;
const unknown = wanted.filter((part) => !parts.includes(part));
if (unknown.length > 0) {
  throw new Error(`Unknown part ${unknown.join(', ')}: the parts are ${parts.join(', ')}`);
}
if (options.write && (options.quick || positionals.length > 0)) {
  throw new Error('--write needs all parts, without --quick');
}

const start = performance.now();
const results = {};
for (const part of wanted) {
  console.error(`measuring ${part} …`);
  results[part] = await measure(part, options.quick ? quick : careful);
}
const minutes = ((performance.now() - start) / 60_000).toFixed(1);

const ofProtocols = protocols.flatMap((protocol) => results[protocol] ?? []);
const versions = peers.map((name) => `${name} ${readManifest(name).version}`).join(', ');
const text = [
  `Measured on ${today} in ${minutes} minutes with ${runtime}; ${versions}.`,
  report({
    ...results,
    ...(ofProtocols.length > 0 && { protocols: ofProtocols }),
    targets: targetsOf(results),
  }),
].join('\n\n');
console.log(text);
if (options.write) {
  writeFileSync(new URL('performance.svg', docs), chart(ofProtocols));
  writeBetween(new URL('performance.md', docs), 'bench', text);
}
