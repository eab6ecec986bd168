import {
  accumulateContent,
  accumulateReply,
  coalesceContent,
  errorAsEvent,
  retryOnNetwork,
  sampleTps,
  smoothContent,
  splitReasoning,
  splitSentences,
  throwOnErrorEvent,
  timeoutBetweenChunks,
} from '../../../dist/node/operators/index.js';
// The rxjs of this library; `rxjs` would be that of a peer.
import { from, map, timeout } from '../../../node_modules/rxjs/dist/cjs/index.js';
import { send } from '../clients/ours.mjs';
import { makeCorpus } from '../corpus.mjs';
import { compare, timed } from '../timing.mjs';

const SIZE = 100_000;

const operators = [
  ['rxjs `map`', map((event) => event)],
  ['rxjs `map` that reads the clock', map((event) => (Date.now() > 0 ? event : undefined))],
  ['`timeoutBetweenChunks(60_000)`', timeoutBetweenChunks(60_000)],
  ['`sampleTps()`', sampleTps()],
  // The interval is so short that no two deltas fall into one.
  ['`coalesceContent()`, quiet', coalesceContent({ interval: 1e-9 })],
  ['`coalesceContent()`, merging', coalesceContent()],
  ['`retryOnNetwork()`', retryOnNetwork()],
  ['`splitReasoning()`', splitReasoning()],
  ['`smoothContent()`', smoothContent()],
  ['`splitSentences()`', splitSentences()],
  ['`throwOnErrorEvent()`', throwOnErrorEvent()],
  ['`errorAsEvent()`', errorAsEvent()],
  ['`accumulateContent()`', accumulateContent()],
  ['`accumulateReply()`', accumulateReply()],
  ['rxjs `timeout({ each })`', timeout({ each: 60_000 })],
];

/** Samples the cost of an operator: the time with it minus the time without, in ns per event. */
const added = (without$, with$) => {
  const without = timed(() => without$.subscribe());
  const withIt = timed(() => with$.subscribe());
  return async () => (((await withIt()) - (await without())) * 1e6) / SIZE;
};

/** Measures what each operator adds to the time of a synchronous stream of events. */
export async function measure({ budget }) {
  const { block, times } = makeCorpus(SIZE);
  const events = block.map(({ kind: type, text }) => ({ type, text }));
  const events$ = from(Array.from({ length: times }, () => events).flat());

  // Comments instead of events, so that little else is measured.
  const frames = Array.from({ length: SIZE }, () => ({ kind: 'data', chunk: ':\n\n' }));
  frames.push({ kind: 'data', chunk: 'event: done\n\n' });
  const call$ = (config) =>
    send('streamingChat', undefined, { transport: () => from(frames), ...config });

  return compare(
    [
      ...operators.map(([name, operator]) => ({
        name,
        sample: added(events$, events$.pipe(operator)),
      })),
      {
        name: 'both deadlines of a call, on, per read',
        sample: added(call$({ connectionTimeout: 0, readTimeout: 0 }), call$({})),
      },
    ],
    budget,
  );
}
