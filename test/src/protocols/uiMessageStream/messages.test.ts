import { describe, expect, it } from '@jest/globals';
import { isRight } from 'fp-ts/lib/Either.js';
import type { ChatMessage } from '../../../../src/request/messages.js';
import { uiMessageStream, type UiMessageStreamRequest } from '../../../../src/protocols/index.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';
import { toModelMessages } from '../../../bodies/aiSdk.js';

const encode = (more: Partial<UiMessageStreamRequest>) =>
  toEither(uiMessageStream().encode({ modelId: 'a', chatId: 'c', ...more, accessToken: '' }));

const messagesOf = (more: Partial<UiMessageStreamRequest>): readonly object[] => {
  const encoded = encode(more);
  if (isRight(encoded)) return JSON.parse(encoded.right.body).messages;
  throw encoded.left;
};

const user: ChatMessage = { role: 'user', content: 'Hi' };

const call = (id: string, argumentsText = '{}') => ({ id, name: 'now', argumentsText });

const calling = (...calls: readonly ReturnType<typeof call>[]) =>
  ({ role: 'assistant', content: '', toolCalls: calls }) as const;

const result = (toolCallId: string, content = 'noon') =>
  ({ role: 'tool', toolCallId, content }) as const;

const part = (id: string, output: unknown = 'noon') => ({
  type: 'tool-now',
  toolCallId: id,
  input: {},
  state: 'output-available',
  output,
});

const text = (content: string) => ({ type: 'text', text: content });

const step = { type: 'step-start' };

const state = (...parts: readonly unknown[]) => ({
  providerState: { protocol: 'uiMessageStream', state: parts },
});

/** The last message of the model, where the SDK takes all of them. */
const lastParts = async (...history: readonly ChatMessage[]) => {
  const next = history.at(-1)?.role === 'tool' ? {} : { message: 'Thanks' };
  const messages = messagesOf({ history: [user, ...history], ...next });
  await toModelMessages(messages);
  const ofAssistant = messages.filter((message) => Object(message).role === 'assistant');
  return ofAssistant.at(-1);
};

describe('an answer', () => {
  it('of several rounds is one message with steps', async () => {
    const messages = messagesOf({
      history: [
        user,
        calling(call('a')),
        result('a'),
        calling(call('b')),
        result('b'),
        { role: 'assistant', content: 'Noon.' },
      ],
      message: 'Thanks',
    });
    expect(messages).toEqual([
      { id: 'c-0', role: 'user', parts: [text('Hi')] },
      { id: 'c-1', role: 'assistant', parts: [part('a'), step, part('b'), step, text('Noon.')] },
      { id: 'c-6', role: 'user', parts: [text('Thanks')] },
    ]);
    const model = await toModelMessages(messages);
    expect(model.map((message) => Object(message).role)).toEqual([
      'user',
      'assistant',
      'tool',
      'assistant',
      'tool',
      'assistant',
      'user',
    ]);
  });

  it('keeps the ids that the app gives', () => {
    const turns = (first: object, second: object) =>
      messagesOf({
        history: [
          user,
          { ...calling(call('a')), ...first },
          result('a'),
          { role: 'assistant', content: 'Noon.', ...second },
        ],
        message: 'Thanks',
      }).map((message) => Object(message).id);
    // The server goes on with the message that it had.
    expect(turns({ id: 'm' }, { id: 'm' })).toEqual(['c-0', 'm', 'c-4']);
    expect(turns({}, { id: 'c-1' })).toEqual(['c-0', 'c-1', 'c-4']);
    expect(turns({ id: 'm' }, {})).toEqual(['c-0', 'm', 'c-4']);
    expect(turns({ id: 'm' }, { id: 'n' })).toEqual(['c-0', 'm', 'n', 'c-4']);
  });

  it('is a message of its own after one that called nothing', () => {
    const said = (content: string) => ({ role: 'assistant', content }) as const;
    expect(messagesOf({ history: [user, said('a'), said('b')], message: 'Hi' })).toMatchObject([
      { id: 'c-0' },
      { id: 'c-1', parts: [text('a')] },
      { id: 'c-2', parts: [text('b')] },
      { id: 'c-3' },
    ]);
  });

  it('names itself where it goes on', () => {
    const history = [user, { ...calling(call('a')), id: 'm' }, result('a')];
    const bodyOf = (more: Partial<UiMessageStreamRequest>): unknown => {
      const encoded = encode(more);
      return isRight(encoded) ? JSON.parse(encoded.right.body) : encoded.left;
    };
    expect(bodyOf({ history })).toMatchObject({ messageId: 'm' });
    expect(bodyOf({ history, messageId: 'n' })).toMatchObject({ messageId: 'n' });
    expect(bodyOf({ history, message: 'Hi' })).not.toHaveProperty('messageId');
  });
});

describe('a call', () => {
  it.each<readonly [string, string, unknown]>([
    ['an object', '{"a":[1]}', { a: [1] }],
    ['nothing', '', {}],
    ['white space', ' \n', {}],
    ['plain text, which some tools take', '"ls -l"', 'ls -l'],
    ['a number', '5', 5],
    ['no JSON', '{"a":', { INVALID_JSON: '{"a":' }],
    ['JSON that is too deep', '['.repeat(9999) + ']'.repeat(9999), expect.anything()],
  ])('has %s as its input', async (_, argumentsText, input) => {
    expect(await lastParts(calling(call('a', argumentsText)), result('a'))).toMatchObject({
      parts: [{ input }],
    });
  });

  it.each<readonly [string, ChatMessage, object]>([
    ['text', result('a', 'noon'), { output: 'noon' }],
    ['nothing', result('a', ''), { output: '' }],
    ['an object', result('a', '{"h":[12]}'), { output: { h: [12] } }],
    ['a list', result('a', '[]'), { output: [] }],
    ['null', result('a', 'null'), { output: null }],
    ['a boolean', result('a', 'false'), { output: false }],
    ['a number', result('a', '12.5'), { output: 12.5 }],
    ['an id', result('a', '12345678901234567890'), { output: '12345678901234567890' }],
    ['a price', result('a', '12.50'), { output: '12.50' }],
    ['text in quotes', result('a', '"noon"'), { output: '"noon"' }],
    ['broken JSON', result('a', '{"h":'), { output: '{"h":' }],
    [
      'texts',
      { role: 'tool', toolCallId: 'a', content: [text('a') as never, text('b') as never] },
      { output: 'a\n\nb' },
    ],
    [
      'a failure',
      { role: 'tool', toolCallId: 'a', content: '{"code":1}', isError: true },
      { state: 'output-error', errorText: '{"code":1}' },
    ],
    [
      'an approval',
      { role: 'tool', toolCallId: 'a', approval: { id: 'q', approved: true } },
      { state: 'approval-responded', approval: { id: 'q', approved: true } },
    ],
    [
      'a denial',
      { role: 'tool', toolCallId: 'a', approval: { id: 'q', approved: false, reason: 'No.' } },
      { state: 'approval-responded', approval: { id: 'q', approved: false, reason: 'No.' } },
    ],
  ])('may have %s as its result', async (_, turn, fields) => {
    const message = await lastParts(calling(call('a')), turn);
    expect(message).toEqual({
      id: 'c-1',
      role: 'assistant',
      parts: [
        { type: 'tool-now', toolCallId: 'a', input: {}, state: 'output-available', ...fields },
      ],
    });
  });

  it('of an id that an earlier one has had gets its own result', async () => {
    const message = await lastParts(
      calling(call('a'), call('a')),
      result('a', 'one'),
      result('a', 'two'),
      calling(call('a')),
      result('a', 'three'),
    );
    expect(message).toMatchObject({
      parts: [part('a', 'one'), part('a', 'two'), step, part('a', 'three')],
    });
  });

  it('that has run since does not ask for its approval again', async () => {
    const approval = {
      role: 'tool',
      toolCallId: 'a',
      approval: { id: 'q', approved: true },
    } as const;
    const turn = { ...calling(call('a')), ...state({ type: 'tool', toolCallId: 'a' }) };
    expect(await lastParts(turn, approval, result('a'))).toMatchObject({ parts: [part('a')] });
    expect(await lastParts(turn, approval, result('a'))).not.toHaveProperty('parts.0.approval');
  });
});

describe('what the provider ran', () => {
  const search = { ...call('s'), providerExecuted: true } as const;
  const said = { role: 'assistant', content: 'Noon.', toolCalls: [search] } as const;
  const ran = { ...part('s', 'noon'), providerExecuted: true };

  it('is sent with its result, which the state or a turn has', async () => {
    expect(await lastParts(said, result('s'))).toMatchObject({ parts: [text('Noon.'), ran] });
    expect(
      await lastParts({ ...said, ...state({ type: 'tool', toolCallId: 's', output: 'noon' }) }),
    ).toMatchObject({ parts: [ran] });
    expect(
      await lastParts({ ...said, ...state({ type: 'tool', toolCallId: 's', errorText: 'no' }) }),
    ).toMatchObject({
      parts: [{ state: 'output-error', errorText: 'no', providerExecuted: true }],
    });
  });

  it('and goes on elsewhere is sent without a result', async () => {
    expect(await lastParts({ ...said, ...state({ type: 'tool', toolCallId: 's' }) })).toMatchObject(
      {
        parts: [{ toolCallId: 's', state: 'input-available', providerExecuted: true }],
      },
    );
  });

  it.each<readonly [string, object]>([
    ['nobody knows the result', {}],
    ['it was another provider', { providerState: { protocol: 'openAiChat', state: {} } }],
    [
      'it still waits for the user, who has said something else',
      state(text('Noon.'), { type: 'tool', toolCallId: 's', approval: { approvalId: 'q' } }),
    ],
  ])('is not sent where %s', async (_, more) => {
    expect(await lastParts({ ...said, ...more })).toMatchObject({ parts: [text('Noon.')] });
  });
});

describe('a state', () => {
  const signed = { providerMetadata: { any: { signature: 'c2ln' } } };

  it('of the last round only is its step, after those of the calls before', async () => {
    const turn = {
      role: 'assistant',
      content: 'I look.\n\nNoon.',
      reasoning: 'Hm.\n\nSo.',
      toolCalls: [call('a')],
      ...state({ type: 'reasoning', text: 'So.', ...signed }, text('Noon.')),
    } as const;
    expect(await lastParts(turn, result('a'))).toEqual({
      id: 'c-1',
      role: 'assistant',
      parts: [
        text('I look.'),
        part('a'),
        step,
        { type: 'reasoning', text: 'So.', ...signed },
        text('Noon.'),
      ],
    });
  });

  it('gives the server its signature back only for the answer to that question', async () => {
    const asked = { approvalId: 'q', signature: 'c2ln', isAutomatic: false };
    const approvalOf = async (id: string) => {
      const turn = {
        ...calling(call('a')),
        ...state({ type: 'tool', toolCallId: 'a', approval: asked }),
      };
      const answer = { role: 'tool', toolCallId: 'a', approval: { id, approved: true } } as const;
      return lastParts(turn, answer);
    };
    expect(await approvalOf('q')).toMatchObject({
      parts: [{ approval: { id: 'q', approved: true, signature: 'c2ln', isAutomatic: false } }],
    });
    expect(await approvalOf('other')).not.toHaveProperty('parts.0.approval.signature');
  });

  it('does not bring back a call that the app has removed', async () => {
    const turn = {
      role: 'assistant',
      content: 'Noon.',
      ...state(text('Noon.'), { type: 'tool', toolCallId: 'a' }),
    } as const;
    expect(await lastParts(turn)).toMatchObject({ parts: [text('Noon.')] });
  });

  it.each<readonly [string, unknown]>([
    ['of another protocol', { protocol: 'anthropicMessages', state: [text('wrong')] }],
    ['that is no list', { protocol: 'uiMessageStream', state: { type: 'text', text: 'wrong' } }],
    ['that is empty', { protocol: 'uiMessageStream', state: [] }],
    ['with null', { protocol: 'uiMessageStream', state: [null, text('wrong')] }],
    ['with a text', { protocol: 'uiMessageStream', state: ['wrong'] }],
    ['with a part of no type', { protocol: 'uiMessageStream', state: [{ text: 'wrong' }] }],
    ['with a part of another type', { protocol: 'uiMessageStream', state: [{ type: 'tool-x' }] }],
    ['with a text without text', { protocol: 'uiMessageStream', state: [{ type: 'text' }] }],
    ['with a tool without id', { protocol: 'uiMessageStream', state: [{ type: 'tool' }] }],
    ['with a kind of no kind', { protocol: 'uiMessageStream', state: [{ type: 'custom' }] }],
    [
      'with a file without URL',
      { protocol: 'uiMessageStream', state: [{ type: 'file', mediaType: 'a/b' }] },
    ],
  ])('%s gives way to the text and the calls', async (_, providerState) => {
    // What a broken store returns.
    const turn = { role: 'assistant', content: 'Noon.', reasoning: 'Hm.', providerState } as never;
    expect(await lastParts(turn)).toMatchObject({
      parts: [{ type: 'reasoning', text: 'Hm.' }, text('Noon.')],
    });
  });

  it('of another protocol alone is no message', () => {
    const providerState = { protocol: 'openAiResponses', state: [1] };
    expect(
      messagesOf({
        history: [user, { role: 'assistant', content: '', providerState }],
        message: 'Hi',
      }),
    ).toMatchObject([{ id: 'c-0' }, { id: 'c-2' }]);
  });
});

describe('a part of the user', () => {
  const urlOf = async (url: string) => {
    const messages = messagesOf({ message: [{ type: 'image', url }] });
    await toModelMessages(messages);
    return Object(messages[0]).parts[0];
  };

  it('has its data as base64, which the SDK takes all data for', async () => {
    expect(await urlOf('data:image/svg+xml,%3Csvg%2F%3E')).toEqual({
      type: 'file',
      mediaType: 'image/svg+xml',
      url: 'data:image/svg+xml;base64,PHN2Zy8+',
    });
    expect(await urlOf('data:image/png;base64,iVBO')).toMatchObject({
      mediaType: 'image/png',
      url: 'data:image/png;base64,iVBO',
    });
  });

  it('has nothing but what the SDK knows', () => {
    const part = { type: 'text', text: 'Hi', state: 'streaming' } as const;
    expect(messagesOf({ message: [part] })).toMatchObject([{ parts: [text('Hi')] }]);
    expect(messagesOf({ message: [part] })).not.toHaveProperty('0.parts.0.state');
  });
});

it.each<readonly [string, Partial<UiMessageStreamRequest>, string]>([
  ['tools', { tools: [{ name: 'a', parameters: {} }] }, 'tools must be left out: uiMessageStream'],
  ['a choice', { toolChoice: 'none' }, 'toolChoice must be left out: uiMessageStream'],
  ['a format', { responseFormat: { type: 'json' } }, 'responseFormat must be left out: uiMessage'],
  [
    'an image in a result',
    {
      history: [
        calling(call('a')),
        {
          role: 'tool',
          toolCallId: 'a',
          content: [{ type: 'image', url: 'https://a.example/a.png' }],
        },
      ],
    },
    'history[1].content[0] must be left out: uiMessageStream cannot send this image',
  ],
])('refuses %s, which are up to the server', (_, more, words) => {
  expect(encode({ message: 'Hi', ...more })).toMatchObject({
    left: { code: 'INVALID_REQUEST', message: expect.stringContaining(words) },
  });
});
