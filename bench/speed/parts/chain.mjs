import {
  accumulateReply,
  errorAsEvent,
  retryOnNetwork,
  splitReasoning,
  timeoutBetweenChunks,
} from '../../../dist/node/operators/index.js';
import { wires } from '../../wires.mjs';
import { Answer } from '../answer.mjs';
import { send } from '../clients/ours.mjs';
import { bytesOf, makeCorpus } from '../corpus.mjs';
import { serve } from '../serve.mjs';
import { compare, timed } from '../timing.mjs';

const SIZE = 100_000;

const readmeChain = [
  timeoutBetweenChunks(60_000),
  retryOnNetwork(),
  splitReasoning(),
  errorAsEvent(),
  accumulateReply(),
];

/** Compares the call with the chain of the README to a bare call whose caller joins the text. */
export async function measure({ budget }) {
  const bytes = bytesOf(makeCorpus(SIZE), wires.streamingChat, '16 KiB reads');
  const bare = () => {
    const answer = new Answer();
    return send('streamingChat', serve(bytes)).forEach((event) => answer.add(event));
  };
  const chained = () =>
    send('streamingChat', serve(bytes))
      .pipe(...readmeChain)
      .forEach(() => {});
  return compare(
    [
      { name: 'the bare call', sample: timed(bare) },
      { name: 'with the chain of the README', sample: timed(chained) },
    ],
    budget,
  );
}
