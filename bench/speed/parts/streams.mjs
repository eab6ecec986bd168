import { setImmediate as turn } from 'node:timers/promises';
import { Answer } from '../answer.mjs';
import { limit } from '../clients/limit.mjs';
import { ours } from '../clients/ours.mjs';
import { bytesOf, makeCorpus } from '../corpus.mjs';
import { interleave, median, quantile, ratio } from '../timing.mjs';
import { wires } from '../wires.mjs';

const STREAMS = 200;
const EVENTS = 200;

/** A stream whose events come when `send` is called, and what is known of them. */
function openStream({ read }, delays) {
  let controller;
  let sentAt;
  let cancelled = false;
  const body = new ReadableStream({
    start: (own) => {
      controller = own;
    },
    cancel: () => {
      cancelled = true;
    },
  });
  const answer = new Answer(() => delays.push(performance.now() - sentAt));
  const fetch = async () =>
    new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  return {
    answer,
    finished: read(fetch, answer),
    send: (bytes) => {
      sentAt = performance.now();
      controller.enqueue(bytes);
    },
    end: () => {
      // Who has read `done` need not wait for it.
      if (!cancelled) controller.close();
    },
  };
}

/** All streams get their next event in the same turn, turn after turn. */
const runAll = (client, reads) => async () => {
  const delays = [];
  const streams = Array.from({ length: STREAMS }, () => openStream(client, delays));
  await turn();
  let mostBehind = 0;
  for (const [sent, bytes] of reads.entries()) {
    for (const { send } of streams) send(bytes);
    await turn();
    const least = Math.min(...streams.map(({ answer }) => answer.events));
    if (sent < EVENTS) mostBehind = Math.max(mostBehind, sent + 1 - least);
  }
  for (const { end } of streams) end();
  await Promise.all(streams.map(({ finished }) => finished));
  return { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99), mostBehind };
};

/** 200 answers at once on one thread: how long their events take, and whether one is left behind. */
export async function measure({ budget }) {
  const { reads } = bytesOf(makeCorpus(EVENTS), wires.streamingChat, 'one event per read');
  const contestants = [limit('streamingChat'), ours('streamingChat')];
  const runs = contestants.map((client) => runAll(client, reads));
  for (const run of runs) await run();
  const samples = await interleave(runs, budget);
  const of = (index, figure) => samples[index].map((sample) => sample[figure]);
  return contestants.map(({ name }, index) => ({
    name,
    p50: median(of(index, 'p50')),
    p99: median(of(index, 'p99')),
    toLimit: ratio(of(index, 'p99'), of(0, 'p99')),
    mostBehind: Math.max(...of(index, 'mostBehind')),
  }));
}
