// Answers of any length, the same on every machine and in every run.

/** Numbers from 0 to 1 that look random and are not: mulberry32. */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// As tokens come: mostly short, some with what JSON escapes, some longer in UTF-8 than in UTF-16.
const tokens =
  ` the, of, and, to, a, in, is, that, stream, answer, events, because,ing,ed,ly,., "quoted",\n\n,\n- ,\`code\`,
  , Observable, 42, 3.14,**,é, naïve, 日本語,，。, 👍🏽, –, \\frac,{, }, =>,(),;`.split(',');

const REASONING = 0.1;
// A longer answer repeats it, so that a million events need no more memory than it does.
const BLOCK = 10_000;

/** A seeded answer of so many pieces, `block` `times` over; each piece is one event on any wire. */
export function makeCorpus(size, seed = 1) {
  const random = seeded(seed);
  const piece = () => ({
    kind: random() < REASONING ? 'reasoning' : 'content',
    text: tokens[Math.floor(random() * tokens.length)],
  });
  const block = Array.from({ length: Math.min(size, BLOCK) }, piece);
  return { size, block, times: size / block.length };
}

/** What everybody has to read from it. */
export function answerOf({ size, block, times }) {
  const textOf = (wanted) =>
    block
      .flatMap(({ kind, text }) => (kind === wanted ? [text] : []))
      .join('')
      .repeat(times);
  return { events: size, content: textOf('content'), reasoning: textOf('reasoning') };
}

const encoder = new TextEncoder();

/** Makes reads of as many bytes as `lengthOf` says each time. */
export const cutAt = (lengthOf) => (events) => {
  const bytes = encoder.encode(events.join(''));
  const reads = [];
  for (let from = 0; from < bytes.length; from += reads.at(-1).length) {
    reads.push(bytes.slice(from, from + lengthOf()));
  }
  return reads;
};

/** The ways in which bytes arrive: each makes reads of events. */
export const cuts = {
  '16 KiB reads': () => cutAt(() => 16 * 1024),
  'one event per read': () => (events) => events.map((event) => encoder.encode(event)),
  'reads of 1 to 200 bytes': () => {
    const random = seeded(2);
    return cutAt(() => 1 + Math.floor(random() * 200));
  },
};

/** The bytes of a corpus on a wire, in reads of that kind. */
export function bytesOf({ block, times }, { head, piece, tail, headers }, cutName) {
  const cut = cuts[cutName]();
  const repeated = cut(block.map(({ kind, text }) => piece[kind](text)));
  const reads = [cut(head), ...Array.from({ length: times }, () => repeated), cut(tail)].flat();
  return { headers, reads };
}

/** How many bytes these are. */
export const sizeOf = ({ reads }) => reads.reduce((total, { length }) => total + length, 0);
