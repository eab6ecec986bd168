import { describe, expect, it } from '@jest/globals';
import {
  type ChatMessage,
  emptyReply,
  reduceReply,
  type StreamEvent,
  toAssistantMessage,
} from '../../../src/index.js';
import { toEither } from '../../../src/protocols/index.js';
import { fixturesIn } from '../../helpers/fixtures.js';
import { type AnyProtocol, protocolsByName } from '../../helpers/protocols.js';

/** The conversation after an answer and the results of its calls, as it comes from a database. */
const historyOf = (events: readonly StreamEvent[]): readonly ChatMessage[] => {
  const turn = toAssistantMessage(events.reduce(reduceReply, emptyReply));
  const history: readonly ChatMessage[] = [
    { role: 'user', content: 'Hi' },
    turn,
    ...(turn.toolCalls ?? []).flatMap<ChatMessage>(({ id, providerExecuted }) =>
      providerExecuted ? [] : { role: 'tool', toolCallId: id, content: 'ok' },
    ),
  ];
  return JSON.parse(JSON.stringify(history));
};

const bodyOf = (protocol: AnyProtocol, events: readonly StreamEvent[]): string => {
  const encoded = toEither(
    protocol.encode({
      accessToken: 'sk-1234567',
      message: 'And now?',
      modelId: 'a-model',
      providerSlug: 'a-provider',
      history: historyOf(events),
    }),
  );
  if (encoded._tag === 'Left') throw encoded.left;
  return encoded.right.body;
};

const recorded = (['anthropicMessages', 'geminiGenerateContent'] as const).flatMap((name) =>
  fixturesIn(`test/fixtures/${name}`, protocolsByName[name]).flatMap(
    ({ protocol, title, events }) => {
      const state = events.find(({ type }) => type === 'providerState');
      return state?.type === 'providerState' ? [{ name, title, protocol, events, state }] : [];
    },
  ),
);

describe('the next request of', () => {
  it.each(recorded)(
    '$name after $title has the state as it came',
    ({ protocol, events, state }) => {
      const written = JSON.stringify(state.state).slice(1, -1);
      expect(bodyOf(protocol, events)).toContain(written);
    },
  );

  it('has been tried with each kind of state', () => {
    const kinds = JSON.stringify(recorded.map(({ state }) => state));
    for (const kind of ['redacted_thinking', 'signature', 'server_tool_use', 'thoughtSignature']) {
      expect(kinds).toContain(kind);
    }
  });
});
