/** The place of the first entries that are not the same; `undefined` for two lists of the same. */
export function firstDifference<T>(
  a: readonly T[],
  b: readonly T[],
  isSame: (one: T | undefined, other: T | undefined) => boolean,
): number | undefined {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at++) if (!isSame(a[at], b[at])) return at;
  return undefined;
}
