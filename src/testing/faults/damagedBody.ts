import type { PushMachine } from '../../rx/pushThrough.js';
import type { TransportFrame } from '../../transport/transport.js';
import type { Fault } from './fault.js';

const encoder = /*#__PURE__*/ new TextEncoder();

const bytesOf = (chunk: Uint8Array | string): Uint8Array =>
  typeof chunk === 'string' ? encoder.encode(chunk) : chunk;

/** Inverts one byte of a chunk that begins at the byte `from` of the body, if it is in there. */
const corrupted = (bytes: Uint8Array, from: number, at: number | undefined): Uint8Array => {
  const byte = at === undefined ? undefined : bytes[at - from];
  if (at === undefined || byte === undefined) return bytes;
  const copy = bytes.slice();
  copy[at - from] = byte ^ 0xff;
  return copy;
};

/** Returns how many bytes are left until the end of the piece that the byte `at` is in. */
const pieceMeter = (pieces: number | readonly number[] | undefined): ((at: number) => number) => {
  if (pieces === undefined) return () => Infinity;
  const sizes = typeof pieces === 'number' ? [pieces] : pieces;
  let end = 0;
  let next = 0;
  return (at) => {
    while (end <= at) end += sizes[next++ % sizes.length] ?? Infinity;
    return end - at;
  };
};

/**
 * Damages a body as it passes: inverts a byte, cuts it into pieces, and calls `trip` as soon as
 * `limit` bytes have passed. Nothing passes after that.
 */
export function damagedBody(
  { corruptAt, pieces }: Fault,
  limit: number,
  output: { readonly next: (frame: TransportFrame) => void },
  trip: () => void,
): PushMachine<TransportFrame> {
  const isWhole = corruptAt === undefined && pieces === undefined && limit === Infinity;
  const roomInPiece = pieceMeter(pieces);
  let at = 0;
  let isOver = false;

  const pass = (frame: TransportFrame, size: number): void => {
    at += size;
    output.next(frame);
  };

  const passData = (all: Uint8Array): void => {
    const bytes = corrupted(all, at, corruptAt).subarray(0, limit - at);
    // An empty chunk passes too.
    for (let from = 0; from < bytes.length || from === 0;) {
      const chunk = bytes.subarray(from, from + roomInPiece(at));
      pass({ kind: 'data', chunk }, chunk.length);
      from += chunk.length || 1;
    }
  };

  return {
    push: (frame) => {
      if (isOver) return;
      if (isWhole || frame.kind === 'open') {
        pass(frame, 0);
      } else if (frame.kind === 'data') {
        if (at < limit) passData(bytesOf(frame.chunk));
      } else {
        const { length } = encoder.encode(frame.message.data);
        // A message comes whole or not at all.
        if (at + length > limit) at = limit;
        else pass(frame, length);
      }
      isOver = at >= limit;
      if (isOver) trip();
    },
  };
}
