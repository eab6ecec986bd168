/** The way to a value: keys of objects and places in lists. */
export type Path = readonly (number | string)[];

// A key after a dot, a place, a key in quotes.
const step = /\.?([^.[\]]+)|\[(\d+)\]|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/y;

/**
 * Reads a JSON path to one value, such as `$.rooms[0]['a b']`. Returns `undefined` for any other.
 */
export function parsePath(text: string): Path | undefined {
  const path: (number | string)[] = [];
  step.lastIndex = text.startsWith('$') ? 1 : 0;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) return undefined;
    const [, key, place, single, double] = match;
    path.push(
      place === undefined
        ? (key ?? (single ?? double ?? '').replaceAll(/\\(['"\\/])/g, '$1'))
        : Number(place),
    );
  }
  return path;
}
