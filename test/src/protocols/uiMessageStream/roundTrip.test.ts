import { expect, it } from '@jest/globals';
import { isRight } from 'fp-ts/lib/Either.js';
import type { ChatMessage } from '../../../../src/request/messages.js';
import { uiMessageStream } from '../../../../src/protocols/index.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';
import {
  emptyReply,
  reduceReply,
  type StreamEvent,
  toAssistantMessage,
  toToolMessage,
} from '../../../../src/index.js';
import { readMessage, toModelMessages } from '../../../bodies/aiSdk.js';
import { fixturesIn } from '../../../helpers/fixtures.js';
import { protocolsByName } from '../../../helpers/protocols.js';

/** The messages that we send after these turns. */
const messagesAfter = (history: readonly ChatMessage[]): readonly unknown[] => {
  // As a database keeps them.
  const stored: readonly ChatMessage[] = JSON.parse(JSON.stringify(history));
  const next = stored.at(-1)?.role === 'tool' ? {} : { message: 'And tomorrow?' };
  const encoded = toEither(
    uiMessageStream().encode({ modelId: 'a', history: stored, accessToken: '', ...next }),
  );
  if (isRight(encoded)) return JSON.parse(encoded.right.body).messages;
  throw encoded.left;
};

/** The turn of an answer, and those of the results that came in it, or that the app adds. */
const turnsOf = (events: readonly StreamEvent[]): readonly ChatMessage[] => {
  const reply = events.reduce(reduceReply, emptyReply);
  const results = reply.toolCalls.flatMap((call): ChatMessage | readonly [] => {
    const { id: toolCallId, approvalId, result, providerExecuted } = call;
    if (result !== undefined) return providerExecuted ? [] : toToolMessage(call);
    if (approvalId)
      return { role: 'tool', toolCallId, approval: { id: approvalId, approved: true } };
    return providerExecuted ? [] : { role: 'tool', toolCallId, content: 'noon' };
  });
  return [toAssistantMessage(reply), ...results];
};

interface ToolPart {
  readonly state?: string;
  readonly approval?: { readonly id: string };
}

/** What the client of the SDK makes of the stream, with the same answers of the app. */
const officialMessage = async (body: Uint8Array): Promise<object> => {
  const message = await readMessage(body);
  const { parts } = message as { readonly parts: readonly ToolPart[] };
  return {
    ...message,
    parts: parts.map((part) => {
      if (part.state === 'input-available') {
        return { ...part, state: 'output-available', output: 'noon' };
      }
      if (part.state !== 'approval-requested') return part;
      return {
        ...part,
        state: 'approval-responded',
        approval: { ...part.approval, approved: true },
      };
    }),
  };
};

const withState = fixturesIn(
  'test/fixtures/uiMessageStream',
  protocolsByName.uiMessageStream,
).filter(({ events }) => events.some(({ type }) => type === 'providerState'));

const question: ChatMessage = { role: 'user', content: 'When is high tide?' };

// In that one, much says nothing: it is not sent back.
const odd = 'metadata-that-the-provider-wants-back';

it.each(withState.filter(({ title }) => title !== odd))(
  'the turn of $title is to the model what the client of the SDK makes of it',
  async ({ body, events }) => {
    const [, ...ours] = await toModelMessages(messagesAfter([question, ...turnsOf(events)]));
    const official = await toModelMessages([await officialMessage(body)]);
    expect(ours.slice(0, official.length)).toEqual(official);
  },
);

it(`the turn of ${odd} has all that says something where it was`, async () => {
  const events = withState.find(({ title }) => title === odd)?.events ?? [];
  const messages = await toModelMessages(messagesAfter([question, ...turnsOf(events)]));
  const of = (any: object) => ({ providerOptions: { any } });
  expect(messages.slice(1)).toMatchObject([
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: '', ...of({ redacted: 'eHh4' }) },
        { type: 'reasoning', text: 'Hm', ...of({ signature: 'YQ==' }) },
        { type: 'tool-call', toolCallId: 'ws-1', input: { query: 'tide' }, ...of({ item: 'ws' }) },
        { type: 'tool-result', toolCallId: 'ws-1', ...of({ of: 'result' }) },
        { type: 'tool-call', toolCallId: 'call_a', input: {} },
        { type: 'custom', kind: 'any.compaction', ...of({ data: 'eg==' }) },
        { type: 'file', mediaType: 'image/png', ...of({ signature: 'Yg==' }) },
      ],
    },
    { role: 'tool', content: [{ type: 'tool-result', output: { type: 'json', value: 2 } }] },
    { role: 'assistant', content: [{ type: 'text', text: 'High' }] },
  ]);
});
