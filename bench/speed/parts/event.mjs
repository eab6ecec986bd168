import { Answer } from '../answer.mjs';
import { limit } from '../clients/limit.mjs';
import { ours } from '../clients/ours.mjs';
import { cutAt, makeCorpus } from '../corpus.mjs';
import { serve } from '../serve.mjs';
import { compare, timed } from '../timing.mjs';

const SIZE = 4_000_000;

/** One event of 4 MB in reads of 1 KiB, against `JSON.parse` of its data alone. */
export async function measure({ budget }) {
  const piece = makeCorpus(10_000)
    .block.map(({ text }) => text)
    .join('');
  const data = JSON.stringify({ text: piece.repeat(SIZE / Buffer.byteLength(piece)) });
  const reads = cutAt(() => 1024)([
    `event: content\ndata: ${data}\n\n`,
    'event: done\ndata: {}\n\n',
  ]);

  const readBy = (client) => timed(() => client.read(serve({ reads }), new Answer()));
  return compare(
    [
      { name: '`JSON.parse`', sample: timed(() => JSON.parse(data)) },
      { name: 'the limit', sample: readBy(limit('streamingChat')) },
      {
        name: '`sendStreamingChat`',
        sample: readBy(ours('streamingChat', { maxEventSize: SIZE })),
      },
    ],
    budget,
  );
}
