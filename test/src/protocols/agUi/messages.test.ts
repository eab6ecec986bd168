import { describe, expect, it } from '@jest/globals';
import { isRight } from 'fp-ts/lib/Either.js';
import type { ChatMessage } from '../../../../src/request/messages.js';
import {
  emptyReply,
  reduceReply,
  toAssistantMessage,
  toToolMessage,
} from '../../../../src/index.js';
import { agUi, type AgUiRequest } from '../../../../src/protocols/index.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';
import { faultsOfInput } from '../../../bodies/agUiSdk.js';
import { fixturesIn } from '../../../helpers/fixtures.js';
import { protocolsByName } from '../../../helpers/protocols.js';

interface Body {
  readonly messages: readonly object[];
  readonly resume?: readonly object[];
}

const encode = (more: Partial<AgUiRequest>) =>
  toEither(agUi().encode({ modelId: 'a', threadId: 't', runId: 'r', ...more, accessToken: '' }));

/** The body that we send, which AG-UI's own schema takes. */
const bodyOf = (more: Partial<AgUiRequest>): Body => {
  const encoded = encode(more);
  if (!isRight(encoded)) throw encoded.left;
  const body = JSON.parse(encoded.right.body);
  expect(faultsOfInput(body)).toEqual([]);
  return body;
};

const user: ChatMessage = { role: 'user', content: 'Hi' };

const call = (id: string, argumentsText = '{}') => ({ id, name: 'now', argumentsText });

const calling = (...calls: readonly ReturnType<typeof call>[]) =>
  ({ role: 'assistant', content: '', toolCalls: calls }) as const;

const result = (toolCallId: string, content = 'noon') =>
  ({ role: 'tool', toolCallId, content }) as const;

const approval = (toolCallId: string, id: string, approved = true) =>
  ({ role: 'tool', toolCallId, approval: { id, approved } }) as const;

const state = (...values: readonly unknown[]) => ({
  providerState: { protocol: 'agUi', state: values },
});

/** What is sent between the first message of the user and the next one. */
const between = (...history: readonly ChatMessage[]) => {
  const { messages } = bodyOf({ history: [user, ...history], message: 'Thanks' });
  return messages.slice(1, -1);
};

describe('results', () => {
  it('stand after their calls, in any order, under the ids of their turns', () => {
    expect(
      between(
        calling(call('a'), call('b')),
        { role: 'system', content: 'Be brief.' },
        result('b', 'two'),
        result('a', 'one'),
        { role: 'assistant', content: 'So.' },
      ),
    ).toMatchObject([
      { id: 't-1', role: 'assistant' },
      { id: 't-3', role: 'tool', toolCallId: 'b', content: 'two' },
      { id: 't-4', role: 'tool', toolCallId: 'a', content: 'one' },
      { id: 't-2', role: 'system' },
      { id: 't-5', role: 'assistant', content: 'So.' },
    ]);
  });

  it('may have parts, and say that they failed', () => {
    const content = [
      { type: 'text', text: 'No map.' },
      { type: 'image', url: 'data:image/png;base64,iVBO' },
    ] as const;
    const turn = { role: 'tool', toolCallId: 'a', content, isError: true } as const;
    expect(between(calling(call('a')), turn)[1]).toEqual({
      id: 't-2',
      role: 'tool',
      toolCallId: 'a',
      content: [
        { type: 'text', text: 'No map.' },
        { type: 'image', source: { type: 'data', value: 'iVBO', mimeType: 'image/png' } },
      ],
      error: 'No map.',
    });
  });

  it('may be empty', () => {
    const turn = { role: 'tool', toolCallId: 'a', content: '', isError: true } as const;
    expect(between(calling(call('a', ' ')), turn)).toMatchObject([
      { toolCalls: [{ function: { arguments: '{}' } }] },
      { content: '', error: '' },
    ]);
  });
});

describe('a part', () => {
  it.each<readonly [string, string, string]>([
    ['image/webp', 'a.webp', 'image'],
    ['Audio/MPEG', 'a.mp3', 'audio'],
    ['video/mp4', 'a.mp4', 'video'],
    ['application/pdf', 'a.pdf', 'document'],
    ['text/plain; charset=utf-8', 'a.txt', 'document'],
  ])('of type %s is of a kind that agents know', (mediaType, name, type) => {
    const { messages } = bodyOf({
      message: [{ type: 'file', url: 'https://files.example/a', mediaType, name }],
    });
    expect(messages).toEqual([
      {
        id: 't-0',
        role: 'user',
        content: [
          {
            type,
            source: { type: 'url', value: 'https://files.example/a', mimeType: mediaType },
            metadata: { filename: name },
          },
        ],
      },
    ]);
  });
});

describe('what was run elsewhere', () => {
  const search = { ...call('s'), providerExecuted: true } as const;

  it('is not sent, unless the app has its result', () => {
    const said = { role: 'assistant', content: 'Noon.', toolCalls: [search] } as const;
    expect(between(said)).toEqual([{ id: 't-1', role: 'assistant', content: 'Noon.' }]);
    expect(between(said, result('s'))).toMatchObject([{ toolCalls: [{ id: 's' }] }, { id: 't-2' }]);
  });

  it('makes no message where nothing else was said', () => {
    const providerState = { protocol: 'openAiResponses', state: [1] };
    expect(between({ role: 'assistant', content: '', toolCalls: [search], providerState })).toEqual(
      [],
    );
  });
});

describe('reasoning', () => {
  const value = (entityId: string, more: object = {}) => ({
    subtype: 'message',
    entityId,
    encryptedValue: 'eA==',
    ...more,
  });

  it('that is encrypted in part is sent once', () => {
    const turn = {
      role: 'assistant',
      content: 'Noon.',
      reasoning: 'Hm.\n\nSo $& it is.\n\nWell.',
      ...state(value('r1', { content: 'So $& it is.' }), value('r2')),
    } as const;
    expect(between(turn)).toEqual([
      { id: 't-1-reasoning', role: 'reasoning', content: 'Hm.\n\n\n\nWell.' },
      { id: 'r1', role: 'reasoning', content: 'So $& it is.', encryptedValue: 'eA==' },
      { id: 'r2', role: 'reasoning', content: '', encryptedValue: 'eA==' },
      { id: 't-1', role: 'assistant', content: 'Noon.' },
    ]);
  });

  it('that is all encrypted is sent with its message', () => {
    const turn = {
      role: 'assistant',
      content: '',
      reasoning: 'Hm.',
      ...state(value('r1', { content: 'Hm.' }), value('m1', { role: 'assistant' })),
    } as const;
    expect(between(turn)).toEqual([
      { id: 'r1', role: 'reasoning', content: 'Hm.', encryptedValue: 'eA==' },
      { id: 't-1', role: 'assistant', encryptedValue: 'eA==' },
    ]);
  });

  it.each<readonly [string, unknown]>([
    ['another protocol', { protocol: 'uiMessageStream', state: [value('r1')] }],
    ['no list', { protocol: 'agUi', state: value('r1') }],
    ['null', { protocol: 'agUi', state: [null] }],
    ['a list', { protocol: 'agUi', state: [[value('r1')]] }],
    ['a value without what it belongs to', { protocol: 'agUi', state: [value(5 as never)] }],
    ['a value that is no text', { protocol: 'agUi', state: [value('r', { encryptedValue: {} })] }],
    ['a content that is no text', { protocol: 'agUi', state: [value('r', { content: null })] }],
    ['an unknown subtype', { protocol: 'agUi', state: [value('r', { subtype: 'run' })] }],
  ])('is sent in the clear where the state has %s', (_, providerState) => {
    // What a broken store returns.
    const turn = { role: 'assistant', content: 'Noon.', reasoning: 'Hm.', providerState } as never;
    expect(between(turn)).toEqual([
      { id: 't-1-reasoning', role: 'reasoning', content: 'Hm.' },
      { id: 't-1', role: 'assistant', content: 'Noon.' },
    ]);
  });
});

describe('what the user said to a question', () => {
  const answers = (...history: readonly ChatMessage[]) => bodyOf({ history }).resume;
  const resumed = (interruptId: string, approved = true) => ({
    interruptId,
    status: 'resolved',
    payload: { approved },
  });

  it('answers all questions of the last run, beside results', () => {
    const turns = [
      user,
      calling(call('a'), call('b'), call('c')),
      approval('a', 'q1'),
      result('b'),
      approval('c', 'q2', false),
    ];
    expect(answers(...turns)).toEqual([resumed('q1'), resumed('q2', false)]);
    expect(bodyOf({ history: turns, message: 'Hurry.' }).resume).toHaveLength(2);
    expect(bodyOf({ history: turns }).messages).toMatchObject([
      { role: 'user' },
      { role: 'assistant' },
      { role: 'tool', toolCallId: 'b' },
    ]);
  });

  it('counts as it was said last', () => {
    const turns = [user, calling(call('a')), approval('a', 'q'), approval('a', 'q', false)];
    expect(answers(...turns)).toEqual([resumed('q', false)]);
  });

  it.each<readonly [string, readonly ChatMessage[]]>([
    ['the call has run', [calling(call('a')), approval('a', 'q'), result('a')]],
    [
      'the agent has gone on',
      [calling(call('a')), approval('a', 'q'), calling(call('b')), result('b')],
    ],
    ['the user has said more', [calling(call('a')), approval('a', 'q'), user, user]],
  ])('is no news where %s', (_, history) => {
    expect(bodyOf({ history: [user, ...history], message: 'Hi' })).not.toHaveProperty('resume');
  });

  it('leaves other answers to extraBody', () => {
    const resume = [{ interruptId: 'q', status: 'cancelled' }];
    expect(bodyOf({ message: 'Hi', extraBody: { resume } }).resume).toEqual(resume);
    const history = [user, calling(call('a')), approval('a', 'q')];
    expect(encode({ history, extraBody: { resume } })).toMatchObject({
      left: { message: expect.stringContaining('extraBody.resume must be left out') },
    });
  });
});

describe('a turn that is made of an answer', () => {
  const eventsOf = (title: string) => {
    const all = fixturesIn('test/fixtures/agUi', protocolsByName.agUi);
    return all.find((fixture) => fixture.title === title)?.events ?? [];
  };

  it('has each encrypted value where it was', () => {
    const reply = eventsOf('encrypted-reasoning').reduce(reduceReply, emptyReply);
    const turn: ChatMessage = JSON.parse(JSON.stringify(toAssistantMessage(reply)));
    expect(between(turn, result('call_a'))).toEqual([
      { id: 'r1', role: 'reasoning', content: 'Hm', encryptedValue: 'cjE=' },
      { id: 'r2', role: 'reasoning', content: '', encryptedValue: 'cjI=' },
      {
        id: 't-1',
        role: 'assistant',
        toolCalls: [
          {
            id: 'call_a',
            type: 'function',
            function: { name: 'tide', arguments: '{}' },
            encryptedValue: 'YQ==',
          },
        ],
      },
      { id: 't-2', role: 'tool', toolCallId: 'call_a', content: 'noon' },
    ]);
  });

  it('goes on where the agent asked', () => {
    const reply = eventsOf('run-that-waits-for-approval').reduce(reduceReply, emptyReply);
    const [book, tide] = reply.toolCalls;
    const history = [
      user,
      toAssistantMessage(reply),
      approval('call_a', book?.approvalId ?? ''),
      toToolMessage(tide ?? { id: '' }),
    ];
    expect(bodyOf({ history })).toMatchObject({
      messages: [
        { role: 'user' },
        { toolCalls: [{ id: 'call_a' }, { id: 'call_b' }] },
        { role: 'tool', toolCallId: 'call_b', content: 'high' },
      ],
      resume: [{ interruptId: 'ok-1', status: 'resolved', payload: { approved: true } }],
    });
  });
});

it('sends tools with all the fields that agents require', () => {
  const tools = [
    { name: 'now', parameters: { type: 'object' } },
    // From a database.
    { name: 'then', description: null as never, parameters: {}, strict: false },
  ];
  expect(bodyOf({ message: 'Hi', tools })).toMatchObject({
    tools: [
      { name: 'now', description: '', parameters: { type: 'object' } },
      { name: 'then', description: '', parameters: {} },
    ],
  });
});

it.each<readonly [string, Partial<AgUiRequest>, string]>([
  [
    'a strict tool',
    { tools: [{ name: 'now', parameters: {}, strict: true }] },
    'tools[0].strict must be left out: agUi cannot send it',
  ],
  ['a choice', { toolChoice: 'none' }, 'toolChoice must be left out: agUi cannot send it'],
  ['a format', { responseFormat: { type: 'json' } }, 'responseFormat must be left out: agUi'],
])('refuses %s, which no agent would keep', (_, more, words) => {
  expect(encode({ message: 'Hi', ...more })).toMatchObject({
    left: { code: 'INVALID_REQUEST', message: expect.stringContaining(words) },
  });
});
