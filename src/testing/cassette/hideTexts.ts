import { writings } from '../../errors/writings.js';
import { fromBinary, toBinary } from './binary.js';

// Of each writing, the first bytes are looked up at every place of the body.
const HEAD = 6;
const REPLACEMENT = '[redacted]';

const encoder = /*#__PURE__*/ new TextEncoder();

/** The writings of the secrets by their first bytes, the longest first. */
const byHead = (secrets: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const heads = new Map<string, string[]>();
  const written = secrets.flatMap((secret) => writings.map((write) => write(secret)));
  for (const text of new Set(written)) {
    const needle = toBinary(encoder.encode(text));
    const head = needle.slice(0, HEAD);
    heads.set(
      head,
      [...(heads.get(head) ?? []), needle].sort((a, b) => b.length - a.length),
    );
  }
  return heads;
};

/** Where the secrets are in a body, from and to which byte. */
function* placesOf(body: string, secrets: readonly string[]): Iterable<readonly [number, number]> {
  const heads = byHead(secrets);
  for (let at = 0; at < body.length; at++) {
    const found = heads
      .get(body.slice(at, at + HEAD))
      ?.find((needle) => body.startsWith(needle, at));
    if (found === undefined) continue;
    yield [at, at + found.length];
    at += found.length - 1;
  }
}

/**
 * Replaces secrets in the chunks of a body by `[redacted]`, in all the ways in which servers quote
 * them, and over the borders of chunks. There are as many chunks as before.
 */
export function hideTexts(
  chunks: readonly Uint8Array[],
  secrets: readonly string[],
): readonly Uint8Array[] {
  if (secrets.length === 0) return chunks;
  // One character for each byte, so a secret is found in whichever chunks it is.
  const body = chunks.map(toBinary).join('');
  const places = [...placesOf(body, secrets)];
  let start = 0;
  let next = 0;

  return chunks.map((chunk) => {
    const end = start + chunk.length;
    let clean = '';
    let at = start;
    for (let place = places[next]; place && place[0] < end; place = places[next]) {
      const [from, to] = place;
      clean += body.slice(at, Math.max(at, from));
      if (from >= start) clean += REPLACEMENT;
      at = Math.min(to, end);
      if (to > end) break;
      next++;
    }
    clean += body.slice(at, end);
    start = end;
    return fromBinary(clean);
  });
}
