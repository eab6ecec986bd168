import { wires } from '../../wires.mjs';
import { Answer } from '../answer.mjs';
import { checkClients } from '../check.mjs';
import { clientsOf } from '../clients/index.mjs';
import { bytesOf, cuts, makeCorpus, sizeOf } from '../corpus.mjs';
import { delayOf, memoryOf } from '../probes.mjs';
import { serve } from '../serve.mjs';
import { interleave, median, ratio, timed } from '../timing.mjs';

// Events per sample, at least: a shorter sample would be lost in the noise.
const SAMPLE = 20_000;
// Events read before the first sample. A longer answer warms up while it is read.
const WARM_UP = 60_000;
// Events of an answer that takes seconds, and so has fewer rounds.
const LONG = 1_000_000;
// A client that takes SLOW times as long as the limit takes part in every second round only, and
// so on up to MAX_EVERY, to leave time for the others.
const SLOW = 4;
const MAX_EVERY = 4;

const able = (clients, size) => clients.filter(({ maxEvents = Infinity }) => size <= maxEvents);

const readTimes = async (times, { read }, bytes) => {
  for (let time = 0; time < times; time++) await read(serve(bytes), new Answer());
};

async function timesOf(clients, protocol, size, cut, budget) {
  const bytes = bytesOf(makeCorpus(size), wires[protocol], cut);
  const times = Math.max(1, SAMPLE / size);
  const contestants = able(clients, size);
  const runs = contestants.map((client) => timed(() => readTimes(times, client, bytes)));
  let last = [];
  for (let events = 0; events + size <= WARM_UP; events += times * size) {
    last = [];
    for (const run of runs) last.push(await run());
  }
  const every = last.map((ms) => Math.min(MAX_EVERY, Math.ceil(ms / last[0] / SLOW)));
  globalThis.gc();
  const samples = await interleave(runs, budget, size < LONG ? 9 : 5, every);
  const rows = contestants.map(({ name, comparedWith }, index) => ({
    name,
    ns: (median(samples[index]) * 1e6) / (times * size),
    toLimit: ratio(samples[index], samples[0]),
    toOurs:
      comparedWith &&
      ratio(samples[index], samples[contestants.findIndex((one) => one.name === comparedWith)]),
  }));
  return { size, cut, bytesPerEvent: sizeOf(bytes) / size, rows };
}

/** Measures the clients of a protocol: time by length and cut, memory, delay of an event. */
export async function measure({ protocol, sizes, budget }) {
  const clients = clientsOf(protocol);
  const digest = await checkClients(protocol, clients);

  const cells = [];
  for (const cut of Object.keys(cuts)) {
    for (const size of sizes) cells.push(await timesOf(clients, protocol, size, cut, budget));
  }
  const memory = [];
  const delays = [];
  for (const client of clients) {
    const { name, accumulates } = client;
    const rows = [];
    for (const size of sizes) {
      if (able([client], size).length > 0) rows.push(await memoryOf(client, protocol, size));
    }
    memory.push({ name, rows });
    if (!accumulates) delays.push({ name, ...(await delayOf(client, protocol)) });
  }
  return { protocol, digest, cells, memory, delays };
}
