import { Answer } from '../answer.mjs';
import { limit } from '../clients/limit.mjs';
import { ours } from '../clients/ours.mjs';
import { cutAt, makeCorpus } from '../corpus.mjs';
import { CALL, LIMIT } from '../names.mjs';
import { serve } from '../serve.mjs';
import { compare, timed } from '../timing.mjs';

const SIZE = 4_000_000;

/** Compares one event of 4 MB in reads of 1 KiB to `JSON.parse` of its data alone. */
export async function measure({ budget }) {
  const text = makeCorpus(10_000)
    .block.map(({ text }) => text)
    .join('');
  const data = JSON.stringify({ text: text.repeat(SIZE / Buffer.byteLength(text)) });
  const reads = cutAt(() => 1024)([
    `event: content\ndata: ${data}\n\n`,
    'event: done\ndata: {}\n\n',
  ]);

  const readBy = (client) => timed(() => client.read(serve({ reads }), new Answer()));
  return compare(
    [
      { name: '`JSON.parse`', sample: timed(() => JSON.parse(data)) },
      { name: LIMIT, sample: readBy(limit('streamingChat')) },
      {
        name: CALL,
        sample: readBy(ours('streamingChat', { maxEventSize: SIZE })),
      },
    ],
    budget,
  );
}
