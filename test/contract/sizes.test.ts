import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { root } from './sources.js';

type Group = 'call' | 'operators' | 'protocols' | 'furtherProtocols';
type Sizes = Readonly<Record<Group, Readonly<Record<string, number>>>>;

// Bytes after gzip, without rxjs: of `sendStreamingChat`, of an operator alone, of what a protocol adds to the call, and to one that has another.
const ceilings: Readonly<Record<Group, number>> = {
  call: 15_600,
  operators: 1_700,
  protocols: 3_100,
  furtherProtocols: 2_000,
};

// Versions of zlib differ by some bytes, and what is a difference of two sizes by those of both.
const TOLERANCE = 0.01;
const LEAST_TOLERANCE = 32;

const known: Sizes = JSON.parse(readFileSync(join(root, 'test/contract/sizes.json'), 'utf8'));

const namesOf = (sizes: Readonly<Record<string, number>>): readonly string[] =>
  Object.keys(sizes).sort();

describe.each(['call', 'operators', 'protocols', 'furtherProtocols'] as const)(
  'the sizes of the %s',
  (group) => {
    let sizes: Readonly<Record<string, number>>;

    beforeAll(async () => {
      const bench: { readonly measureOwn: () => Promise<Sizes> } = await import(
        pathToFileURL(join(root, 'bench/sizes/own.mjs')).href
      );
      ({ [group]: sizes } = await bench.measureOwn());
    });

    it('are those of every import', () => {
      expect(namesOf(known[group])).toEqual(namesOf(sizes));
    });

    it('are as known; `npm run sizes -- --write` makes them so', () => {
      const changes = Object.entries(sizes)
        .map(([name, size]) => ({ name, size, before: known[group][name] ?? 0 }))
        .filter(
          ({ size, before }) =>
            Math.abs(size - before) > Math.max(LEAST_TOLERANCE, TOLERANCE * before),
        )
        .map(({ name, size, before }) => `${name}: ${before} → ${size} bytes (${size - before})`);
      expect(changes).toEqual([]);
    });

    it('are below the ceiling', () => {
      const over = Object.entries(sizes).filter(([, size]) => size > ceilings[group]);
      expect(over).toEqual([]);
    });
  },
);
