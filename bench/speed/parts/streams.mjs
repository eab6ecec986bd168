import { setImmediate as turn } from 'node:timers/promises';
import { wires } from '../../wires.mjs';
import { Answer } from '../answer.mjs';
import { limit } from '../clients/limit.mjs';
import { ours } from '../clients/ours.mjs';
import { bytesOf, makeCorpus } from '../corpus.mjs';
import { interleave, median, quantile, ratio } from '../timing.mjs';

const STREAMS = 200;
const EVENTS = 200;

/** Opens a stream that delivers an event when `send` is called, and notes its delay in `delays`. */
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
      // A client may cancel once it has read `done`.
      if (!cancelled) controller.close();
    },
  };
}

/** Runs all streams: in each turn of the event loop, every stream gets its next event. */
const runAll = (client, reads) => async () => {
  const delays = [];
  const streams = Array.from({ length: STREAMS }, () => openStream(client, delays));
  await turn();
  let maxLag = 0;
  for (const [sent, bytes] of reads.entries()) {
    for (const { send } of streams) send(bytes);
    await turn();
    const slowest = Math.min(...streams.map(({ answer }) => answer.events));
    if (sent < EVENTS) maxLag = Math.max(maxLag, sent + 1 - slowest);
  }
  for (const { end } of streams) end();
  await Promise.all(streams.map(({ finished }) => finished));
  return { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99), maxLag };
};

/** Measures 200 answers at once on one thread: the delay of their events, and how far one lags. */
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
    maxLag: Math.max(...of(index, 'maxLag')),
  }));
}
