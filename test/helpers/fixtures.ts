import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { from } from 'rxjs';
import { sendStreamingChat, type StreamEvent, type TransportFrame } from '../../src/index.js';
import { byteByByte, chunkings, cutAt, twoWaySplits, whole } from './chunkings.js';
import { collect } from './collect.js';
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

const play = async ({ protocol }: Fixture, chunks: readonly Uint8Array[]) => {
  const unknown: unknown[] = [];
  const type = protocol.framing === 'sse' ? 'text/event-stream' : 'application/x-ndjson';
  const seen = await collect(
    sendStreamingChat(
      {
        accessToken: 'sk-1234567',
        message: 'Hi',
        modelId: 'a-model',
        providerSlug: 'a-provider',
        threadId: 'a-thread',
        runId: 'a-run',
      },
      {
        baseUrl: 'https://chat.example',
        protocol,
        onUnknownEvent: (message) => unknown.push(message),
        transport: () =>
          from<TransportFrame[]>([
            { kind: 'open', status: 200, headers: { 'content-type': type } },
            ...chunks.map((chunk): TransportFrame => ({ kind: 'data', chunk })),
          ]),
      },
    ),
  );
  return { ...seen, unknown: unknown.length };
};

/** Where to cut a body, as many times as it takes to meet its characters, lines and events. */
const anyCuts = ({ length }: Uint8Array) =>
  fc.array(fc.nat(length), { minLength: 1, maxLength: 8 });

/** Plays each stream whole, byte by byte and at random cuts: its events are always the same. */
export function playFixtures(fixtures: readonly Fixture[]): void {
  describe.each(fixtures)('$title', (fixture) => {
    const { body, events, error, unknown = 0 } = fixture;

    it.each(isExhaustive ? chunkings : [whole, byteByByte])('$name', async ({ cut }) => {
      const seen = await play(fixture, cut(body));
      expect(seen.values).toEqual(events);
      expect(seen).toMatchObject({ unknown, ...(error && { error }) });
      expect('error' in seen).toBe(error !== undefined);
    });

    it('cut anywhere', async () => {
      const expected = await play(fixture, [body]);
      const expectSame = async (chunks: readonly Uint8Array[]): Promise<void> => {
        const seen = await play(fixture, chunks);
        // Compared without the matcher, which takes longer than the stream.
        expect(isDeepStrictEqual(seen.values, expected.values)).toBe(true);
        expect([String(seen.error), seen.unknown]).toEqual([
          String(expected.error),
          expected.unknown,
        ]);
      };
      await fc.assert(
        fc.asyncProperty(anyCuts(body), (cuts) => expectSame(cutAt(body, cuts))),
        { numRuns: 5 },
      );
      if (isExhaustive) for (const halves of twoWaySplits(body)) await expectSame(halves);
    });
  });
}
