import { describe, expect, it } from '@jest/globals';
import { isRight } from 'fp-ts/lib/Either.js';
import type { AgUiRequest } from '../../../../src/protocols/index.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';
import { type AnyProtocol, protocolsByName } from '../../../helpers/protocols.js';

const { streamingChat: _, ...protocols } = protocolsByName;

const bodyOf = (protocol: AnyProtocol, more: Partial<AgUiRequest>): Record<string, unknown> => {
  const encoded = toEither(
    protocol.encode({
      message: 'Hi',
      modelId: 'a-model',
      threadId: 'a-thread',
      runId: 'a-run',
      ...more,
      accessToken: 'sk-1234567',
      providerSlug: 'a-provider',
    }),
  );
  return isRight(encoded) ? JSON.parse(encoded.right.body) : {};
};

const set = {
  maxTokens: 1,
  temperature: 0.2,
  topP: 0.3,
  frequencyPenalty: 0.4,
  presencePenalty: 0.5,
};

const snake = { temperature: 0.2, top_p: 0.3, frequency_penalty: 0.4, presence_penalty: 0.5 };
const camel = { temperature: 0.2, topP: 0.3, frequencyPenalty: 0.4, presencePenalty: 0.5 };

const names = {
  max_tokens: 9,
  max_completion_tokens: 9,
  max_output_tokens: 9,
  maxTokens: 9,
  maxOutputTokens: 9,
  num_predict: 9,
  temperature: 9,
  top_p: 9,
  topP: 9,
  frequency_penalty: 9,
  frequencyPenalty: 9,
  presence_penalty: 9,
  presencePenalty: 9,
};

const wires: readonly (readonly [string, AnyProtocol, object, string?])[] = [
  ['openAiChat', protocols.openAiChat(), { max_tokens: 1, ...snake }],
  [
    'openAiChat with the other field',
    protocols.openAiChat({ maxTokensField: 'max_completion_tokens' }),
    { max_completion_tokens: 1, ...snake },
  ],
  [
    'openAiResponses, which has no penalties',
    protocols.openAiResponses(),
    { max_output_tokens: 1, temperature: 0.2, top_p: 0.3 },
  ],
  [
    'anthropicMessages, which has no penalties',
    protocols.anthropicMessages(),
    { max_tokens: 1, temperature: 0.2, top_p: 0.3 },
  ],
  [
    'geminiGenerateContent',
    protocols.geminiGenerateContent(),
    { maxOutputTokens: 1, ...camel },
    'generationConfig',
  ],
  ['ollamaChat', protocols.ollamaChat(), { num_predict: 1, ...snake }, 'options'],
  ['uiMessageStream', protocols.uiMessageStream(), { maxOutputTokens: 1, ...camel }],
  ['agUi', protocols.agUi(), { maxTokens: 1, ...camel, model: 'a-model' }, 'forwardedProps'],
];

describe.each(wires)('%s', (_, protocol, settings, field) => {
  const bare = bodyOf(protocol, {});

  it('lets extraBody set no setting of the request, under any name', () => {
    const extra = { ...names, tone: 'kind' };
    const extraBody = field === undefined ? extra : { [field]: extra };
    const own = { ...settings, tone: 'kind' };
    expect(bodyOf(protocol, { ...set, extraBody })).toStrictEqual({
      ...bare,
      ...(field === undefined ? own : { [field]: own }),
    });
  });

  it('sends fields of extraBody that the request has no field for', () => {
    const extra = { max_new_tokens: 5, seed: 1 };
    const extraBody = field === undefined ? extra : { [field]: extra };
    expect(bodyOf(protocol, { extraBody })).toMatchObject(extraBody);
  });
});

it('sends another name of a setting that the request leaves out', () => {
  const extraBody = { max_completion_tokens: 9 };
  expect(bodyOf(protocols.openAiChat(), { extraBody })).toMatchObject(extraBody);
});

describe('a model in extraBody', () => {
  it.each(Object.entries(protocols))('is not sent by %s', (_, make) => {
    const body = bodyOf(make(), { extraBody: { model: 'another' } });
    expect(JSON.stringify(body)).not.toContain('another');
  });
});

it('lets extraBody set no field of Gemini in snake case', () => {
  const generation_config = { temperature: 9, top_p: 9, seed: 5 };
  expect(
    bodyOf(protocols.geminiGenerateContent(), {
      ...set,
      systemPrompt: 'Be kind.',
      extraBody: { generation_config, system_instruction: { parts: [{ text: 'x' }] } },
    }),
  ).toEqual({
    contents: expect.anything(),
    systemInstruction: { parts: [{ text: 'Be kind.' }] },
    generationConfig: { maxOutputTokens: 1, ...camel },
    generation_config: { seed: 5 },
  });
});
