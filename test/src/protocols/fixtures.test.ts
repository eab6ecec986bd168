import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { from } from 'rxjs';
import { sendStreamingChat, type StreamEvent, type TransportFrame } from '../../../src/index.js';
import { chunkings, twoWaySplits } from '../../helpers/chunkings.js';
import { collect } from '../../helpers/collect.js';
import { type AnyProtocol, protocolsByName } from '../../helpers/protocols.js';

/** What a stream must give; beside the stream, as JSON. */
interface Expected {
  /** Of the protocol. */
  readonly options?: object;
  readonly events: readonly StreamEvent[];
  /** Fields of the error that ends it, if one does. */
  readonly error?: object;
  /** How many messages the protocol did not know. */
  readonly unknown?: number;
}

interface Fixture extends Expected {
  readonly protocol: AnyProtocol;
  readonly title: string;
  readonly body: Uint8Array;
}

const folder = 'test/fixtures/';

const fixturesOf = ([name, make]: readonly [
  string,
  (options?: object) => AnyProtocol,
]): readonly Fixture[] =>
  readdirSync(folder + name)
    .filter((file) => !file.endsWith('.json'))
    .map((file) => {
      const title = file.replace(/\.[^.]+$/, '');
      const expected: Expected = JSON.parse(readFileSync(`${folder}${name}/${title}.json`, 'utf8'));
      const body = readFileSync(`${folder}${name}/${file}`);
      return { ...expected, protocol: make(expected.options), title: `${name}, ${title}`, body };
    });

const fixtures = Object.entries(protocolsByName).flatMap(fixturesOf);

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

// Among them are rows O2, O12, O13, P12 and S6 of docs/reliability.md.
describe('the stream of a fixture gives its events', () => {
  describe.each(fixtures)('$title', (fixture) => {
    it.each(chunkings)('$name', async ({ cut }) => {
      const { events, error, unknown = 0 } = fixture;
      const seen = await play(fixture, cut(fixture.body));
      expect(seen.values).toEqual(events);
      expect(seen).toMatchObject({ unknown, ...(error && { error }) });
      expect('error' in seen).toBe(error !== undefined);
    });

    it('cut in two anywhere', async () => {
      const whole = await play(fixture, [fixture.body]);
      for (const halves of twoWaySplits(fixture.body)) {
        const seen = await play(fixture, halves);
        // Told without the matcher, which takes its time.
        expect(isDeepStrictEqual(seen.values, whole.values)).toBe(true);
        expect([String(seen.error), seen.unknown]).toEqual([String(whole.error), whole.unknown]);
      }
    });
  });
});
