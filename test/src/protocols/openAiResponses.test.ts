import { describe, expect, it } from '@jest/globals';
import type { Observable } from 'rxjs';
import { sendStreamingChat } from '../../../src/chat.js';
import type { StreamEvent } from '../../../src/events.js';
import { openAiResponses, type OpenAiResponsesOptions } from '../../../src/protocols/index.js';
import type { ResolvedRequest } from '../../../src/request.js';
import type { Equal, Expect } from '../../helpers/types.js';

const request = { message: 'Hello', modelId: 'a-model' };

const encode = (more: Partial<ResolvedRequest> = {}, options?: OpenAiResponsesOptions) =>
  openAiResponses(options).encode({ ...request, accessToken: 'sk-1234567', ...more });

const bodyOf = (more: Partial<ResolvedRequest>): unknown => {
  const encoded = encode(more);
  return encoded._tag === 'Right' ? JSON.parse(encoded.right.body) : encoded.left;
};

const said = (role: string, content: string) => ({ type: 'message', role, content });
const least = { model: 'a-model', input: [said('user', 'Hello')], stream: true };

describe('encode', () => {
  it('writes the least request', () => {
    expect(encode()).toEqual({
      _tag: 'Right',
      right: {
        path: '/responses',
        headers: {
          Authorization: 'Bearer sk-1234567',
          'Content-Type': 'application/json',
          Accept: 'text/event-stream',
        },
        body: JSON.stringify(least),
      },
    });
  });

  it.each<readonly [string, Partial<ResolvedRequest>, object]>([
    [
      'the system prompt apart from the turns',
      {
        systemPrompt: 'Be kind.',
        history: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hey' },
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: ' ' },
        ],
      },
      {
        instructions: 'Be kind.',
        input: [
          said('user', 'Hi'),
          said('assistant', 'Hey'),
          said('system', 'Be brief.'),
          said('user', 'Hello'),
        ],
      },
    ],
    [
      'the parameters that it has, and no penalties',
      { maxTokens: 9, temperature: 0, topP: 0.5, frequencyPenalty: 1, presencePenalty: 1 },
      { max_output_tokens: 9, temperature: 0, top_p: 0.5 },
    ],
    [
      'extra fields, which override none of the request',
      { extraBody: { stream: false, instructions: 'x', reasoning: { effort: 'low' } } },
      { reasoning: { effort: 'low' } },
    ],
  ])('writes %s', (_, more, body) => {
    expect(bodyOf(more)).toStrictEqual({ ...least, ...body });
  });

  it('does without a token', () => {
    const encoded = encode({ accessToken: '' });
    expect(encoded).toMatchObject({ _tag: 'Right' });
    expect(encoded).not.toHaveProperty('right.headers.Authorization');
  });

  it('takes another path', () => {
    expect(encode({}, { path: '/v1/responses' })).toMatchObject({
      right: { path: '/v1/responses' },
    });
  });

  it('refuses a request with faults', () => {
    expect(bodyOf({ message: '', maxTokens: 0 })).toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringMatching(/message.*maxTokens/),
    });
  });
});

describe('types', () => {
  const send = () => {
    const config = { baseUrl: 'https://chat.example', protocol: openAiResponses() };
    // @ts-expect-error The default protocol's field is not one of this protocol.
    sendStreamingChat({ ...request, providerSlug: 'a' }, config);
    return sendStreamingChat(request, config);
  };

  it('are inferred, and a token is not needed', () => {
    const inferred: Expect<Equal<ReturnType<typeof send>, Observable<StreamEvent>>> = true;
    expect(inferred).toBe(true);
  });
});
