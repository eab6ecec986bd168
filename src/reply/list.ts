/**
 * An immutable list. A short one is an array. A long one is made of chunks, so that the next list
 * shares all but one of them, and becomes an array only when somebody reads it.
 */
export type List<T> = readonly T[] | LongList<T>;

/** A list of more than one chunk. */
export interface LongList<T> {
  /** Chunks of the same length. */
  readonly full: readonly (readonly T[])[];
  /** The rest, at least one item and at most a chunk. */
  readonly tail: readonly T[];
  readonly toArray: () => readonly T[];
}

const CHUNK = 64;

export const isLong = <T>(list: List<T>): list is LongList<T> => !Array.isArray(list);

const longList = <T>(full: readonly (readonly T[])[], tail: readonly T[]): LongList<T> => {
  let array: readonly T[] | undefined;
  return { full, tail, toArray: () => (array ??= [...full.flat(), ...tail]) };
};

/** Cuts an array that is longer than a chunk. */
const toLong = <T>(array: readonly T[]): LongList<T> => {
  const full: (readonly T[])[] = [];
  let at = 0;
  for (; at + CHUNK < array.length; at += CHUNK) full.push(array.slice(at, at + CHUNK));
  return longList(full, array.slice(at));
};

/** A copy with another item at a place. */
const changed = <T>(array: readonly T[], at: number, item: T): readonly T[] => {
  // The usual list, of one text, in a fifth of the time.
  if (array.length === 1 && at === 0) return [item];
  const copy = array.slice();
  copy[at] = item;
  return copy;
};

export const sizeOf = <T>(list: List<T>): number =>
  isLong(list) ? list.full.length * CHUNK + list.tail.length : list.length;

export const itemAt = <T>(list: List<T>, at: number): T | undefined =>
  isLong(list)
    ? (list.full[Math.floor(at / CHUNK)] ?? (at < 0 ? [] : list.tail))[at % CHUNK]
    : list[at];

/** The list with one more item. */
export function append<T>(list: List<T>, item: T): List<T> {
  if (!isLong(list)) {
    return list.length < CHUNK ? [...list, item] : append(toLong(list), item);
  }
  const { full, tail } = list;
  return tail.length < CHUNK ? longList(full, [...tail, item]) : longList([...full, tail], [item]);
}

/** The list with another item at a place that it has. */
export function replace<T>(list: List<T>, at: number, item: T): List<T> {
  if (!isLong(list)) return changed(list, at, item);
  const { full, tail } = list;
  const chunk = full[Math.floor(at / CHUNK)];
  return chunk === undefined
    ? longList(full, changed(tail, at % CHUNK, item))
    : longList(changed(full, Math.floor(at / CHUNK), changed(chunk, at % CHUNK, item)), tail);
}

export const toArray = <T>(list: List<T>): readonly T[] => (isLong(list) ? list.toArray() : list);
