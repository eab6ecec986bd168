import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  fileEvent,
  providerStateEvent,
  reasoningEvent,
  resetEvent,
  retryingEvent,
  sourceEvent,
  toolCallEvent,
  toolResultEvent,
  tpsEvent,
  usageEvent,
} from '../../../src/eventConstructors.js';
import type { StreamEvent } from '../../../src/events.js';
import { growth } from '../../helpers/growth.js';
import { reduceReply } from '../../../src/reply/reduceReply.js';
import { type ChatReply, emptyReply, idleReply } from '../../../src/reply/reply.js';

const replyTo = (...events: readonly StreamEvent[]): ChatReply =>
  events.reduce(reduceReply, emptyReply);
const at = (type: 'content' | 'reasoning', part: number, text: string) => ({ type, text, part });
const result = (id: string, value: unknown) => toolResultEvent({ id, result: value });
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
      ...emptyReply,
      content: 'Hello',
      reasoning: 'Hmm',
      parts: [
        { type: 'reasoning', text: 'Hmm' },
        { type: 'content', text: 'Hello' },
      ],
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
      parts: [
        { type: 'content', text: 'Hello' },
        { type: 'reasoning', text: 'Hm' },
      ],
      sources: [{ url: 'https://a.example' }],
      files: [{ mediaType: 'image/png', base64: 'iVBO' }],
      providerState: { protocol: 'agUi', state: 1 },
      toolCalls: [{ index: 0, id: 'id', name: 'add', argumentsText: '{}' }],
      tps: 2,
      usage: { outputTokens: 2 },
      finishReason: 'length',
      error: { message: 'no', kind: 'api', retryable: false },
      status: 'error',
    };
    expect(reduceReply(reply, event)).toStrictEqual({
      ...reply,
      ...change,
      parts: reply.parts.map((part) =>
        part.type === event.type && 'text' in part ? { ...part, text: `${part.text}!` } : part,
      ),
    });
  });

  it('keeps the text before an error', () => {
    expect(replyTo(contentEvent('Hel'), errorEvent('no', { code: 'X' }))).toStrictEqual({
      ...emptyReply,
      content: 'Hel',
      parts: [{ type: 'content', text: 'Hel' }],
      error: { message: 'no', code: 'X', kind: 'api', retryable: false },
      status: 'error',
    });
  });

  it('says whether another attempt may succeed', () => {
    const errorOf = (event: StreamEvent) => reduceReply(emptyReply, event).error;
    expect(errorOf(errorEvent('Busy', { status: 503 }))).toStrictEqual({
      message: 'Busy',
      status: 503,
      kind: 'api',
      retryable: true,
    });
    expect(errorOf(errorEvent('Lost', { kind: 'network', retryable: false }))).toStrictEqual({
      message: 'Lost',
      kind: 'network',
      retryable: false,
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

  it('puts a blank line between parts, and keeps the parts in the order in which they begin', () => {
    const { content, reasoning, parts } = replyTo(
      at('reasoning', 0, 'Hm'),
      at('content', 0, 'One'),
      call(0, '{}', 'c', 'f'),
      at('content', 1, 'Tw'),
      at('content', 1, 'o'),
      sourceEvent({ url: 'https://a.example' }),
      at('reasoning', 5, 'So'),
      fileEvent({ mediaType: 'image/png', url: 'https://b.example' }),
    );
    expect({ content, reasoning }).toEqual({ content: 'One\n\nTwo', reasoning: 'Hm\n\nSo' });
    expect(parts).toEqual([
      { type: 'reasoning', text: 'Hm' },
      { type: 'content', text: 'One' },
      { type: 'toolCall', index: 0 },
      { type: 'content', text: 'Two' },
      { type: 'source', url: 'https://a.example' },
      { type: 'reasoning', text: 'So' },
      { type: 'file', mediaType: 'image/png', url: 'https://b.example' },
    ]);
  });

  it('takes a delta without a number for one of part 0', () => {
    const { content, parts } = replyTo(contentEvent('a'), call(0, '{}'), at('content', 0, 'b'));
    expect(content).toBe('ab');
    expect(parts).toEqual([
      { type: 'content', text: 'ab' },
      { type: 'toolCall', index: 0 },
    ]);
  });

  it('adds a late delta to its own part', () => {
    const { content, parts } = replyTo(
      at('content', 0, 'a'),
      at('content', 1, 'x'),
      at('content', 0, 'b'),
      at('content', 1, 'y'),
    );
    expect(content).toBe('ab\n\nxy');
    expect(parts.map((part) => 'text' in part && part.text)).toEqual(['ab', 'xy']);
  });

  it('puts a result into its call, and the last one counts', () => {
    const reply = replyTo(
      toolCallEvent({ index: 0, id: 'a', name: 'f', argumentsText: '{}', providerExecuted: true }),
      toolResultEvent({ id: 'a', name: 'f', result: 1, preliminary: true }),
      toolResultEvent({ id: 'a', result: 2, isError: true }),
    );
    expect(reply.toolCalls).toStrictEqual([
      {
        index: 0,
        id: 'a',
        name: 'f',
        argumentsText: '{}',
        providerExecuted: true,
        result: 2,
        isError: true,
      },
    ]);
  });

  it('puts the results of calls that share an id into one after the other', () => {
    const { toolCalls } = replyTo(
      call(0, '{}', 'a', 'f'),
      call(1, '{}', 'a', 'f'),
      toolResultEvent({ id: 'a', result: 1 }),
      toolResultEvent({ id: 'a', result: 2 }),
    );
    expect(toolCalls.map(({ result }) => result)).toEqual([1, 2]);
  });

  it('keeps a result whose call never came', () => {
    expect(replyTo(toolResultEvent({ id: 'a', name: 'f', result: 1 })).toolCalls).toStrictEqual([
      { index: 0, id: 'a', name: 'f', argumentsText: '', result: 1 },
    ]);
  });

  it('keeps the wait for another attempt until the next event, of any type', () => {
    const error = { message: 'Lost', kind: 'network' } as const;
    const waiting = replyTo(retryingEvent({ attempt: 2, delayMs: 5, error }));
    expect(waiting).toStrictEqual({ ...emptyReply, retrying: { attempt: 2, delayMs: 5, error } });
    expect(reduceReply(waiting, { type: 'citation' })).toStrictEqual(emptyReply);
    expect(reduceReply(waiting, tpsEvent(1))).toStrictEqual({ ...emptyReply, tps: 1 });
  });

  it('keeps the state of the provider', () => {
    const state = { protocol: 'anthropicMessages', state: [{ type: 'thinking' }] };
    expect(replyTo(providerStateEvent(state)).providerState).toStrictEqual(state);
  });

  it('streams after its first event, from idle too', () => {
    expect(reduceReply(idleReply, contentEvent('a')).status).toBe('streaming');
  });

  it('goes on from a reply that was stored as JSON', () => {
    const events = [at('content', 0, 'a'), at('content', 1, 'x'), call(0, '{', 'c', 'f')];
    const stored: ChatReply = JSON.parse(JSON.stringify(replyTo(...events)));
    const more = [at('content', 1, 'y'), at('content', 0, 'b'), call(0, '}')];
    expect(more.reduce(reduceReply, stored)).toStrictEqual(replyTo(...events, ...more));
  });

  it('gives the same whatever else was made of the same reply', () => {
    const anyEvent = fc.oneof(
      fc.record({
        type: fc.constantFrom('content', 'reasoning'),
        text: fc.string(),
        part: fc.nat(2),
      }),
      fc
        .record({ type: fc.constant('toolCall'), index: fc.nat(2), id: fc.constantFrom('a', 'b') })
        .map((each) => ({ ...each, name: 'f', argumentsText: '1' })),
      fc.record({
        type: fc.constant('toolResult'),
        id: fc.constantFrom('a', 'b'),
        result: fc.nat(),
      }),
      fc.constant({ type: 'source', url: 'https://a.example' }),
    );
    const anyEvents = fc.array(anyEvent, { maxLength: 8 });
    fc.assert(
      fc.property(anyEvents, anyEvents, anyEvents, (before, some, other) => {
        const shared = before.reduce(reduceReply, emptyReply);
        some.reduce(reduceReply, shared);
        const fork = other.reduce(reduceReply, shared);
        const alone = [...before, ...other].reduce(reduceReply, emptyReply);
        expect(fork).toStrictEqual(alone);
        const textsOf = (type: string) =>
          alone.parts.flatMap((part) => (part.type === type && 'text' in part ? part.text : []));
        expect(alone.content).toBe(textsOf('content').join('\n\n'));
        expect(alone.reasoning).toBe(textsOf('reasoning').join('\n\n'));
      }),
      { numRuns: 1000 },
    );
  });

  it.each<readonly [string, (n: number) => { readonly type: string }]>([
    ['calls', (n) => call(n, '{}', `c${n}`, 'f')],
    ['calls that begin with the last index', (n) => call(-n, '{}', `c${n}`, 'f')],
    ['sources', (n) => sourceEvent({ url: `https://a.example/${n}` })],
    ['files', () => fileEvent({ mediaType: 'image/png', base64: 'iVBO' })],
    ['parts', (n) => at('content', n, 'a')],
    ['deltas', () => contentEvent('a')],
    ['deltas of parts that alternate', (n) => at('content', n % 2, 'a'.repeat(50))],
    ['results of calls that share an id', (n) => (n % 2 ? call(n, '{}', 'c') : result('c', n))],
    ['results', (n) => toolResultEvent({ id: `c${n}`, result: n })],
  ])('takes time in proportion to the number of %s', (_name, make) => {
    const run = (size: number): void => {
      let reply = emptyReply;
      for (let n = 0; n < size; n++) reply = reduceReply(reply, make(n));
      expect([reply.parts.length, reply.toolCalls.length].some((length) => length > 0)).toBe(true);
    };
    expect(growth(run, 2000)).toBeLessThan(9);
  });

  it('gives all items of a long list, also to copies and comparisons', () => {
    const events = Array.from({ length: 300 }, (_, n) => call(n, '{', `c${n}`, 'f'));
    const reply = replyTo(...events, ...events);
    expect({ ...reply }.toolCalls).toHaveLength(300);
    expect(new Set(reply.toolCalls.map(({ argumentsText }) => argumentsText))).toEqual(
      new Set(['{{']),
    );
    expect(reply.toolCalls).toBe(reply.toolCalls);
    expect(structuredClone(reply)).toEqual(reply);
    expect(reduceReply(reply, contentEvent('a')).toolCalls).toBe(reply.toolCalls);
  });
});
