import { createHash } from 'node:crypto';
import { Answer } from './answer.mjs';
import { answerOf, bytesOf, cuts, makeCorpus } from './corpus.mjs';
import { serve } from './serve.mjs';
import { wires } from './wires.mjs';

const digestOf = ({ reads }) =>
  reads.reduce((hash, read) => hash.update(read), createHash('sha256')).digest('hex');

/** Throws unless each client reads from the bytes what was written, and these are the same in all kinds of reads; gives their digest. */
export async function checkClients(wire, clients) {
  const corpus = makeCorpus(1000);
  const wanted = answerOf(corpus);
  const digests = new Set();
  for (const cut of Object.keys(cuts)) {
    const bytes = bytesOf(corpus, wires[wire], cut);
    digests.add(digestOf(bytes));
    for (const { name, accumulates, read } of clients) {
      const got = new Answer();
      await read(serve(bytes), got);
      // Those that accumulate may leave out steps in between.
      const counted = accumulates ? ['content', 'reasoning'] : ['content', 'reasoning', 'events'];
      const wrong = counted.filter((field) => got[field] !== wanted[field]);
      if (wrong.length > 0) throw new Error(`${wire}, ${cut}: ${name} has other ${wrong}`);
    }
  }
  if (digests.size !== 1) throw new Error(`${wire}: the reads are not of the same bytes`);
  return [...digests][0];
}
