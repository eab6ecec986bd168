// Measures this library, its peers and the limit of each wire on the same bytes, and prints what it saw. Names of parts measure only those; `--quick`
// takes less care; `--write` puts it all into docs/performance.md, with a chart.
import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeBetween } from '../page.mjs';
import { chart } from './chart.mjs';
import { report } from './report.mjs';
import { targetsOf } from './targets.mjs';
import { wires } from './wires.mjs';

const docs = new URL('../../docs/', import.meta.url);

const careful = { sizes: [1000, 10_000, 100_000, 1_000_000], budget: 2000 };
const quick = { sizes: [1000, 10_000], budget: 800 };

const others = ['event', 'block', 'streams', 'operators', 'chain', 'sizes'];
const parts = [...Object.keys(wires), ...others];

function measure(part, care) {
  const [module, options] = wires[part]
    ? ['wire', { ...care, wire: part }]
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

const versionOf = (name) => {
  const path = new URL(`node_modules/${name}/package.json`, import.meta.url);
  return `${name} ${JSON.parse(readFileSync(path, 'utf8')).version}`;
};

const peers = [
  '@ag-ui/client',
  '@anthropic-ai/sdk',
  '@microsoft/fetch-event-source',
  'ai',
  'eventsource-parser',
  'openai',
];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' } },
});
const wanted = positionals.length === 0 ? parts : positionals;
const unknown = wanted.filter((part) => !parts.includes(part));
if (unknown.length > 0) throw new Error(`No part ${unknown}: there are ${parts.join(', ')}`);
if (options.write && (options.quick || positionals.length > 0)) {
  throw new Error('What is written is measured with care, and whole');
}

const start = performance.now();
const results = {};
for (const part of wanted) {
  console.error(`measuring ${part} …`);
  results[part] = await measure(part, options.quick ? quick : careful);
}
const minutes = ((performance.now() - start) / 60_000).toFixed(1);

const ofWires = Object.keys(wires).flatMap((wire) => results[wire] ?? []);
const { version, platform, arch } = process;
const text = [
  `Measured on ${new Date().toISOString().slice(0, 10)} in ${minutes} minutes with Node ${version} on ${platform} ${arch}; ${peers.map(versionOf).join(', ')}.`,
  report({
    ...results,
    ...(ofWires.length > 0 && { wires: ofWires }),
    targets: targetsOf(results),
  }),
].join('\n\n');
console.log(text);
if (options.write) {
  writeFileSync(new URL('performance.svg', docs), chart(ofWires));
  writeBetween(new URL('performance.md', docs), 'bench', text);
}
