import { MAX_DEPTH } from './isDeeper.js';

/** Whether an object has been made by a literal, in any realm. */
export const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const copy = (value: unknown, depth: number): unknown => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (Number.isFinite(value)) return value;
  // A value that contains itself is deeper than any limit.
  if (typeof value === 'object' && depth < MAX_DEPTH) {
    // Also visits the holes of a list, which are `undefined`.
    if (Array.isArray(value)) return Array.from(value, (each) => copy(each, depth + 1));
    if (isPlain(value)) {
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, each]) => each !== undefined)
          .map(([key, each]) => [key, copy(each, depth + 1)]),
      );
    }
  }
  throw new TypeError('Not JSON');
};

/**
 * Copies a value that is JSON: literal objects, lists, strings, finite numbers, booleans and
 * `null`. Fields that are `undefined` are left out. Returns `undefined` for anything else, such as
 * a `Date` or an object with a `toJSON`, which `JSON.stringify` would replace or drop.
 */
export const copyJson = (value: unknown): unknown => {
  try {
    return copy(value, 0);
  } catch {
    return undefined;
  }
};
