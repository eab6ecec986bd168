import { describe, expect, it } from '@jest/globals';
import type { Observable } from 'rxjs';
import { sendStreamingChat } from '../../../src/chat.js';
import type { StreamEvent } from '../../../src/events.js';
import { anthropicMessages, type AnthropicMessagesOptions } from '../../../src/protocols/index.js';
import type { ResolvedRequest } from '../../../src/request/request.js';
import type { Equal, Expect } from '../../helpers/types.js';
import { toEither } from '../../../src/protocols/kit/toEither.js';

const request = { accessToken: 'sk-1234567', message: 'Hello', modelId: 'a-model' };

const encode = (more: Partial<ResolvedRequest> = {}, options?: AnthropicMessagesOptions) =>
  toEither(anthropicMessages(options).encode({ ...request, ...more }));

const bodyOf = (more: Partial<ResolvedRequest>): unknown => {
  const encoded = encode(more);
  return encoded._tag === 'Right' ? JSON.parse(encoded.right.body) : encoded.left;
};

const said = (role: string, content: string) => ({ role, content });
const least = {
  model: 'a-model',
  messages: [said('user', 'Hello')],
  stream: true,
  max_tokens: 8192,
};

describe('decode', () => {
  const tool = { type: 'tool_use', id: 'toolu_1', name: 'look' };

  it.each<readonly [string, object, string]>([
    ['message_start', { message: { id: 5 } }, 'message.id must be string'],
    ['message_start', { message: { model: 5 } }, 'message.model must be string'],
    ...['output_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'].map(
      (name) =>
        [
          'message_delta',
          { usage: { [name]: -1 } },
          `usage.${name} must be a whole number from 0`,
        ] as const,
    ),
    [
      'message_delta',
      { usage: { output_tokens_details: { thinking_tokens: 0.5 } } },
      'usage.output_tokens_details.thinking_tokens must be a whole number from 0',
    ],
    ['message_delta', { delta: { stop_reason: 5 } }, 'delta.stop_reason must be string'],
    ['content_block_start', { content_block: { text: '' } }, 'content_block.type must be string'],
    [
      'content_block_start',
      { content_block: { type: 'text', text: 5 } },
      'content_block.text must be string',
    ],
    [
      'content_block_start',
      { content_block: { type: 'thinking', thinking: 5 } },
      'content_block.thinking must be string',
    ],
    [
      'content_block_start',
      { index: 0, content_block: { ...tool, name: 5 } },
      'content_block.name must be string',
    ],
    [
      'content_block_start',
      { content_block: { ...tool, type: 'mcp_tool_use', name: null } },
      'content_block.name must be string',
    ],
    [
      'content_block_start',
      { content_block: { type: 'web_fetch_tool_result' } },
      'content_block.tool_use_id must be string',
    ],
    [
      'content_block_start',
      { content_block: { type: 'text', citations: [{ url: 5 }] } },
      'content_block.citations.0.url must be string',
    ],
    [
      'content_block_delta',
      { delta: { type: 'citations_delta', citation: 'a' } },
      'delta.citation must be an object',
    ],
    [
      'content_block_delta',
      { delta: { type: 'signature_delta' } },
      'delta.signature must be string',
    ],
    ['content_block_delta', { delta: { type: 'thinking_delta' } }, 'delta.thinking must be string'],
    [
      'content_block_delta',
      { index: 0, delta: { type: 'input_json_delta', partial_json: {} } },
      'delta.partial_json must be string',
    ],
    [
      'content_block_delta',
      { index: 0, delta: { type: 'input_json_delta', partial_json: '{' } },
      'index must be that of an open block',
    ],
    ['content_block_stop', { index: [] }, 'index must be number'],
    [
      'message_start',
      { message: { content: [{ type: 'text', text: 5 }] } },
      'content_block.text must be string',
    ],
    [
      'message_delta',
      { usage: { iterations: [{ input_tokens: '5' }] } },
      'usage.iterations.0.input_tokens must be a whole number from 0',
    ],
  ])('refuses a malformed %s: %j', (event, fields, fault) => {
    const data = JSON.stringify({ type: event, ...fields });
    expect(anthropicMessages().decoder().decode({ event, data })).toMatchObject({
      left: { code: 'BAD_EVENT', message: `Malformed "${event}" event: ${fault}` },
    });
  });
});

describe('encode', () => {
  it('writes the smallest request', () => {
    expect(encode()).toEqual({
      _tag: 'Right',
      right: {
        path: '/v1/messages',
        headers: {
          'x-api-key': 'sk-1234567',
          'anthropic-version': '2023-06-01',
          'anthropic-dangerous-direct-browser-access': 'true',
          'Content-Type': 'application/json',
          Accept: 'text/event-stream',
        },
        body: JSON.stringify(least),
      },
    });
  });

  it.each<readonly [string, Partial<ResolvedRequest>, object]>([
    [
      'the system prompt and the system turns apart from the others',
      {
        systemPrompt: 'Be kind.',
        history: [
          { role: 'user', content: 'Hi' },
          { role: 'system', content: 'Be brief.' },
          { role: 'assistant', content: 'Hey' },
        ],
      },
      {
        system: 'Be kind.\n\nBe brief.',
        messages: [said('user', 'Hi'), said('assistant', 'Hey'), said('user', 'Hello')],
      },
    ],
    [
      'turns of one role in a row as one',
      {
        history: [
          { role: 'assistant', content: 'Hey' },
          { role: 'assistant', content: 'you' },
          { role: 'user', content: 'Hi' },
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: ' ' },
        ],
      },
      {
        system: 'Be brief.',
        messages: [said('assistant', 'Hey\n\nyou'), said('user', 'Hi\n\nHello')],
      },
    ],
    [
      'the parameters that it has',
      { maxTokens: 9, temperature: 0, topP: 0.5 },
      { max_tokens: 9, temperature: 0, top_p: 0.5 },
    ],
    [
      'extra fields, also in place of its default',
      { extraBody: { max_tokens: 1, system: 'x', thinking: { type: 'adaptive' } } },
      { max_tokens: 1, system: 'x', thinking: { type: 'adaptive' } },
    ],
  ])('writes %s', (_, more, body) => {
    expect(bodyOf(more)).toStrictEqual({ ...least, ...body });
  });

  it('takes another path and version', () => {
    expect(encode({}, { path: '/messages', version: '2026-10-21' })).toMatchObject({
      right: { path: '/messages', headers: { 'anthropic-version': '2026-10-21' } },
    });
  });

  it.each<readonly [Partial<ResolvedRequest>, string]>([
    [
      { responseFormat: { type: 'json' } },
      'responseFormat.schema must be given: anthropicMessages cannot ask for JSON without one',
    ],
    [
      { message: [{ type: 'image', base64: 'AAAA', mediaType: 'image/tiff' }] },
      'message[0] must be a JPEG, PNG, GIF or WebP: anthropicMessages cannot send this image',
    ],
    [
      { message: [{ type: 'file', base64: 'AAAA', mediaType: 'audio/wav' }] },
      'message[0] must be a PDF, a JPEG, PNG, GIF or WebP, or text as data: ' +
        'anthropicMessages cannot send this file',
    ],
    [
      { message: [{ type: 'file', url: 'https://a.example', mediaType: 'text/plain' }] },
      'message[0] must be a PDF, a JPEG, PNG, GIF or WebP, or text as data: ' +
        'anthropicMessages cannot send this file',
    ],
    [
      {
        history: [
          { role: 'user', content: 'Hi' },
          {
            role: 'assistant',
            content: '',
            toolCalls: [{ id: 'c1', name: 'look', argumentsText: '' }],
          },
          { role: 'tool', toolCallId: 'c1', approval: { id: 'c1', approved: true } },
        ],
      },
      'history[2].approval must be left out: anthropicMessages cannot send this answer',
    ],
    [{ presencePenalty: 1 }, 'presencePenalty must be left out: anthropicMessages cannot send it'],
  ])('refuses %j', (more, fault) => {
    expect(bodyOf(more)).toMatchObject({ message: `Invalid request: ${fault}` });
  });

  it.each([
    ['no list', {}],
    ['empty', []],
    ['a list with another value', [{ type: 'text', text: 'Hey' }, 5]],
    ['a list with an object that has no type', [{ text: 'Hey' }]],
  ])('sends text and calls where the state is %s', (_, state) => {
    const providerState = { protocol: 'anthropicMessages', state };
    const toolCalls = [{ id: 'c1', name: 'look', argumentsText: '{}' }];
    expect(
      bodyOf({
        message: undefined,
        history: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hey', toolCalls, providerState },
          { role: 'tool', toolCallId: 'c1', content: 'ok' },
        ],
      }),
    ).toMatchObject({
      messages: [
        said('user', 'Hi'),
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Hey' },
            { type: 'tool_use', id: 'c1' },
          ],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1' }] },
      ],
    });
  });

  it('sends arguments that are nested too deeply as text', () => {
    const argumentsText = '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000);
    expect(
      bodyOf({
        message: undefined,
        history: [
          { role: 'user', content: 'Hi' },
          {
            role: 'assistant',
            content: '',
            toolCalls: [{ id: 'c1', name: 'look', argumentsText }],
          },
          { role: 'tool', toolCallId: 'c1', content: 'ok' },
        ],
      }),
    ).toMatchObject({
      messages: [{}, { content: [{ input: { INVALID_JSON: argumentsText } }] }, {}],
    });
  });

  it('rejects invalid fields and a missing token', () => {
    expect(bodyOf({ accessToken: ' ', message: '', maxTokens: 0 })).toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringMatching(/accessToken.*message.*maxTokens/),
    });
  });
});

describe('types', () => {
  const send = () => {
    const config = { baseUrl: 'https://chat.example', protocol: anthropicMessages() };
    // @ts-expect-error A token is needed.
    sendStreamingChat({ message: 'Hello', modelId: 'a-model' }, config);
    // @ts-expect-error The default protocol's field is not one of this protocol.
    sendStreamingChat({ ...request, providerSlug: 'a' }, config);
    return sendStreamingChat(request, config);
  };

  it('are inferred', () => {
    const inferred: Expect<Equal<ReturnType<typeof send>, Observable<StreamEvent>>> = true;
    expect(inferred).toBe(true);
  });
});
