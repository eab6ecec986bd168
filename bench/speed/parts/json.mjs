import { JSONParser } from '@streamparser/json';
import { parsePartialJson } from 'ai';
import { parse as parseStream } from 'jsonriver';
import { parse as parsePrefix } from 'partial-json';
import { accumulateObject } from '../../../dist/node/operators/index.js';
import { valueOf } from '../../../dist/node/src/json/draft.js';
import { partialJson } from '../../../dist/node/src/json/partialJson.js';
// The rxjs of this library; `rxjs` would be that of a peer.
import { from } from '../../../node_modules/rxjs/dist/cjs/index.js';
import { interleave, median, ratio, timed } from '../timing.mjs';

const SIZES = [100_000, 1_000_000];
// Characters of a sample, at least: a shorter one would be lost in the noise.
const SAMPLE = 2_000_000;
const DELTA = 20;
// What reads the whole text again for each delta takes minutes for a longer one.
const MAX_QUADRATIC = 100_000;

const row = (id) => ({ id, name: `Product ${id}`, price: id * 1.25, tags: ['new', 'in "stock"'] });
const rowLength = JSON.stringify(row(1000)).length;

const documents = {
  'an array of objects': (size) =>
    JSON.stringify(Array.from({ length: size / rowLength }, (_, id) => row(id))),
  'one string': (size) => JSON.stringify({ text: 'A line of "text".\n'.repeat(size / 21) }),
};

const cut = (text) =>
  Array.from({ length: Math.ceil(text.length / DELTA) }, (_, at) =>
    text.slice(at * DELTA, (at + 1) * DELTA),
  );

const events$ = (deltas) =>
  from([...deltas.map((text) => ({ type: 'content', text })), { type: 'done' }]);

const accumulate = (look) => async (deltas) => {
  let last;
  events$(deltas)
    .pipe(accumulateObject())
    .subscribe((snapshot) => {
      last = snapshot;
      look(snapshot);
    });
  return last.value;
};

const again = (parse) => async (deltas) => {
  let text = '';
  let value;
  for (const delta of deltas) {
    text += delta;
    value = await parse(text);
  }
  return value;
};

const contestants = [
  {
    name: 'the parser of `accumulateObject` alone',
    read: async (deltas) => {
      const json = partialJson();
      for (const delta of deltas) json.push(delta);
      return valueOf(json.draft());
    },
  },
  { name: '`accumulateObject()`', read: accumulate(() => {}) },
  { name: '`accumulateObject()`, each value read', read: accumulate(({ value }) => value) },
  {
    name: '@streamparser/json, without snapshots',
    read: async (deltas) => {
      const parser = new JSONParser();
      let last;
      parser.onValue = ({ value }) => {
        last = value;
      };
      for (const delta of deltas) parser.write(delta);
      return last;
    },
  },
  {
    name: 'jsonriver, which changes its value in place',
    read: async (deltas) => {
      let last;
      for await (const value of parseStream(ReadableStream.from(deltas))) last = value;
      return last;
    },
  },
  {
    name: 'ai `parsePartialJson`',
    max: MAX_QUADRATIC,
    read: again(async (text) => (await parsePartialJson(text)).value),
  },
  { name: 'partial-json', max: MAX_QUADRATIC, read: again((text) => parsePrefix(text)) },
];

async function compare(document, size, budget) {
  const text = documents[document](size);
  const deltas = cut(text);
  const able = contestants.filter(({ max = Infinity }) => size <= max);
  for (const { name, read } of able) {
    if (JSON.stringify(await read(deltas)) !== text) throw new Error(`${name} got another value`);
  }
  const samplesOf = ({ read, max }) => {
    const times = max === undefined ? SAMPLE / size : 1;
    const run = timed(async () => {
      for (let time = 0; time < times; time++) await read(deltas);
    });
    return async () => (await run()) / times;
  };
  const samples = await interleave(able.map(samplesOf), budget);
  const rows = able.map(({ name }, index) => ({
    name,
    ms: median(samples[index]),
    times: ratio(samples[index], samples[0]),
  }));
  return { document, size, rows };
}

/** Compares what reads JSON while it streams, in deltas of 20 characters. */
export async function measure({ budget }) {
  const cells = [];
  for (const document of Object.keys(documents)) {
    for (const size of SIZES) cells.push(await compare(document, size, budget / 5));
  }
  return cells;
}
