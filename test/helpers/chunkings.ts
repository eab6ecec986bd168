/** A way to cut a body, for a title. */
export interface Chunking {
  readonly name: string;
  readonly cut: (bytes: Uint8Array) => readonly Uint8Array[];
}

/** Cuts into pieces of `size` bytes; the last may be shorter. */
export const every =
  (size: number) =>
  (bytes: Uint8Array): readonly Uint8Array[] =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );

/** Cuts into equal pieces, one byte each and larger, and no cut at all. */
export const chunkings: readonly Chunking[] = [
  { name: 'whole', cut: (bytes) => [bytes] },
  ...[1, 2, 3, 5, 7].map((size) => ({ name: `${size} byte(s) at a time`, cut: every(size) })),
];

/** All ways to cut a body into two. */
export const twoWaySplits = (bytes: Uint8Array): readonly (readonly [Uint8Array, Uint8Array])[] =>
  Array.from({ length: bytes.length + 1 }, (_, at) => [bytes.subarray(0, at), bytes.subarray(at)]);
