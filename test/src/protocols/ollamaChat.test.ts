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

it('rejects an incomplete request at compile time', () => {
  const config = { baseUrl: 'http://localhost:11434', protocol: ollamaChat() };
  sendStreamingChat(request, config);
  // @ts-expect-error: there is no modelId
  sendStreamingChat({ message: 'Hello' }, config);
  // @ts-expect-error: it has no providers
  sendStreamingChat({ ...request, providerSlug: 'ollama' }, config);
  expect(config.protocol.framing).toBe('ndjson');
});
