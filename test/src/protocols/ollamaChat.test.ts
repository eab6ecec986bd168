import { describe, expect, it } from '@jest/globals';
import { sendStreamingChat } from '../../../src/chat.js';
import { ollamaChat, type OllamaChatOptions } from '../../../src/protocols/ollamaChat/index.js';
import type { ChatRequest } from '../../../src/request/request.js';
import { toEither } from '../../../src/protocols/kit/toEither.js';

const request = { message: 'Hello', modelId: 'a-model:7b' };

const encode = (
  more: Partial<ChatRequest> = {},
  options: OllamaChatOptions = {},
  accessToken = '',
) => {
  const encoded = toEither(ollamaChat(options).encode({ ...request, ...more, accessToken }));
  if (encoded._tag === 'Left') throw encoded.left;
  return encoded.right;
};

const bodyOf = (more: Partial<ChatRequest>): unknown => JSON.parse(encode(more).body);

const hello = { role: 'user', content: 'Hello' };
const least = { model: 'a-model:7b', messages: [hello], stream: true, options: {} };

describe('encode', () => {
  it('writes the smallest request, without a token', () => {
    expect(encode()).toEqual({
      path: '/api/chat',
      headers: { 'Content-Type': 'application/json', Accept: 'application/x-ndjson' },
      body: JSON.stringify(least),
    });
  });

  it('sends a token where one is given', () => {
    expect(encode({}, {}, 'a-key').headers).toMatchObject({ Authorization: 'Bearer a-key' });
  });

  it('takes another path', () => {
    expect(encode({}, { path: '/ollama/api/chat' }).path).toBe('/ollama/api/chat');
  });

  it('writes every field under the name of the provider', () => {
    expect(
      bodyOf({
        history: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Yes?' },
          { role: 'user', content: ' ' },
        ],
        systemPrompt: 'Be kind.',
        maxTokens: 512,
        temperature: 0,
        topP: 0.9,
        frequencyPenalty: -2,
        presencePenalty: 2,
      }),
    ).toStrictEqual({
      ...least,
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Yes?' },
        hello,
      ],
      options: {
        num_predict: 512,
        temperature: 0,
        top_p: 0.9,
        frequency_penalty: -2,
        presence_penalty: 2,
      },
    });
  });

  it('merges extraBody at any depth', () => {
    const extraBody = { think: true, options: { num_predict: 5, num_ctx: 8192 } };
    expect(bodyOf({ temperature: 1, extraBody })).toStrictEqual({
      ...least,
      think: true,
      options: { temperature: 1, num_predict: 5, num_ctx: 8192 },
    });
  });
});

describe('what it cannot carry', () => {
  const history: ChatRequest['history'] = [
    {
      role: 'assistant',
      content: '',
      toolCalls: [{ id: 'call_1', name: 'look', argumentsText: '{}' }],
    },
    { role: 'tool', toolCallId: 'call_1', approval: { id: 'call_1', approved: true } },
  ];
  const tool = { name: 'look', parameters: {} };

  it.each<readonly [string, Partial<ChatRequest>, string]>([
    [
      'an image on the web',
      { message: [{ type: 'image', url: 'https://a.example/a.png' }] },
      'message[0] must be base64 or a data: URL: ollamaChat cannot send this image',
    ],
    [
      'a file that is no image',
      { message: [{ type: 'file', base64: 'JVBERi0=', mediaType: 'application/pdf' }] },
      'message[0] must be left out: ollamaChat cannot send this file',
    ],
    [
      'an approval',
      { history },
      'history[1].approval must be left out: ollamaChat cannot send this answer',
    ],
    ...(['required', { name: 'look' }] as const).map(
      (toolChoice) =>
        [
          `the choice of ${JSON.stringify(toolChoice)}`,
          { tools: [tool], toolChoice },
          'toolChoice must be "auto" or "none": ollamaChat cannot make the model call a tool',
        ] as const,
    ),
    [
      'a strict tool',
      { tools: [tool, { ...tool, name: 'see', strict: true }] },
      'tools[1].strict must be left out: ollamaChat cannot keep arguments to a schema',
    ],
  ])('is %s', (_, more, fault) => {
    expect(() => encode(more)).toThrow(`Invalid request: ${fault}`);
  });

  it('is named beside what is malformed', () => {
    // What JavaScript may give.
    const tools = [null, { name: 5, strict: true }] as never;
    expect(() => encode({ tools })).toThrow(
      /tools\[1\]\.strict must be .*tools\[0\]\.name must be/,
    );
  });
});

it('rejects an incomplete request at compile time', () => {
  const config = { baseUrl: 'http://localhost:11434', protocol: ollamaChat() };
  sendStreamingChat(request, config);
  // @ts-expect-error: there is no modelId
  sendStreamingChat({ message: 'Hello' }, config);
  // @ts-expect-error: it has no providers
  sendStreamingChat({ ...request, providerSlug: 'ollama' }, config);
  expect(config.protocol.framing).toBe('ndjson');
});
