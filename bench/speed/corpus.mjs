// Answers of any length that are the same on every machine and in every run.

/** The longest answer that peers read: more would take too long and show little. */
export const MAX_PEER_EVENTS = 100_000;

/** Makes a generator of pseudo-random numbers from 0 to 1: mulberry32. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// Typical tokens: mostly short, some with characters that JSON escapes, some not ASCII.
const tokens = [
  ' the, of, and, to, a, in, is, that, stream, answer, events, because,ing,ed,ly,., "quoted"',
  '\n\n,\n- ,`code`,\n  , Observable, 42, 3.14,**,é, naïve, 日本語,，。, 👍🏽, –, \\frac,{, }, =>,(),;',
].flatMap((some) => some.split(','));

const REASONING = 0.1;
// In deltas. A longer answer repeats a block of them, so that it needs no more memory.
const BLOCK = 10_000;

/** Makes a seeded answer of `size` deltas, which is `block` repeated `times` times. */
export function makeCorpus(size, seed = 1) {
  const random = seeded(seed);
  const delta = () => ({
    kind: random() < REASONING ? 'reasoning' : 'content',
    text: tokens[Math.floor(random() * tokens.length)],
  });
  const block = Array.from({ length: Math.min(size, BLOCK) }, delta);
  return { size, block, times: size / block.length };
}

/** The answer that every client has to read from a corpus. */
export function answerOf({ size, block, times }) {
  const textOf = (wanted) =>
    block
      .flatMap(({ kind, text }) => (kind === wanted ? [text] : []))
      .join('')
      .repeat(times);
  return { events: size, content: textOf('content'), reasoning: textOf('reasoning') };
}

const encoder = new TextEncoder();

/** Cuts the bytes of events into reads; `lengthOf` returns the length of the next one. */
export const cutAt = (lengthOf) => (events) => {
  const bytes = encoder.encode(events.join(''));
  const reads = [];
  for (let from = 0; from < bytes.length; from += reads.at(-1).length) {
    reads.push(bytes.slice(from, from + lengthOf()));
  }
  return reads;
};

/** The ways to cut the bytes of events into reads. */
export const cuts = {
  '16 KiB reads': () => cutAt(() => 16 * 1024),
  'one event per read': () => (events) => events.map((event) => encoder.encode(event)),
  'reads of 1 to 200 bytes': () => {
    const random = seeded(2);
    return cutAt(() => 1 + Math.floor(random() * 200));
  },
};

/** Encodes a corpus in a protocol, cut into reads. */
export function bytesOf({ block, times }, { headers, head, tail, ...eventOf }, cutName) {
  const cut = cuts[cutName]();
  const repeated = cut(block.map(({ kind, text }) => eventOf[kind](text)));
  const reads = [cut(head), ...Array.from({ length: times }, () => repeated), cut(tail)].flat();
  return { headers, reads };
}

/** The number of bytes in all reads. */
export const sizeOf = ({ reads }) => reads.reduce((total, { length }) => total + length, 0);
