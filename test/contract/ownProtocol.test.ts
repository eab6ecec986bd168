import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { fixturesIn, playFixtures } from '../helpers/fixtures.js';
import type { AnyProtocol } from '../helpers/protocols.js';
import { root } from './sources.js';

const path = 'examples/own-protocol/cohereChat';

// Compiled against the package, as the protocol of a user is.
const { cohereChat }: { readonly cohereChat: () => AnyProtocol } = await import(
  pathToFileURL(join(root, 'build', `${path}.js`)).href
);

describe('a stream of the protocol in docs/own-protocol.md', () => {
  playFixtures(fixturesIn('examples/own-protocol/fixtures', cohereChat));
});

describe('the request of the protocol in docs/own-protocol.md', () => {
  const request = {
    accessToken: 'sk-1234567',
    message: 'Hi',
    modelId: 'command-a',
    providerSlug: '',
    systemPrompt: 'Be brief.',
    topP: 0.5,
    maxTokens: 9,
  };

  it('has the names of Cohere', () => {
    const encoded = cohereChat().encode(request);
    expect(encoded).toMatchObject({
      right: { path: '/v2/chat', headers: { Authorization: 'Bearer sk-1234567' } },
    });
    expect('right' in encoded && JSON.parse(encoded.right.body)).toEqual({
      model: 'command-a',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
      stream: true,
      p: 0.5,
      max_tokens: 9,
    });
  });

  it('has calls, their results, tools and formats in the form of Cohere', () => {
    const call = { id: 'c1', name: 'add', argumentsText: '' };
    const parameters = { type: 'object' };
    const encoded = cohereChat().encode({
      ...request,
      message: undefined,
      systemPrompt: undefined,
      history: [
        { role: 'user', content: [{ type: 'text', text: 'Add.' }] },
        { role: 'assistant', content: '', toolCalls: [call] },
        { role: 'tool', toolCallId: 'c1', content: '5' },
      ],
      tools: [{ name: 'add', parameters, strict: true }],
      responseFormat: { type: 'json', schema: parameters },
    });
    expect('right' in encoded && JSON.parse(encoded.right.body)).toMatchObject({
      messages: [
        { role: 'user', content: 'Add.' },
        {
          role: 'assistant',
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'add', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: '5' },
      ],
      tools: [{ type: 'function', function: { name: 'add', parameters } }],
      strict_tools: true,
      response_format: { type: 'json_object', schema: parameters },
    });
  });

  it('is rejected with an image, which it cannot carry', () => {
    const message = [{ type: 'image' as const, url: 'https://a.example/a.png' }];
    expect(cohereChat().encode({ ...request, message })).toMatchObject({
      left: {
        message: expect.stringContaining('message[0] must be left out: cohereChat cannot send'),
      },
    });
  });

  it('is rejected without a token', () => {
    expect(cohereChat().encode({ ...request, accessToken: '' })).toMatchObject({
      left: { code: 'INVALID_REQUEST', message: expect.stringContaining('accessToken') },
    });
  });
});

it('the protocol in docs/own-protocol.md has at most 120 lines, and no fp-ts', () => {
  const source = readFileSync(join(root, `${path}.ts`), 'utf8');
  expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(120);
  expect(source).not.toContain('fp-ts');
});
