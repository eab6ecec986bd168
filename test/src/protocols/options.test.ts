import { describe, expect, it } from '@jest/globals';
import { protocolsByName as make } from '../../helpers/protocols.js';

const request = {
  accessToken: 'sk-1234567',
  message: 'Hi',
  modelId: 'a-model',
  providerSlug: 'a-provider',
};

describe('an option of a wrong kind', () => {
  it.each<readonly [keyof typeof make, object]>([
    ['openAiChat', { maxTokensField: 'tokens' }],
    ['openAiChat', { doneWithoutReason: true }],
    ['openAiChat', { reasoningField: 'thinking' }],
    ['openAiChat', { path: '//evil.example' }],
    ['openAiResponses', { path: '@evil.example/responses' }],
    ['anthropicMessages', { path: 5 }],
    ['anthropicMessages', { version: 20230601 }],
    ['geminiGenerateContent', { apiVersion: 1 }],
    ['ollamaChat', { path: '/../admin' }],
    ['uiMessageStream', { doneWithoutFinish: null }],
    ['uiMessageStream', { path: Object('/api/chat') }],
    ['agUi', { path: 'https://evil.example' }],
  ])('of %s is a fault of the request: %j', (name, options) => {
    const [option = ''] = Object.keys(options);
    expect(make[name](options).encode(request)).toMatchObject({
      left: { code: 'INVALID_REQUEST', message: expect.stringContaining(`${option} must be`) },
    });
  });

  it('is reported beside a version of the API that leaves its place', () => {
    const { encode } = make.geminiGenerateContent({ apiVersion: '../v1' });
    expect(encode(request)).toMatchObject({
      left: { code: 'INVALID_REQUEST', message: expect.stringContaining('path must be') },
    });
  });
});
