import { describe, expect, it } from '@jest/globals';
import { isLeft } from 'fp-ts/lib/Either.js';
import type { ChatMessage, MessageToolCall, UserPart } from '../../../../src/index.js';
import { type Carried, defineProtocol, toEither } from '../../../../src/protocols/index.js';

const faultsOf = (carries: Carried, history: readonly ChatMessage[]): string => {
  const { encode } = defineProtocol({
    name: 'lines',
    framing: 'sse',
    path: '/lines',
    carries,
    body: () => ({}),
    decoder: () => ({ decode: () => [], end: () => [] }),
  });
  const encoded = toEither(encode({ message: 'Hi', modelId: 'a', accessToken: 'a', history }));
  return isLeft(encoded) ? encoded.left.message : '';
};

const calls = (...toolCalls: readonly Partial<MessageToolCall>[]): ChatMessage => ({
  role: 'assistant',
  content: '',
  toolCalls: toolCalls.map((each) => ({ id: 'a', name: 'f', argumentsText: '', ...each })),
});

const approval = (toolCallId: string): ChatMessage => ({
  role: 'tool',
  toolCallId,
  approval: { id: toolCallId, approved: true },
});

describe('approval', () => {
  const history = [calls({}, { id: 'b', name: 'g' }), approval('a'), approval('b')];

  it.each<readonly [Carried, string]>([
    [
      {},
      'Invalid request: history[1].approval must be left out: lines cannot send this answer; ' +
        'history[2].approval must be left out: lines cannot send this answer',
    ],
    [
      { approval: ({ name }) => name === 'f' },
      'Invalid request: history[2].approval must be left out: lines cannot send this answer',
    ],
    [{ approval: true }, ''],
  ])('%j', (carries, faults) => {
    expect(faultsOf(carries, history)).toBe(faults);
  });

  it('is no news after the result', () => {
    const result: ChatMessage = { role: 'tool', toolCallId: 'a', content: '' };
    expect(faultsOf({}, [calls({}), approval('a'), result])).toBe('');
  });
});

describe('part', () => {
  const image: UserPart = { type: 'image', url: 'https://a.example/a.png' };

  it('gets the call whose result has the part', () => {
    const seen: unknown[] = [];
    const part: Carried['part'] = (given, role, call) => {
      seen.push([given, role, call?.name]);
      return undefined;
    };
    const result: ChatMessage = { role: 'tool', toolCallId: 'a', content: [image] };
    const user: ChatMessage = { role: 'user', content: [{ type: 'text', text: 'See' }, image] };
    expect(faultsOf({ part }, [calls({}), result, user])).toBe('');
    expect(seen).toEqual([
      [image, 'tool', 'f'],
      [image, 'user', undefined],
    ]);
  });
});
