import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRight } from 'fp-ts/lib/Either.js';
import { isTerminal } from '../../../../src/isEvent.js';
import type { SseMessage } from '../../../../src/framing/framing.js';
import { ndjsonFraming } from '../../../../src/framing/ndjson.js';
import { sseFraming } from '../../../../src/framing/sse.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';
import { protocolsByName } from '../../../helpers/protocols.js';
import { isExhaustive } from '../../../helpers/sampling.js';
import type { ProtocolDecoder } from '../../../../src/protocols/protocol.js';

const framings = { sse: sseFraming, ndjson: ndjsonFraming };

const messagesOf = (framing: keyof typeof framings, body: Uint8Array): readonly SseMessage[] => {
  const messages: SseMessage[] = [];
  framings[framing]({
    maxEventSize: 1e6,
    bareEvents: [],
    tooLarge: () => new Error('unexpected'),
    undecodable: () => new Error('unexpected'),
    onMessage: (message) => messages.push(message),
  }).push(body);
  return messages;
};

const isObject = (data: string): boolean => {
  try {
    return JSON.stringify(JSON.parse(data)).startsWith('{');
  } catch {
    return false;
  }
};

/** Changes the value at one place of a JSON text. */
const changed = (data: string, at: number, change: (old: unknown) => unknown): string => {
  let place = 0;
  const json: unknown = JSON.parse(data, (_, old: unknown) => (place++ === at ? change(old) : old));
  return JSON.stringify(json);
};

const namesIn = (messages: readonly SseMessage[]): readonly string[] =>
  messages.flatMap(({ data }) => Array.from(data.matchAll(/"(\w+)":/g), ([, name = '']) => name));

// Every fast path must decline a message with an error field, and `null` means no error.
const withoutFastPath = (message: SseMessage): SseMessage =>
  isObject(message.data)
    ? { ...message, data: JSON.stringify({ error: null, ...JSON.parse(message.data) }) }
    : message;

const play = (
  { decoder }: { readonly decoder: (onUnknown: () => void) => ProtocolDecoder },
  messages: readonly SseMessage[],
) => {
  const seen: unknown[] = [];
  const { decode, end } = decoder(() => seen.push('unknown'));
  for (const message of messages) {
    const decoded = toEither(decode(message));
    seen.push(decoded);
    if (isRight(decoded) && decoded.right.some(isTerminal)) return seen;
  }
  return [...seen, end()];
};

const values = fc.oneof(
  fc.constantFrom(null, '', 'text', 'error', 0, 1, -1, 0.5, 128, true, false, [], {}, [{}], ['']),
  fc.jsonValue({ maxDepth: 2 }),
);

describe('the fast path returns the events of the full reader, or declines, for', () => {
  it.each(Object.entries(protocolsByName))('%s', (folder, make) => {
    const protocol = make();
    const streams = readdirSync(`test/fixtures/${folder}`)
      .filter((file) => !file.endsWith('.json'))
      .map((file) => messagesOf(protocol.framing, readFileSync(`test/fixtures/${folder}/${file}`)))
      .filter(({ length }) => length > 0);
    const names = [...new Set(streams.flatMap(namesIn))];

    fc.assert(
      fc.property(
        fc.constantFrom(...streams),
        fc.nat(20),
        fc.nat(30),
        fc.constantFrom(...names),
        values,
        (stream, which, at, name, value) => {
          const change = (old: unknown): unknown => {
            if (Array.isArray(old)) return [...old, value];
            return typeof old === 'object' && old !== null ? { ...old, [name]: value } : value;
          };
          const messages = stream.map((message, index) =>
            index === which % stream.length && isObject(message.data)
              ? { ...message, data: changed(message.data, at, change) }
              : message,
          );
          expect(play(protocol, messages)).toEqual(play(protocol, messages.map(withoutFastPath)));
        },
      ),
      { numRuns: isExhaustive ? 3000 : 500 },
    );
  });
});
