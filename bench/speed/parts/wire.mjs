import { Answer } from '../answer.mjs';
import { checkClients } from '../check.mjs';
import { clientsOf } from '../clients/index.mjs';
import { bytesOf, cuts, makeCorpus, sizeOf } from '../corpus.mjs';
import { delayOf, memoryOf } from '../probes.mjs';
import { serve } from '../serve.mjs';
import { interleave, median, ratio, timed } from '../timing.mjs';
import { wires } from '../wires.mjs';

// A sample has so many events at least: less is over before it can be told from what disturbs it.
const SAMPLE = 20_000;
// So many are read before anything counts; a run of more is warm long before its end.
const WARM_UP = 60_000;
// What takes seconds comes in fewer rounds.
const LONG = 1_000_000;
// Who takes so many times as long as the limit comes in every second round only, and so on, or little of the time would be left for the others.
const SLOW = 4;
const LEAST_OFTEN = 4;

const able = (clients, size) => clients.filter(({ most = Infinity }) => size <= most);

const readTimes = async (times, { read }, bytes) => {
  for (let time = 0; time < times; time++) await read(serve(bytes), new Answer());
};

async function timesOf(clients, wire, size, cut, budget) {
  const bytes = bytesOf(makeCorpus(size), wires[wire], cut);
  const times = Math.max(1, SAMPLE / size);
  const contestants = able(clients, size);
  const runs = contestants.map((client) => timed(() => readTimes(times, client, bytes)));
  let last = [];
  for (let events = 0; events + size <= WARM_UP; events += times * size) {
    last = [];
    for (const run of runs) last.push(await run());
  }
  const every = last.map((ms) => Math.min(LEAST_OFTEN, Math.ceil(ms / last[0] / SLOW)));
  globalThis.gc();
  const samples = await interleave(runs, budget, size < LONG ? 9 : 5, every);
  const rows = contestants.map(({ name, rival }, index) => ({
    name,
    ns: (median(samples[index]) * 1e6) / (times * size),
    toLimit: ratio(samples[index], samples[0]),
    toOurs:
      rival && ratio(samples[index], samples[contestants.findIndex((one) => one.name === rival)]),
  }));
  return { size, cut, bytesPerEvent: sizeOf(bytes) / size, rows };
}

/** All about one wire: the time of each client for each length and each kind of reads, its memory, and the delay of an event. */
export async function measure({ wire, sizes, budget }) {
  const clients = clientsOf(wire);
  const digest = await checkClients(wire, clients);

  const cells = [];
  for (const cut of Object.keys(cuts)) {
    for (const size of sizes) cells.push(await timesOf(clients, wire, size, cut, budget));
  }
  const memory = [];
  const delays = [];
  for (const client of clients) {
    const { name, accumulates } = client;
    const rows = [];
    for (const size of sizes) {
      if (able([client], size).length > 0) rows.push(await memoryOf(client, wire, size));
    }
    memory.push({ name, rows });
    if (!accumulates) delays.push({ name, ...(await delayOf(client, wire)) });
  }
  return { wire, digest, cells, memory, delays };
}
