import { describe, expect, it } from '@jest/globals';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  reasoningEvent,
  resetEvent,
  toolCallEvent,
  tpsEvent,
  usageEvent,
} from '../../src/eventConstructors.js';
import type { StreamEvent } from '../../src/events.js';
import { type ChatReply, emptyReply, reduceReply } from '../../src/reply.js';

const replyTo = (...events: readonly StreamEvent[]): ChatReply =>
  events.reduce(reduceReply, emptyReply);
const call = (index: number, argumentsText: string, id = '', name = '') =>
  toolCallEvent({ index, id, name, argumentsText });

describe('reduceReply', () => {
  it('collects all fields of an answer', () => {
    expect(
      replyTo(
        reasoningEvent('Hm'),
        reasoningEvent('m'),
        contentEvent('Hel'),
        contentEvent('lo'),
        tpsEvent(1),
        tpsEvent(2),
        usageEvent({ inputTokens: 1 }),
        usageEvent({ outputTokens: 2 }),
        doneEvent({ finishReason: 'length' }),
      ),
    ).toStrictEqual({
      content: 'Hello',
      reasoning: 'Hmm',
      toolCalls: [],
      tps: 2,
      usage: { outputTokens: 2 },
      finishReason: 'length',
      status: 'complete',
    });
  });

  it('assembles interleaved tool calls by their index (P12)', () => {
    expect(
      replyTo(
        call(1, '{"b', 'id1', 'sub'),
        call(0, '{', 'id0', 'add'),
        call(1, '":1}'),
        call(0, '}'),
      ).toolCalls,
    ).toStrictEqual([
      { index: 1, id: 'id1', name: 'sub', argumentsText: '{"b":1}' },
      { index: 0, id: 'id0', name: 'add', argumentsText: '{}' },
    ]);
  });

  it.each([2 ** 32 - 2, -1, 1.5, 2 ** 53])('accepts %d as the index of a call (S6)', (index) => {
    const { toolCalls } = replyTo(call(index, '{', 'id', 'add'), call(index, '}'));
    expect(toolCalls).toStrictEqual([{ index, id: 'id', name: 'add', argumentsText: '{}' }]);
  });

  it.each([
    ['content', contentEvent('!'), { content: 'Hello!' }],
    ['reasoning', reasoningEvent('!'), { reasoning: 'Hm!' }],
  ])('keeps all other fields at a delta of %s', (_part, event, change) => {
    const reply: ChatReply = {
      content: 'Hello',
      reasoning: 'Hm',
      toolCalls: [{ index: 0, id: 'id', name: 'add', argumentsText: '{}' }],
      tps: 2,
      usage: { outputTokens: 2 },
      finishReason: 'length',
      error: { message: 'no' },
      status: 'error',
    };
    expect(reduceReply(reply, event)).toStrictEqual({ ...reply, ...change });
  });

  it('keeps the text before an error', () => {
    expect(replyTo(contentEvent('Hel'), errorEvent('no', { code: 'X' }))).toStrictEqual({
      content: 'Hel',
      reasoning: '',
      toolCalls: [],
      error: { message: 'no', code: 'X' },
      status: 'error',
    });
  });

  it('returns the empty reply at a reset', () => {
    expect(replyTo(contentEvent('a'), tpsEvent(3), resetEvent(2))).toBe(emptyReply);
  });

  it('returns the same object if nothing changes', () => {
    const reply = replyTo(contentEvent('a'));
    expect(reduceReply(reply, contentEvent(''))).toBe(reply);
    expect(reduceReply(reply, reasoningEvent(''))).toBe(reply);
    expect(reduceReply(reply, { type: 'citation' })).toBe(reply);
  });

  it('shares unchanged parts, and never changes an earlier reply', () => {
    const before = replyTo(call(0, '{'), call(1, '['), usageEvent({ inputTokens: 1 }));
    const frozen = structuredClone(before);
    const after = reduceReply(before, call(1, ']'));
    expect(before).toStrictEqual(frozen);
    expect(after.toolCalls[0]).toBe(before.toolCalls[0]);
    expect(after.usage).toBe(before.usage);
    expect(reduceReply(before, contentEvent('a')).toolCalls).toBe(before.toolCalls);
  });
});
