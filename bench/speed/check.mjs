import { createHash } from 'node:crypto';
import { wires } from '../wires.mjs';
import { Answer } from './answer.mjs';
import { answerOf, bytesOf, cuts, makeCorpus } from './corpus.mjs';
import { serve } from './serve.mjs';

const digestOf = ({ reads }) =>
  reads.reduce((hash, read) => hash.update(read), createHash('sha256')).digest('hex');

/**
 * Checks that every client reads the answer that was written, and that all cuts are of the same
 * bytes. Returns the digest of these.
 */
export async function checkClients(protocol, clients) {
  const corpus = makeCorpus(1000);
  const wanted = answerOf(corpus);
  const digests = new Set();
  for (const cut of Object.keys(cuts)) {
    const bytes = bytesOf(corpus, wires[protocol], cut);
    digests.add(digestOf(bytes));
    for (const { name, accumulates, read } of clients) {
      const got = new Answer();
      await read(serve(bytes), got);
      // A client that accumulates may skip intermediate states.
      const checked = accumulates ? ['content', 'reasoning'] : ['content', 'reasoning', 'events'];
      const wrong = checked.filter((field) => got[field] !== wanted[field]);
      if (wrong.length > 0) throw new Error(`${protocol}, ${cut}: ${name} got wrong ${wrong}`);
    }
  }
  if (digests.size !== 1) throw new Error(`${protocol}: the cuts differ in their bytes`);
  return [...digests][0];
}
