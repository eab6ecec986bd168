/** A way to cut a body into the chunks of a transport; the name is for a title. */
export interface Chunking {
  readonly name: string;
  readonly cut: (bytes: Uint8Array) => readonly Uint8Array[];
}

/** Cuts into chunks of `size` bytes; the last may be shorter. */
export const every =
  (size: number) =>
  (bytes: Uint8Array): readonly Uint8Array[] =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );

/** No cut at all. */
export const whole: Chunking = { name: 'whole', cut: (bytes) => [bytes] };
/** All cuts that there are. */
export const byteByByte: Chunking = { name: 'a byte at a time', cut: every(1) };

/** The ways to cut a body into equal chunks, from a byte each to the whole. */
export const chunkings: readonly Chunking[] = [
  whole,
  byteByByte,
  ...[2, 3, 5, 7].map((size) => ({ name: `${size} bytes at a time`, cut: every(size) })),
];

/** Cuts a body at these places, in any order. */
export const cutAt = (bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] => {
  const starts = [0, ...[...places].sort((a, b) => a - b)];
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1]));
};
