import { describe, expect, it } from '@jest/globals';
import { getOrElseW } from 'fp-ts/lib/Either.js';
import type { Observable } from 'rxjs';
import { sendStreamingChat } from '../../../src/chat.js';
import type { StreamEvent } from '../../../src/events.js';
import { openAiResponses, type OpenAiResponsesOptions } from '../../../src/protocols/index.js';
import type { ResolvedRequest } from '../../../src/request/request.js';
import type { Equal, Expect } from '../../helpers/types.js';
import { toEither } from '../../../src/protocols/kit/toEither.js';

const request = { message: 'Hello', modelId: 'a-model' };

const encode = (more: Partial<ResolvedRequest> = {}, options?: OpenAiResponsesOptions) =>
  toEither(openAiResponses(options).encode({ ...request, accessToken: 'sk-1234567', ...more }));

const bodyOf = (more: Partial<ResolvedRequest>): unknown => {
  const encoded = encode(more);
  return encoded._tag === 'Right' ? JSON.parse(encoded.right.body) : encoded.left;
};

const said = (role: string, content: string) => ({ type: 'message', role, content });
const least = { model: 'a-model', input: [said('user', 'Hello')], stream: true };

describe('decode', () => {
  const call = { type: 'function_call', call_id: 'c', name: 'f' };

  it.each<readonly [string, object, string]>([
    ['output_text.delta', { item_id: 5, delta: '' }, 'item_id must be string'],
    ['output_text.delta', { output_index: '0', delta: '' }, 'output_index must be number'],
    ['output_text.delta', {}, 'delta must be string'],
    ['output_text.done', { text: 5 }, 'text must be string'],
    ['refusal.done', { refusal: 5 }, 'refusal must be string'],
    ['function_call_arguments.done', { item_id: 5 }, 'item_id must be string'],
    ['function_call_arguments.done', { arguments: 5 }, 'arguments must be an object'],
    ['function_call_arguments.delta', { delta: {} }, 'delta must be string'],
    [
      'reasoning_summary_text.delta',
      { delta: '', summary_index: '' },
      'summary_index must be number',
    ],
    ['shell_call_command.delta', { delta: '', command_index: '' }, 'command_index must be number'],
    ['content_part.done', { part: { text: 5 } }, 'part.text must be string'],
    [
      'output_item.done',
      { item: { type: 'message', content: [{ type: 'output_text', text: 5 }] } },
      'item.content.0.text must be string',
    ],
    [
      'output_item.done',
      { item: { type: 'reasoning', summary: [{ type: 5 }] } },
      'item.summary.0.type must be string',
    ],
    ['output_item.added', { item: { ...call, name: null } }, 'item.name must be string'],
    ['output_item.added', { item: { ...call, id: 5 } }, 'item.id must be string'],
    ['output_item.added', { item: call, output_index: 'a' }, 'output_index must be number'],
    ['output_item.done', { item: { ...call, arguments: 5 } }, 'item.arguments must be an object'],
    ['output_item.done', { item: { ...call, input: {} } }, 'item.input must be string'],
    ['created', { response: [] }, 'response must be an object'],
    ['created', { response: { id: 5 } }, 'response.id must be string'],
    ['created', { response: { model: 5 } }, 'response.model must be string'],
    [
      'incomplete',
      { response: { incomplete_details: { reason: 5 } } },
      'response.incomplete_details.reason must be string',
    ],
    ['completed', { response: { output: {} } }, 'response.output must be a list'],
    [
      'completed',
      { response: { output: [{ type: 'function_call', call_id: 'c' }] } },
      'item.name must be string',
    ],
    ...['output_tokens', 'total_tokens'].map(
      (name) =>
        [
          'completed',
          { response: { usage: { [name]: -1 } } },
          `response.usage.${name} must be a whole number from 0`,
        ] as const,
    ),
    [
      'completed',
      { response: { usage: { input_tokens_details: { cached_tokens: 0.5 } } } },
      'response.usage.input_tokens_details.cached_tokens must be a whole number from 0',
    ],
    [
      'completed',
      { response: { usage: { output_tokens_details: { reasoning_tokens: '' } } } },
      'response.usage.output_tokens_details.reasoning_tokens must be a whole number from 0',
    ],
  ])('refuses a malformed %s: %j', (step, fields, fault) => {
    const event = `response.${step}`;
    const data = JSON.stringify({ type: event, ...fields });
    expect(openAiResponses().decoder().decode({ event, data })).toMatchObject({
      left: { code: 'BAD_EVENT', message: `Malformed "${event}" event: ${fault}` },
    });
  });

  const message = (...texts: readonly string[]) => ({
    type: 'message',
    content: texts.map((text) => ({ type: 'output_text', text })),
  });

  it.each<readonly [string, number, readonly object[]]>([
    [
      'in items that have no ids and one place',
      1,
      [
        { type: 'output_text.delta', output_index: 0, delta: 'Hello' },
        { type: 'output_item.done', output_index: 0, item: message('Hello') },
        { type: 'output_text.delta', output_index: 0, delta: ' again' },
        { type: 'output_item.done', output_index: 0, item: message(' again') },
        { type: 'completed', response: {} },
      ],
    ],
    [
      'behind a delta without a text, and in an item with another id',
      0,
      [
        { type: 'output_text.delta', item_id: 'm', delta: '' },
        { type: 'output_text.delta', item_id: 'm', delta: 'Hello' },
        { type: 'output_text.delta', item_id: 'm', delta: ' again' },
        { type: 'completed', response: { output: [message('Hello again')] } },
      ],
    ],
  ])('emits a text once that comes %s', (_, part, steps) => {
    const { decode } = openAiResponses().decoder();
    const events = steps
      .map((step) => JSON.stringify(step).replace('"type":"', '"type":"response.'))
      .flatMap((data) => getOrElseW(() => [])(toEither(decode({ event: 'message', data }))));
    expect(events).toEqual([
      { type: 'content', text: 'Hello', part: 0 },
      { type: 'content', text: ' again', part },
      { type: 'done', finishReason: 'stop' },
    ]);
  });
});

describe('encode', () => {
  it('writes the smallest request', () => {
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
      'the parameters that it has',
      { maxTokens: 9, temperature: 0, topP: 0.5 },
      { max_output_tokens: 9, temperature: 0, top_p: 0.5 },
    ],
    [
      'extra fields, beside its own at any depth',
      { reasoningEffort: 'low', extraBody: { store: false, reasoning: { summary: 'auto' } } },
      { store: false, reasoning: { effort: 'low', summary: 'auto' } },
    ],
  ])('writes %s', (_, more, body) => {
    expect(bodyOf(more)).toStrictEqual({ ...least, ...body });
  });

  it('sends no Authorization without a token', () => {
    const encoded = encode({ accessToken: '' });
    expect(encoded).toMatchObject({ _tag: 'Right' });
    expect(encoded).not.toHaveProperty('right.headers.Authorization');
  });

  it('takes another path', () => {
    expect(encode({}, { path: '/v1/responses' })).toMatchObject({
      right: { path: '/v1/responses' },
    });
  });

  it('rejects a request with invalid fields', () => {
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

  it('are inferred, and require no token', () => {
    const inferred: Expect<Equal<ReturnType<typeof send>, Observable<StreamEvent>>> = true;
    expect(inferred).toBe(true);
  });
});
