import { describe, expect, it } from '@jest/globals';
import { checkToken, validateRequest } from '../../../src/request/validateRequest.js';
import { request } from '../../helpers/samples.js';

// What JavaScript can pass, the types or not.
const faultsOf = (more: object): string | undefined => {
  const given = { ...request, accessToken: 'sk-1234567', ...more };
  const checked = validateRequest(given, [checkToken(given)]);
  return checked._tag === 'Left' ? checked.left.message : undefined;
};

describe('validateRequest', () => {
  it.each([
    {},
    { temperature: 0 },
    { temperature: 2, topP: 1, frequencyPenalty: -2, presencePenalty: 2, maxTokens: 1 },
    { temperature: undefined, maxTokens: null, history: undefined, systemPrompt: null },
    { history: [{ role: 'system', content: '' }] },
    { accessToken: 'a b\tc' },
  ])('accepts %j', (more) => {
    expect(faultsOf(more)).toBeUndefined();
  });

  it.each([
    [{ accessToken: 5 }, 'accessToken'],
    [{ extraBody: 'abc' }, 'extraBody'],
    [{ extraBody: [] }, 'extraBody'],
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
      'history[1]',
    ],
    [{ history: [{ role: 'user' }] }, 'history[0]'],
    [{ history: [null] }, 'history[0]'],
    [{ history: 'Hi' }, 'history'],
  ])('refuses %j', (more, field) => {
    expect(faultsOf(more)).toMatch(/^Invalid request: /);
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
    expect(message?.match(/\w+ must/g)).toEqual([
      'accessToken must',
      'message must',
      'maxTokens must',
      'temperature must',
      'topP must',
    ]);
    expect(message).not.toContain('SECRET');
  });
});
