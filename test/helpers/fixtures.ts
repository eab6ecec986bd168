import { readdirSync, readFileSync } from 'node:fs';
import { describe } from '@jest/globals';
import type { StreamEvent } from '../../src/index.js';
import { protocolLaws } from '../../src/testing/index.js';
import { itKeeps } from './itKeeps.js';
import type { AnyProtocol } from './protocols.js';
import { isExhaustive } from './sampling.js';

/** What a stream must give; stored beside the stream, as JSON. */
interface Expected {
  /** Options of the protocol. */
  readonly options?: object;
  readonly events: readonly StreamEvent[];
  /** Fields of the error that ends it, if one does. */
  readonly error?: object;
  /** How many messages the protocol did not know. */
  readonly unknown?: number;
  /** Whether a beginning of it is a complete answer too. */
  readonly endsEarly?: boolean;
}

/** A recorded stream and what it must give. */
export interface Fixture extends Expected {
  readonly protocol: AnyProtocol;
  readonly title: string;
  readonly body: Uint8Array;
}

/** The streams in a folder, each for a protocol that `make` makes. */
export const fixturesIn = (
  folder: string,
  make: (options?: object) => AnyProtocol,
): readonly Fixture[] =>
  readdirSync(folder)
    .filter((file) => !file.endsWith('.json'))
    .map((file) => {
      const title = file.replace(/\.[^.]+$/, '');
      const expected: Expected = JSON.parse(readFileSync(`${folder}/${title}.json`, 'utf8'));
      const body = readFileSync(`${folder}/${file}`);
      return { ...expected, protocol: make(expected.options), title, body };
    });

/** Fixtures by the options of their protocol. */
const byOptions = (fixtures: readonly Fixture[]): ReadonlyMap<string, readonly Fixture[]> => {
  const groups = new Map<string, readonly Fixture[]>();
  for (const fixture of fixtures) {
    const options = JSON.stringify(fixture.options ?? {});
    groups.set(options, [...(groups.get(options) ?? []), fixture]);
  }
  return groups;
};

/** Tests that the protocol of each stream keeps the laws, with the stream as a sample. */
export function playFixtures(fixtures: readonly Fixture[]): void {
  describe.each([...byOptions(fixtures)])('with %s', (_, group) => {
    const samples = group.map(({ body: bytes, ...sample }) => ({ ...sample, bytes }));
    const laws = group
      .slice(0, 1)
      .flatMap(({ protocol }) =>
        protocolLaws(protocol, samples, { cuts: isExhaustive ? Infinity : 8 }),
      );
    itKeeps(laws);
  });
}
