import {
  accumulateContent,
  accumulateReply,
  coalesceContent,
  errorAsEvent,
  retryOnNetwork,
  sampleTps,
  splitReasoning,
  throwOnErrorEvent,
  timeoutBetweenChunks,
} from '../../../dist/node/operators/index.js';
// The copy that ours has: that of a peer lies nearer.
import { from, map, timeout } from '../../../node_modules/rxjs/dist/cjs/index.js';
import { send } from '../clients/ours.mjs';
import { makeCorpus } from '../corpus.mjs';
import { compare, timed } from '../timing.mjs';

const SIZE = 100_000;

const steps = [
  ['rxjs `map`', map((event) => event)],
  ['rxjs `map` that reads the clock', map((event) => (Date.now() > 0 ? event : undefined))],
  ['`timeoutBetweenChunks(60_000)`', timeoutBetweenChunks(60_000)],
  ['`sampleTps()`', sampleTps()],
  // All text comes more slowly than so short an interval.
  ['`coalesceContent()`, quiet', coalesceContent({ interval: 1e-9 })],
  ['`coalesceContent()`, merging', coalesceContent()],
  ['`retryOnNetwork()`', retryOnNetwork()],
  ['`splitReasoning()`', splitReasoning()],
  ['`throwOnErrorEvent()`', throwOnErrorEvent()],
  ['`errorAsEvent()`', errorAsEvent()],
  ['`accumulateContent()`', accumulateContent()],
  ['`accumulateReply()`', accumulateReply()],
  ['rxjs `timeout({ each })`', timeout({ each: 60_000 })],
];

/** Samples what a step costs: the time with it less the time without, in ns per event. */
const added = (without$, with$) => {
  const without = timed(() => without$.subscribe());
  const within = timed(() => with$.subscribe());
  return async () => (((await within()) - (await without())) * 1e6) / SIZE;
};

/** What each step adds to the time of events that come all at once. */
export async function measure({ budget }) {
  const { block, times } = makeCorpus(SIZE);
  const events = block.map(({ kind: type, text }) => ({ type, text }));
  const events$ = from(Array.from({ length: times }, () => events).flat());

  // Reads that say nothing, so that there is little else to measure.
  const frames = Array.from({ length: SIZE }, () => ({ kind: 'data', chunk: ':\n\n' }));
  frames.push({ kind: 'data', chunk: 'event: done\n\n' });
  const call$ = (config) =>
    send('streamingChat', undefined, { transport: () => from(frames), ...config });

  return compare(
    [
      ...steps.map(([name, step]) => ({ name, sample: added(events$, events$.pipe(step)) })),
      {
        name: 'both deadlines of a call, on, per read',
        sample: added(call$({ connectionTimeout: 0, readTimeout: 0 }), call$({})),
      },
    ],
    budget,
  );
}
