import { describe, expect, it } from '@jest/globals';
import { checkToken, requestFaults } from '../../../src/request/requestFaults.js';
import { request } from '../../helpers/samples.js';

// What JavaScript can pass, the types or not.
const faultsOf = (more: object): string => {
  const given = { ...request, accessToken: 'sk-1234567', ...more };
  return [checkToken(given), ...requestFaults(given)].filter(Boolean).join('; ');
};

const twins = {
  role: 'assistant',
  content: '',
  toolCalls: [
    { id: 'c1', name: 'a', argumentsText: '{}' },
    { id: 'c1', name: 'a', argumentsText: '{}' },
  ],
};
const twinResult = { role: 'tool', toolCallId: 'c1', content: 'x' };

describe('requestFaults', () => {
  it.each([
    {},
    { temperature: 0 },
    { temperature: 2, topP: 1, frequencyPenalty: -2, presencePenalty: 2, maxTokens: 1 },
    { temperature: undefined, maxTokens: null, history: undefined, systemPrompt: null },
    { history: [{ role: 'system', content: '' }] },
    { accessToken: 'a b\tc' },
    { stopSequences: ['\n', 'END'], reasoningEffort: 'none' },
    { stopSequences: [], reasoningEffort: null },
    // Some servers give several calls of a turn the same id.
    { history: [twins, twinResult, twinResult] },
    { history: [twins, twinResult, twinResult, twins, twinResult, twinResult] },
  ])('accepts %j', (more) => {
    expect(faultsOf(more)).toBe('');
  });

  it.each([
    [{ accessToken: 5 }, 'accessToken'],
    [{ message: '' }, 'message'],
    [{ message: ' \n' }, 'message'],
    [{ message: 5 }, 'message'],
    [{ modelId: '' }, 'modelId'],
    [{ accessToken: '' }, 'accessToken'],
    [{ accessToken: undefined }, 'accessToken'],
    [{ accessToken: 'sk\n' }, 'accessToken'],
    [{ accessToken: 'sk\r\nX-A: b' }, 'accessToken'],
    [{ accessToken: 'sk\0' }, 'accessToken'],
    [{ accessToken: 'sk漢' }, 'accessToken'],
    [{ temperature: -0.1 }, 'temperature'],
    [{ temperature: 2.1 }, 'temperature'],
    [{ temperature: NaN }, 'temperature'],
    [{ temperature: '1' }, 'temperature'],
    [{ topP: 1.1 }, 'topP'],
    [{ topP: -0.1 }, 'topP'],
    [{ frequencyPenalty: 2.1 }, 'frequencyPenalty'],
    [{ presencePenalty: -2.1 }, 'presencePenalty'],
    [{ presencePenalty: Infinity }, 'presencePenalty'],
    [{ maxTokens: 0 }, 'maxTokens'],
    [{ maxTokens: 1.5 }, 'maxTokens'],
    [{ maxTokens: Infinity }, 'maxTokens'],
    [{ systemPrompt: 5 }, 'systemPrompt'],
    [
      {
        history: [
          { role: 'user', content: 'a' },
          { role: 'ai', content: 'a' },
        ],
      },
      'history[1].role',
    ],
    [{ history: [{ role: 'user' }] }, 'history[0].content'],
    [{ history: [twins, twinResult] }, 'history[0].toolCalls[1]'],
    [{ history: [twins, twinResult, twinResult, twinResult] }, 'history[3].toolCallId'],
    [{ history: [null] }, 'history[0].role'],
    [{ history: 'Hi' }, 'history'],
    // A hole.
    [{ history: Array(1) }, 'history[0].role'],
    [{ message: Object('Hi') }, 'message'],
    [{ modelId: Object('a') }, 'modelId'],
    [{ accessToken: Object('sk-1') }, 'accessToken'],
    [{ history: [{ role: 'user', content: Object('Hi') }] }, 'history[0].content'],
    [{ stopSequences: 'END' }, 'stopSequences'],
    [{ stopSequences: [''] }, 'stopSequences'],
    [{ stopSequences: ['END', 5] }, 'stopSequences'],
    [{ stopSequences: Array(1) }, 'stopSequences'],
    [{ stopSequences: { 0: 'END', length: 1 } }, 'stopSequences'],
    [{ reasoningEffort: 'much' }, 'reasoningEffort'],
    [{ reasoningEffort: ['low'] }, 'reasoningEffort'],
  ])('refuses %j', (more, field) => {
    expect(faultsOf(more)).toContain(`${field} must`);
  });

  it('reports all faults at once, and quotes no value', () => {
    const message = faultsOf({
      accessToken: 'sk-SECRET\n',
      message: '',
      temperature: 3,
      topP: 4,
      maxTokens: -5,
    });
    expect(message.match(/\w+ must/g)).toEqual([
      'accessToken must',
      'message must',
      'maxTokens must',
      'temperature must',
      'topP must',
    ]);
    expect(message).not.toContain('SECRET');
  });
});
