import { describe, expect, it } from '@jest/globals';
import { lastValueFrom, of, toArray } from 'rxjs';
import { errorAsEvent, tool, withTools } from '../../operators/index.js';
import { isEvent } from '../../src/isEvent.js';
import { sendStreamingChat, type TransportFrame } from '../../src/index.js';
import { type Fixture, fixturesIn } from '../helpers/fixtures.js';
import { protocolsByName } from '../helpers/protocols.js';
import { standardSchema } from '../helpers/standardSchema.js';

const isCall = isEvent('toolCall');
const isDone = isEvent('done');
const isResult = isEvent('toolResult');

const echo = tool({
  input: standardSchema((value) => ({ value })),
  parameters: { type: 'object' },
  run: (_, { call }) => call.id,
});

const request = {
  accessToken: 'sk-1234567',
  message: 'Hi',
  modelId: 'a-model',
  providerSlug: 'a-provider',
  threadId: 'a-thread',
  runId: 'a-run',
};

/** Plays the stream to the first request, and refuses the second. */
const play = async ({ protocol, body, events }: Fixture) => {
  const contentType = protocol.framing === 'sse' ? 'text/event-stream' : 'application/x-ndjson';
  const bodies: string[] = [];
  const names = events.filter(isCall).map(({ name }) => name);
  const valid = names.filter((name) => /^[\w-]{1,64}$/.test(name));
  const ask = withTools(
    (each: typeof request) =>
      sendStreamingChat(each, {
        baseUrl: 'https://chat.example',
        protocol,
        transport: ({ body: sent = '' }) => {
          bodies.push(sent);
          const status = bodies.length === 1 ? 200 : 503;
          const open = { kind: 'open', status, headers: { 'content-type': contentType } } as const;
          return of<TransportFrame[]>(open, { kind: 'data', chunk: body });
        },
      }),
    Object.fromEntries(valid.map((name) => [name, echo])),
  );
  const seen = await lastValueFrom(ask(request).pipe(errorAsEvent(), toArray()));
  return { seen, bodies };
};

// The tools of the AI SDK's stream live on the server.
const { uiMessageStream: _uiMessageStream, ...protocols } = protocolsByName;

describe.each(Object.entries(protocols))('a tool loop over %s', (name, make) => {
  const calling = fixturesIn(`test/fixtures/${name}`, make).filter(
    ({ events }) => events.some(isCall) && events.some(isDone),
  );
  const endOf = ({ events }: Fixture): string => {
    if (events.some((event) => isCall(event) && event.approvalId !== undefined)) return 'asks';
    const done = events.find(isDone);
    return done?.finishReason === 'toolCalls' ? 'waits' : 'is over';
  };
  const waiting = calling.filter((fixture) => endOf(fixture) === 'waits');

  it('has calls to run', () => {
    expect(waiting).not.toEqual([]);
  });

  it.each(waiting)(
    'answers the calls of "$title", in a request that the protocol takes',
    async (fixture) => {
      const { seen, bodies } = await play(fixture);
      const played = fixture.events.filter((event) => !isDone(event));
      // What the provider wants back goes into the history.
      const passed = played.filter(({ type }) => type !== 'providerState');
      expect(seen.slice(0, passed.length)).toEqual(passed);
      const rest = seen.slice(passed.length);
      expect(rest.length).toBeGreaterThan(1);
      expect(rest.slice(0, -1).every(isResult)).toBe(true);
      expect(rest.at(-1)).toMatchObject({ type: 'error', status: 503 });
      expect(bodies).toHaveLength(2);
    },
  );

  it('changes nothing in an answer whose calls do not wait, or wait for the user', async () => {
    for (const fixture of calling) {
      if (waiting.includes(fixture)) continue;
      const { seen, bodies } = await play(fixture);
      expect({ title: fixture.title, seen }).toEqual({
        title: fixture.title,
        seen: fixture.events,
      });
      expect(bodies).toHaveLength(1);
    }
  });
});
