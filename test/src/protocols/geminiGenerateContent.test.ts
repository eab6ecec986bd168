import { describe, expect, it } from '@jest/globals';
import { sendStreamingChat } from '../../../src/chat.js';
import {
  geminiGenerateContent,
  type GeminiGenerateContentOptions,
} from '../../../src/protocols/geminiGenerateContent/index.js';
import type { AuthorizedRequest } from '../../../src/request/request.js';
import { toEither } from '../../../src/protocols/kit/toEither.js';

const request = { accessToken: 'a-key', message: 'Hello', modelId: 'gemini-1' };

const encode = (
  more: Partial<AuthorizedRequest> = {},
  options: GeminiGenerateContentOptions = {},
) => {
  const encoded = toEither(
    geminiGenerateContent(options).encode({
      ...request,
      ...more,
      accessToken: 'a-key',
    }),
  );
  if (encoded._tag === 'Left') throw encoded.left;
  return encoded.right;
};

const bodyOf = (more: Partial<AuthorizedRequest>): unknown => JSON.parse(encode(more).body);

const hello = { role: 'user', parts: [{ text: 'Hello' }] };
const least = { contents: [hello], generationConfig: {} };

describe('encode', () => {
  it('writes the smallest request, with the key in x-goog-api-key', () => {
    expect(encode()).toEqual({
      path: '/v1beta/models/gemini-1:streamGenerateContent?alt=sse',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'text/event-stream',
        'x-goog-api-key': 'a-key',
      },
      body: JSON.stringify(least),
    });
  });

  it.each([
    ['gemini-2.5-flash', 'models/gemini-2.5-flash'],
    ['models/gemini-2.5-flash', 'models/gemini-2.5-flash'],
    ['tunedModels/mine-1', 'tunedModels/mine-1'],
    ['vendor/a-model@001', 'models/vendor/a-model@001'],
    ['a-model:7b', 'models/a-model:7b'],
  ])('puts the model %s into the path', (modelId, resource) => {
    expect(encode({ modelId }).path).toBe(`/v1beta/${resource}:streamGenerateContent?alt=sse`);
  });

  it.each([
    '..',
    '../files',
    'models/../files',
    'models/./x',
    'models/..',
    '/models/x',
    'models//x',
    'models/',
    'x?key=1',
    'x#',
    'x&y',
    '%2e%2e/x',
    '..\\x',
    'a model',
    'x\n',
    '\uD800',
  ])('refuses the model %j', (modelId) => {
    expect(() => encode({ modelId })).toThrow(
      expect.objectContaining({
        code: 'INVALID_REQUEST',
        message: expect.stringMatching(/^Invalid request: modelId must be a name such as [^;]*$/),
      }),
    );
  });

  it('reports a missing model once', () => {
    expect(() => encode({ modelId: '' })).toThrow(
      /^Invalid request: modelId must be a non-empty string$/,
    );
  });

  it.each([
    ['v1', '/v1/models/gemini-1:streamGenerateContent?alt=sse'],
    ['', '/models/gemini-1:streamGenerateContent?alt=sse'],
  ])('takes the API version %j', (apiVersion, path) => {
    expect(encode({}, { apiVersion }).path).toBe(path);
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
      systemInstruction: { parts: [{ text: 'Be kind.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Hi' }] },
        { role: 'model', parts: [{ text: 'Yes?' }] },
        hello,
      ],
      generationConfig: {
        maxOutputTokens: 512,
        temperature: 0,
        topP: 0.9,
        frequencyPenalty: -2,
        presencePenalty: 2,
      },
    });
  });

  it('sends system turns as instructions', () => {
    expect(
      bodyOf({ history: [{ role: 'system', content: 'Be brief.' }], systemPrompt: 'Be kind.' }),
    ).toStrictEqual({
      ...least,
      systemInstruction: { parts: [{ text: 'Be kind.' }, { text: 'Be brief.' }] },
    });
  });

  it('merges extraBody at any depth, in the case of its names that the server takes too', () => {
    expect(
      bodyOf({
        temperature: 1,
        reasoningEffort: 'high',
        extraBody: {
          system_instruction: { parts: [] },
          generation_config: { topP: 1, thinking_config: { includeThoughts: true } },
          tools: [{ googleSearch: {} }],
        },
      }),
    ).toStrictEqual({
      contents: [hello],
      system_instruction: { parts: [] },
      generationConfig: {
        temperature: 1,
        topP: 1,
        thinkingConfig: { thinkingLevel: 'HIGH', includeThoughts: true },
      },
      tools: [{ googleSearch: {} }],
    });
  });

  it('refuses a tool whose name does not begin with a letter', () => {
    const tools = ['_1', '1a', '-a'].map((name) => ({ name, parameters: {} }));
    expect(() => encode({ tools })).toThrow(
      'Invalid request: ' +
        'tools[1].name must begin with a letter or "_": geminiGenerateContent cannot send it; ' +
        'tools[2].name must begin with a letter or "_": geminiGenerateContent cannot send it',
    );
  });

  it('refuses an approval', () => {
    const toolCalls = [{ id: 'c1', name: 'look', argumentsText: '' }];
    const approval = { id: 'c1', approved: true };
    expect(() =>
      encode({
        history: [
          { role: 'assistant', content: '', toolCalls },
          { role: 'tool', toolCallId: 'c1', approval },
        ],
      }),
    ).toThrow(
      'history[1].approval must be left out: geminiGenerateContent cannot send this answer',
    );
  });

  it.each([
    ['no list', {}],
    ['empty', []],
    ['a list with another value', [{ text: 'Hey' }, 5]],
    ['a list with an empty part', [{ text: 'Hey' }, {}]],
  ])('sends text and calls where the state is %s', (_, state) => {
    const providerState = { protocol: 'geminiGenerateContent', state };
    const toolCalls = [{ id: 'c1', name: 'look', argumentsText: '{}' }];
    expect(
      bodyOf({
        message: undefined,
        history: [
          { role: 'assistant', content: 'Hey', toolCalls, providerState },
          { role: 'tool', toolCallId: 'c1', content: 'ok' },
        ],
      }),
    ).toMatchObject({
      contents: [
        { role: 'model', parts: [{ text: 'Hey' }, { functionCall: { id: 'c1' } }] },
        { role: 'user', parts: [{ functionResponse: { id: 'c1' } }] },
      ],
    });
  });

  it('sends arguments and results that are nested too deeply as text', () => {
    const deep = '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000);
    const toolCalls = [{ id: 'c1', name: 'look', argumentsText: deep }];
    expect(
      bodyOf({
        message: undefined,
        history: [
          { role: 'assistant', content: '', toolCalls },
          { role: 'tool', toolCallId: 'c1', content: deep },
        ],
      }),
    ).toMatchObject({
      contents: [
        { parts: [{ functionCall: { args: { INVALID_JSON: deep } } }] },
        { parts: [{ functionResponse: { response: { output: deep } } }] },
      ],
    });
  });

  it('requires a key', () => {
    expect(geminiGenerateContent().encode({ ...request, accessToken: '' })).toMatchObject({
      left: { message: 'Invalid request: accessToken must be a non-empty string' },
    });
  });
});

it('rejects an incomplete request at compile time', () => {
  const config = { baseUrl: 'https://chat.example', protocol: geminiGenerateContent() };
  sendStreamingChat(request, config);
  // @ts-expect-error: there is no accessToken
  sendStreamingChat({ message: 'Hello', modelId: 'gemini-1' }, config);
  // @ts-expect-error: it has no providers
  sendStreamingChat({ ...request, providerSlug: 'google' }, config);
  expect(config.protocol.framing).toBe('sse');
});
