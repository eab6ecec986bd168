import { describe, expect, it } from '@jest/globals';
import {
  contentEvent,
  doneEvent,
  emptyReply,
  errorEvent,
  idleReply,
  providerStateEvent,
  reasoningEvent,
  reduceReply,
  sourceEvent,
  type StreamEvent,
  toAssistantMessage,
  toolCallEvent,
  toolResultEvent,
  usageEvent,
} from '../../../src/index.js';

const turnOf = (...events: readonly StreamEvent[]) =>
  toAssistantMessage(events.reduce(reduceReply, emptyReply));

const call = { index: 0, id: 'c', name: 'now', argumentsText: '{"at":1}' };

it('has what the next request needs, and nothing else', () => {
  const turn = turnOf(
    reasoningEvent('Hm.'),
    contentEvent('I look.'),
    sourceEvent({ url: 'https://a.example' }),
    toolCallEvent({ ...call, argumentsText: '{"at":' }),
    toolCallEvent({ ...call, argumentsText: '1}', approvalId: 'q' }),
    toolCallEvent({ ...call, index: 1, id: 's', providerExecuted: true }),
    toolResultEvent({ id: 's', result: [1] }),
    usageEvent({ inputTokens: 1 }),
    providerStateEvent({ protocol: 'p', state: { a: [null] } }),
    doneEvent({ finishReason: 'toolCalls' }),
  );
  expect(turn).toStrictEqual({
    role: 'assistant',
    content: 'I look.',
    reasoning: 'Hm.',
    toolCalls: [
      { id: 'c', name: 'now', argumentsText: '{"at":1}' },
      { id: 's', name: 'now', argumentsText: '{"at":1}', providerExecuted: true },
    ],
    providerState: { protocol: 'p', state: { a: [null] } },
  });
  expect(JSON.parse(JSON.stringify(turn))).toStrictEqual(turn);
});

it('joins the parts as the reply does', () => {
  const turn = turnOf(
    { type: 'content', text: 'a', part: 0 },
    { type: 'content', text: 'b', part: 1 },
  );
  expect(turn).toStrictEqual({ role: 'assistant', content: 'a\n\nb' });
});

it.each<readonly [string, object]>([
  ['nothing', toAssistantMessage(emptyReply)],
  ['no question', toAssistantMessage(idleReply)],
])('is an empty turn of %s, which is not sent', (_, turn) => {
  expect(turn).toStrictEqual({ role: 'assistant', content: '' });
});

it('has a call without text, and a state without either', () => {
  expect(turnOf(toolCallEvent(call))).toMatchObject({ content: '', toolCalls: [{ id: 'c' }] });
  expect(turnOf(providerStateEvent({ protocol: 'p', state: 1 }))).toStrictEqual({
    role: 'assistant',
    content: '',
    providerState: { protocol: 'p', state: 1 },
  });
});

it('has no call of which only the result came', () => {
  expect(turnOf(contentEvent('a'), toolResultEvent({ id: 'c', result: 1 }))).toStrictEqual({
    role: 'assistant',
    content: 'a',
  });
});

describe('a call whose arguments are cut off', () => {
  const begun = toolCallEvent({ ...call, argumentsText: '{"at":' });
  const whole = toolCallEvent({ ...call, index: 1, id: 'd' });
  const ends: readonly (readonly [string, StreamEvent | undefined])[] = [
    ['at its limit', doneEvent({ finishReason: 'length' })],
    ['by a filter', doneEvent({ finishReason: 'contentFilter' })],
    ['by an error', errorEvent('No.')],
    ['by the app', undefined],
  ];

  it.each(ends)('is left out of an answer that ended %s', (_, end) => {
    const nameless = toolCallEvent({ ...call, index: 2, id: 'e', name: '' });
    const events = end ? [begun, whole, nameless, end] : [begun, whole, nameless];
    const reply = events.reduce(reduceReply, emptyReply);
    const { toolCalls } = toAssistantMessage(end ? reply : { ...reply, status: 'stopped' });
    expect(toolCalls).toEqual([{ id: 'd', name: 'now', argumentsText: '{"at":1}' }]);
  });

  it.each(ends)('is there with its result in an answer that ended %s', (_, end) => {
    const result = toolResultEvent({ id: 'c', result: 'no JSON', isError: true });
    const events = end ? [begun, result, end] : [begun, result];
    const reply = events.reduce(reduceReply, emptyReply);
    const { toolCalls } = toAssistantMessage(end ? reply : { ...reply, status: 'stopped' });
    expect(toolCalls).toEqual([{ id: 'c', name: 'now', argumentsText: '{"at":' }]);
  });

  it('is there where the model wrote no JSON, for the app to tell it so', () => {
    expect(turnOf(begun, doneEvent({ finishReason: 'toolCalls' })).toolCalls).toHaveLength(1);
    expect(turnOf(begun).toolCalls).toHaveLength(1);
  });
});
