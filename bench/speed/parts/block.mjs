import { wires } from '../../wires.mjs';
import { Answer } from '../answer.mjs';
import { limit } from '../clients/limit.mjs';
import { ours } from '../clients/ours.mjs';
import { bytesOf, makeCorpus } from '../corpus.mjs';
import { serve } from '../serve.mjs';
import { compare } from '../timing.mjs';

const SIZE = 50_000;

/** Measures how long 50,000 events in one read block the thread, in ms. */
export async function measure({ budget }) {
  const { reads } = bytesOf(makeCorpus(SIZE), wires.streamingChat, '16 KiB reads');
  const bytes = { reads: [Buffer.concat(reads)] };
  const blockOf =
    ({ read }) =>
    async () => {
      let arrival;
      let last;
      const onRead = () => {
        arrival = performance.now();
      };
      const onEvent = (count) => {
        if (count === SIZE) last = performance.now();
      };
      await read(serve(bytes, onRead), new Answer(onEvent));
      return last - arrival;
    };

  const clients = [limit('streamingChat'), ours('streamingChat')];
  return compare(
    clients.map((client) => ({ name: client.name, sample: blockOf(client) })),
    budget,
  );
}
