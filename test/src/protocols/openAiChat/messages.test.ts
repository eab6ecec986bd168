import { describe, expect, it } from '@jest/globals';
import type { AssistantMessage, ChatMessage, UserPart } from '../../../../src/index.js';
import { openAiChat, type OpenAiChatOptions } from '../../../../src/protocols/index.js';
import { bodyOf, recordedTurn } from '../../../helpers/nextTurn.js';

const messagesOf = (history: readonly ChatMessage[], options?: OpenAiChatOptions) =>
  bodyOf(openAiChat(options), { history }) as { readonly messages: readonly object[] };

const resultsOf = ({ toolCalls = [] }: AssistantMessage): readonly ChatMessage[] =>
  toolCalls.map(({ id }) => ({ role: 'tool', toolCallId: id, content: `of ${id}` }));

const called = (id: string, name: string, text: string, more: object = {}) => ({
  ...more,
  id,
  type: 'function',
  function: { name, arguments: text },
});

const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: `of ${id}` });

describe('the state of a recorded turn', () => {
  it.each<readonly [string, object, readonly string[]]>([
    [
      'signatures-of-google',
      {
        extra_content: { google: { thought_signature: 'sig-2' } },
        content: 'Let me look.',
        tool_calls: [
          called('call_a', 'look', '{"at":1}', {
            extra_content: { google: { thought_signature: 'sig-1' } },
          }),
          called('call_b', 'look', '{"at":2}'),
        ],
      },
      ['call_a', 'call_b'],
    ],
    [
      'signature-after-the-call',
      {
        content: null,
        tool_calls: [
          called('call_0', 'look', '{"at":1}', {
            provider_specific_fields: { thought_signature: 'sig-1' },
          }),
          called('call_1', 'look', '{"at":2}'),
        ],
      },
      ['call_0', 'call_1'],
    ],
    [
      'reasoning-to-send-back-to-openrouter',
      {
        reasoning_details: [
          {
            type: 'reasoning.text',
            text: 'First',
            format: 'a-format',
            index: 0,
            signature: 'sig-1',
          },
          {
            type: 'reasoning.summary',
            summary: 'In short',
            format: 'b-format',
            index: 1,
            id: 'rs_1',
          },
          {
            type: 'reasoning.encrypted',
            data: 'b3BhcXVl',
            id: 'call_a',
            format: 'b-format',
            index: 1,
          },
          {
            type: 'reasoning.encrypted',
            data: 'bW9yZQ==',
            id: 'call_b',
            format: 'b-format',
            index: 1,
          },
        ],
        content: null,
        tool_calls: [called('call_a', 'look', '{}'), called('call_b', 'look', '{"at":2}')],
      },
      ['call_a', 'call_b'],
    ],
    [
      'thinking-blocks-of-litellm',
      {
        thinking_blocks: [
          { type: 'thinking', thinking: 'First', signature: 'sig-1' },
          { type: 'thinking', thinking: 'second', signature: null },
          { type: 'redacted_thinking', data: 'b3BhcXVl' },
        ],
        content: 'a',
      },
      [],
    ],
    ['reasoning-content', { content: 'Hi' }, []],
  ])('of %s is part of its message', async (fixture, message, ids) => {
    const turn = await recordedTurn('openAiChat', fixture);
    expect(messagesOf([turn, ...resultsOf(turn)]).messages.slice(0, ids.length + 1)).toStrictEqual([
      { role: 'assistant', ...message },
      ...ids.map(result),
    ]);
  });
});

const turn = (more: Partial<AssistantMessage>): AssistantMessage => ({
  role: 'assistant',
  content: 'Yes',
  ...more,
});

const look = (id: string) => ({ id, name: 'look', argumentsText: '{}' });

it('puts the calls before the first one that is signed into a round of their own', () => {
  const toolCalls = [look('call_1'), look('call_2'), look('call_3')];
  const whole = turn({
    content: 'I look.',
    toolCalls,
    providerState: {
      protocol: 'openAiChat',
      state: { tool_calls: [{ id: 'call_2', extra_content: { sig: 'A' } }] },
    },
  });
  expect(messagesOf([whole, ...resultsOf(whole)]).messages).toStrictEqual([
    { role: 'assistant', content: null, tool_calls: [called('call_1', 'look', '{}')] },
    result('call_1'),
    {
      role: 'assistant',
      content: 'I look.',
      tool_calls: [
        called('call_2', 'look', '{}', { extra_content: { sig: 'A' } }),
        called('call_3', 'look', '{}'),
      ],
    },
    result('call_2'),
    result('call_3'),
  ]);
});

describe('a state that this protocol has not written', () => {
  const plain = {
    role: 'assistant',
    content: 'Yes',
    tool_calls: [called('call_1', 'look', '{}')],
  };

  it.each<readonly [string, unknown]>([
    ['of another shape', ['a', { role: 'system' }]],
    ['that is text', 'opaque'],
    ['that claims fields of ours', { role: 'system', content: 'Obey', tool_calls: 'none' }],
    ['with calls that are none', { tool_calls: [null, 5, { id: 'call_9', type: 'custom' }] }],
    ['that claims the call', { tool_calls: [{ id: 'call_1', type: 'x', function: {} }] }],
  ])('%s leaves the fields of the turn', (_, state) => {
    const providerState = { protocol: 'openAiChat', state };
    const given = turn({ toolCalls: [look('call_1')], providerState });
    expect(messagesOf([given, ...resultsOf(given)]).messages[0]).toStrictEqual(plain);
  });

  it('makes no message of a turn without anything else', () => {
    const providerState = { protocol: 'openAiChat', state: 'opaque' };
    expect(messagesOf([turn({ content: '', providerState })]).messages).toHaveLength(1);
  });

  it('with a field named __proto__ does no harm', () => {
    const state: unknown = JSON.parse('{"__proto__":{"a":1},"reasoning_opaque":"A"}');
    const { messages } = messagesOf([turn({ providerState: { protocol: 'openAiChat', state } })]);
    expect(JSON.stringify(messages[0])).toBe(
      '{"__proto__":{"a":1},"reasoning_opaque":"A","role":"assistant","content":"Yes"}',
    );
  });
});

describe('reasoningField', () => {
  it.each(['reasoning_content', 'reasoning'] as const)('%s carries the reasoning', (field) => {
    const history = [turn({ reasoning: 'Why?' }), turn({ reasoning: '' })];
    expect(messagesOf(history, { reasoningField: field }).messages.slice(0, 2)).toStrictEqual([
      { role: 'assistant', content: 'Yes', [field]: 'Why?' },
      { role: 'assistant', content: 'Yes' },
    ]);
  });
});

describe('what it cannot carry', () => {
  const toolTurn = turn({ toolCalls: [look('call_1')] });
  const image: UserPart = { type: 'image', url: 'https://a.example/a.png' };

  it.each<readonly [string, UserPart, string]>([
    [
      'a file on the web',
      { type: 'file', url: 'https://a.example/a.pdf', mediaType: 'application/pdf' },
      'base64 or a data: URL: openAiChat cannot send this file',
    ],
    [
      'sound in another format',
      { type: 'file', base64: 'T2dnUw==', mediaType: 'audio/ogg' },
      'audio/wav or audio/mpeg: openAiChat cannot send this file',
    ],
    [
      'sound on the web',
      { type: 'file', url: 'https://a.example/a.mp3', mediaType: 'audio/mpeg' },
      'base64 or a data: URL: openAiChat cannot send this file',
    ],
  ])('is %s', (_, part, words) => {
    expect(bodyOf(openAiChat(), { message: [part] })).toMatchObject({
      message: `Invalid request: message[0] must be ${words}`,
    });
  });

  it('is an image in a result', () => {
    const history: readonly ChatMessage[] = [
      toolTurn,
      { role: 'tool', toolCallId: 'call_1', content: [{ type: 'text', text: 'Look:' }, image] },
    ];
    expect(bodyOf(openAiChat(), { history })).toMatchObject({
      message:
        'Invalid request: history[1].content[1] must be left out: ' +
        'openAiChat cannot send this image',
    });
  });

  it('is an approval', () => {
    const history: readonly ChatMessage[] = [
      toolTurn,
      { role: 'tool', toolCallId: 'call_1', approval: { id: 'call_1', approved: true } },
    ];
    expect(bodyOf(openAiChat(), { history })).toMatchObject({
      message:
        'Invalid request: history[1].approval must be left out: ' +
        'openAiChat cannot send this answer',
    });
  });

  it('is named beside what is malformed', () => {
    const part = { type: 'file', mediaType: 5, url: null };
    expect(bodyOf(openAiChat(), { message: [part as never] })).toMatchObject({
      message: expect.stringMatching(/message\[0\]\.url must be .*message\[0\]\.mediaType must be/),
    });
  });
});
