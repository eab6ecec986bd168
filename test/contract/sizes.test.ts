import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { type Group, groupCeilings, operatorCeilings } from './ceilings.js';
import { root } from './sources.js';

type Sizes = Readonly<Record<Group, Readonly<Record<string, number>>>>;

const bench: {
  readonly measureOwn: () => Promise<Sizes>;
  readonly sizeTable: (sizes: Sizes) => string;
} = await import(pathToFileURL(join(root, 'bench/sizes/own.mjs')).href);

const sizes = await bench.measureOwn();
console.info(bench.sizeTable(sizes));

describe('a bundle', () => {
  it.each(
    Object.entries(groupCeilings).map(([group, ceiling]) => ({
      group,
      ceiling,
      // The keys of a record that has each group are groups.
      known: Object.entries(sizes[group as Group]),
    })),
  )('of the $group has at most $ceiling bytes after gzip', ({ ceiling, known }) => {
    expect(known).not.toEqual([]);
    expect(known.filter(([, size]) => size > ceiling)).toEqual([]);
  });

  it.each(Object.entries(operatorCeilings))(
    'of %s alone has at most %d bytes after gzip',
    (name, ceiling) => {
      expect(sizes.operators[name]).toBeLessThanOrEqual(ceiling);
    },
  );
});
