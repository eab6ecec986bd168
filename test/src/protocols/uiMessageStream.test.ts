import { describe, expect, it } from '@jest/globals';
import { isRight } from 'fp-ts/lib/Either.js';
import type { Observable } from 'rxjs';
import { sendStreamingChat, type StreamEvent } from '../../../src/index.js';
import {
  uiMessageStream,
  type UiMessageStreamOptions,
  type UiMessageStreamRequest,
} from '../../../src/protocols/index.js';
import { toEither } from '../../../src/protocols/kit/toEither.js';

const encode = (more: Partial<UiMessageStreamRequest> = {}, options?: UiMessageStreamOptions) =>
  toEither(
    uiMessageStream(options).encode({
      message: 'Hello',
      modelId: 'a-model',
      ...more,
      accessToken: 'sk-1234567',
    }),
  );

const bodyOf = (more: Partial<UiMessageStreamRequest>): unknown => {
  const encoded = encode(more);
  return isRight(encoded) ? JSON.parse(encoded.right.body) : encoded.left;
};

const text = (id: string, role: string, content: string) => ({
  id,
  role,
  parts: [{ type: 'text', text: content }],
});

const least = {
  messages: [text('message-0', 'user', 'Hello')],
  model: 'a-model',
  trigger: 'submit-message',
};

describe('encode', () => {
  it('writes the smallest request', () => {
    expect(encode()).toEqual({
      _tag: 'Right',
      right: {
        path: '/api/chat',
        headers: {
          Authorization: 'Bearer sk-1234567',
          'Content-Type': 'application/json',
          Accept: 'text/event-stream',
        },
        body: JSON.stringify(least),
      },
    });
  });

  it.each<readonly [string, Partial<UiMessageStreamRequest>, object]>([
    [
      'what names the conversation',
      { chatId: 'c' },
      { id: 'c', messages: [text('c-0', 'user', 'Hello')] },
    ],
    [
      'what is asked for anew',
      { trigger: 'regenerate-message', messageId: 'm1' },
      { trigger: 'regenerate-message', messageId: 'm1' },
    ],
    [
      'the settings by their names in the SDK',
      { maxTokens: 9, temperature: 0, topP: 1, frequencyPenalty: -1, presencePenalty: 2 },
      { maxOutputTokens: 9, temperature: 0, topP: 1, frequencyPenalty: -1, presencePenalty: 2 },
    ],
    [
      'the conversation, with the ids that are known and places for the others',
      {
        chatId: 'c',
        systemPrompt: 'Be kind.',
        history: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hi!', id: 'msg-1' },
          { role: 'user', content: ' ' },
        ],
      },
      {
        id: 'c',
        messages: [
          text('c-system', 'system', 'Be kind.'),
          text('c-0', 'user', 'Hi'),
          text('msg-1', 'assistant', 'Hi!'),
          text('c-3', 'user', 'Hello'),
        ],
      },
    ],
    [
      'extra fields, also in place of its defaults',
      { extraBody: { id: 'x', tone: 'kind', trigger: 'mine' } },
      { id: 'x', tone: 'kind', trigger: 'mine' },
    ],
    [
      'nothing for what is not set',
      {
        chatId: undefined,
        trigger: undefined,
        messageId: undefined,
        systemPrompt: '',
        history: [],
      },
      {},
    ],
  ])('writes %s', (_, more, fields) => {
    expect(bodyOf(more)).toStrictEqual({ ...least, ...fields });
  });

  it('takes another path, and no token', () => {
    const { encode } = uiMessageStream({ path: '/chat' });
    expect(encode({ message: 'Hello', modelId: 'a-model', accessToken: '' })).toMatchObject({
      right: {
        path: '/chat',
        headers: expect.not.objectContaining({ Authorization: expect.anything() }),
      },
    });
  });

  it('refuses ids and a trigger of the wrong kind, and an unknown option', () => {
    // What JavaScript can pass.
    const more: object = {
      chatId: 5,
      messageId: {},
      trigger: 'x',
      history: [{ role: 'user', content: 'Hi', id: Object('m') }],
    };
    const options = { doneWithoutFinish: 'maybe' as 'done' };
    expect(encode(more, options)).toMatchObject({
      left: {
        code: 'INVALID_REQUEST',
        message: expect.stringMatching(
          /doneWithoutFinish must.*chatId must.*messageId must.*trigger must.*history\[0\]\.id must/,
        ),
      },
    });
  });

  it('rejects an invalid request', () => {
    expect(bodyOf({ message: '', temperature: 9 })).toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringMatching(/message.*temperature/),
    });
  });
});

describe('decode', () => {
  it.each<readonly [string | undefined, object]>([
    ['stop', { finishReason: 'stop' }],
    ['length', { finishReason: 'length' }],
    ['tool-calls', { finishReason: 'stop' }],
    ['content-filter', { finishReason: 'contentFilter' }],
    ['other', { finishReason: 'other' }],
    ['of-tomorrow', { finishReason: 'other' }],
    [undefined, {}],
  ])('reads the finish reason %s', (finishReason, details) => {
    const decoder = uiMessageStream().decoder();
    decoder.decode({ event: 'message', data: JSON.stringify({ type: 'finish', finishReason }) });
    const raw = finishReason && { rawFinishReason: finishReason };
    expect(decoder.end()).toEqual({ _tag: 'Right', right: [{ type: 'done', ...details, ...raw }] });
  });
});

describe('the request', () => {
  it('has the type of the protocol', () => {
    const config = { baseUrl: 'https://chat.example', protocol: uiMessageStream() };
    const events$: Observable<StreamEvent> = sendStreamingChat(
      {
        message: 'Hello',
        modelId: 'a-model',
        chatId: 'c',
        history: [{ role: 'assistant', content: 'Hi!', id: 'msg-1' }],
      },
      config,
    );
    // @ts-expect-error -- a misspelt field
    sendStreamingChat({ message: 'Hello', modelId: 'a-model', chatid: 'c' }, config);
    // @ts-expect-error -- a field of another protocol
    sendStreamingChat({ message: 'Hello', modelId: 'a-model', providerSlug: 'a' }, config);
    expect(events$).toBeDefined();
  });
});
