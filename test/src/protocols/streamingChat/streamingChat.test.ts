import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Either } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Observable } from 'rxjs';
import { sendStreamingChat } from '../../../../src/chat.js';
import type { StreamEvent } from '../../../../src/events.js';
import type { SseMessage } from '../../../../src/framing/framing.js';
import type { ChatProtocol, EncodedRequest } from '../../../../src/protocols/protocol.js';
import { streamingChatProtocol } from '../../../../src/protocols/streamingChat/index.js';
import type { StreamingChatRequest } from '../../../../src/request/request.js';
import { request } from '../../../helpers/samples.js';
import { type Equal, exactly, type Expect } from '../../../helpers/types.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';

const decode = (event: string, data: string) =>
  toEither(streamingChatProtocol().decoder().decode({ event, data }));

const encode = (more: Partial<StreamingChatRequest> = {}): Either<unknown, EncodedRequest> =>
  toEither(streamingChatProtocol().encode({ ...request, ...more, accessToken: 'sk-1234567' }));

const bodyOf = (more: Partial<StreamingChatRequest>): unknown => {
  const encoded = encode(more);
  return encoded._tag === 'Right' ? JSON.parse(encoded.right.body) : encoded.left;
};

const named = { message: 'Hello', model_id: 'deepseek/deepseek-chat', provider_slug: 'deepseek' };

it.each(['content', 'reasoning'])('accepts of %s exactly what its codec accepts', (name) => {
  const codec = t.type({ text: t.string });
  const payload = fc.oneof(
    fc.record({ text: fc.anything(), more: fc.anything() }, { requiredKeys: [] }),
    fc.record({ text: fc.string({ unit: 'binary' }) }),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(payload, (value) => {
      const data = JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? null : each));
      fc.pre(data !== undefined);
      const known = codec.decode(JSON.parse(data));
      expect(decode(name, data)).toMatchObject(
        known._tag === 'Right'
          ? { right: [{ type: name, text: known.right.text }] }
          : { left: { code: 'BAD_EVENT' } },
      );
    }),
  );
});

it('names another protocol by its message, but not after an event of its own', () => {
  const chunk = { event: 'message', data: '{"choices":[]}' };
  const unknown: SseMessage[] = [];
  const fresh = () => streamingChatProtocol().decoder((message) => unknown.push(message));
  expect(fresh().decode(chunk)).toMatchObject({
    left: { code: 'BAD_EVENT', message: expect.stringContaining('openAiChat') },
  });
  const decoder = fresh();
  decoder.decode({ event: 'content', data: '{"text":"a"}' });
  expect(decoder.decode(chunk)).toEqual({ _tag: 'Right', right: [] });
  expect(unknown).toEqual([chunk]);
});

describe('decode', () => {
  it.each<readonly [string, string, readonly StreamEvent[]]>([
    ['content', '{"text":"a"}', [{ type: 'content', text: 'a' }]],
    ['content', '{"text":"","more":1}', [{ type: 'content', text: '' }]],
    ['reasoning', '{"text":"a"}', [{ type: 'reasoning', text: 'a' }]],
    ['tps', '{"tps":45}', [{ type: 'tps', tps: 45, source: 'server' }]],
    ['tps', '{"tps":0}', [{ type: 'tps', tps: 0, source: 'server' }]],
    [
      'usage',
      '{"input_tokens":1,"output_tokens":2}',
      [{ type: 'usage', usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 } }],
    ],
    [
      'usage',
      '{"input_tokens":1,"output_tokens":2,"total_tokens":9}',
      [{ type: 'usage', usage: { inputTokens: 1, outputTokens: 2, totalTokens: 9 } }],
    ],
    [
      'usage',
      '{"prompt_tokens":1,"completion_tokens":2}',
      [{ type: 'usage', usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 } }],
    ],
    ['usage', '{"usage":{"input_tokens":1}}', [{ type: 'usage', usage: { inputTokens: 1 } }]],
    ['usage', '{"usage":null,"output_tokens":0}', [{ type: 'usage', usage: { outputTokens: 0 } }]],
    [
      'usage',
      '{"input_tokens":null,"output_tokens":5}',
      [{ type: 'usage', usage: { outputTokens: 5 } }],
    ],
    ['error', '{"message":"no"}', [{ type: 'error', message: 'no' }]],
    [
      'error',
      '{"error":{"message":"no","code":"X"}}',
      [{ type: 'error', message: 'no', code: 'X' }],
    ],
    ['error', 'no', [{ type: 'error', message: 'no' }]],
    ['error', '', [{ type: 'error', message: 'Unknown streaming error' }]],
    ['error', '{}', [{ type: 'error', message: 'Unknown streaming error' }]],
    ['error', '{"mess', [{ type: 'error', message: 'Unknown streaming error' }]],
    ['done', '{}', [{ type: 'done' }]],
    ['done', '', [{ type: 'done' }]],
    ['done', '[DONE]', [{ type: 'done' }]],
    ['done', 'not json', [{ type: 'done' }]],
    ['message', '[DONE]', [{ type: 'done' }]],
  ])('reads %s %s', (event, data, events) => {
    expect(decode(event, data)).toStrictEqual({ _tag: 'Right', right: events });
  });

  it.each([
    ['content', '{"text":5}', 'BAD_EVENT', 'text must be string'],
    ['content', '{}', 'BAD_EVENT', 'text must be string'],
    ['content', 'null', 'BAD_EVENT', 'it must be an object'],
    ['content', '[]', 'BAD_EVENT', 'it must be an object'],
    ['content', 'secret', 'BAD_JSON', 'not JSON'],
    ['content', '', 'BAD_JSON', 'not JSON'],
    ['tps', '{"tps":"secret"}', 'BAD_EVENT', 'tps must be a number from 0'],
    ['tps', '{"tps":-1}', 'BAD_EVENT', 'tps must be a number from 0'],
    ['tps', '{"tps":1e999}', 'BAD_EVENT', 'tps must be a number from 0'],
    ['usage', '{}', 'BAD_EVENT', 'it has no token count'],
    ['usage', '{"usage":5}', 'BAD_EVENT', 'it must be an object'],
    ['usage', '{"usage":{"input_tokens":-1}}', 'BAD_EVENT', 'input_tokens must be a whole number'],
    ['usage', '{"input_tokens":-1}', 'BAD_EVENT', 'input_tokens must be a whole number from 0'],
    ['usage', '{"output_tokens":1.5}', 'BAD_EVENT', 'output_tokens must be a whole number from 0'],
    ['usage', '{"output_tokens":"5"}', 'BAD_EVENT', 'output_tokens must be a whole number from 0'],
  ])('refuses %s %s', (event, data, code, words) => {
    const decoded = decode(event, data);
    expect(decoded).toMatchObject({
      _tag: 'Left',
      left: { kind: 'format', code, message: expect.stringContaining(words) },
    });
    expect(JSON.stringify(decoded)).not.toContain('secret');
  });

  it.each(['content', 'reasoning', 'tps', 'usage', 'error', 'done', 'message', 'x'])(
    'returns an event or a typed error for any %s payload',
    (event) => {
      fc.assert(
        fc.property(fc.oneof(fc.json(), fc.string()), (data) => {
          const decoded = decode(event, data);
          return decoded._tag === 'Right' || decoded.left.kind === 'format';
        }),
      );
    },
  );

  it('reports unknown messages and goes on', () => {
    const unknown: SseMessage[] = [];
    const decoder = streamingChatProtocol().decoder((message) => unknown.push(message));
    const messages = ['ping', 'message', 'constructor', '__proto__', 'Content'].map((event) => ({
      event,
      data: '{',
    }));
    for (const message of messages) {
      expect(decoder.decode(message)).toEqual({ _tag: 'Right', right: [] });
    }
    expect(unknown).toEqual(messages);
  });
});

describe('custom events', () => {
  const protocol = streamingChatProtocol({ events: { citation: t.type({ url: t.string }) } });
  const decoder = protocol.decoder(() => {});

  it('arrive decoded, beside the standard ones', () => {
    expect(decoder.decode({ event: 'citation', data: '{"url":"u"}' })).toStrictEqual({
      _tag: 'Right',
      right: [{ type: 'citation', data: { url: 'u' } }],
    });
    expect(decoder.decode({ event: 'content', data: '{"text":"a"}' })).toMatchObject({
      _tag: 'Right',
    });
  });

  it('are validated', () => {
    expect(decoder.decode({ event: 'citation', data: '{"url":5}' })).toMatchObject({
      left: { code: 'BAD_EVENT', message: 'Malformed "citation" event: url must be string' },
    });
  });

  it('are reported with every fault, each with its path', () => {
    const nested = streamingChatProtocol({
      events: { place: t.type({ at: t.type({ x: t.number, y: t.number }) }) },
    });
    const decoded = nested.decoder().decode({ event: 'place', data: '{"at":{"x":"a"}}' });
    expect(decoded).toMatchObject({
      left: { message: 'Malformed "place" event: at.x must be number; at.y must be number' },
    });
  });

  it('arrive as their codec transforms them', () => {
    const upper = new t.Type<string, string, unknown>(
      'Upper',
      t.string.is,
      (value, context) =>
        t.string.is(value) ? t.success(value.toUpperCase()) : t.failure(value, context),
      (value) => value,
    );
    expect(
      streamingChatProtocol({ events: { shout: upper } })
        .decoder(() => {})
        .decode({ event: 'shout', data: '"hey"' }),
    ).toMatchObject({ right: [{ data: 'HEY' }] });
  });

  it.each(['content', 'done', 'error', 'toolCall', 'reset', 'message'])(
    'cannot be named %s',
    (name) => {
      expect(() => streamingChatProtocol({ events: { [name]: t.string } })).toThrow(
        new TypeError(`streamingChatProtocol: events.${name} must not be a standard event`),
      );
    },
  );

  it('widen the type of the stream', () => {
    const events$ = sendStreamingChat(request, { baseUrl: 'https://chat.example', protocol });
    const inferred: Expect<
      Equal<
        typeof events$,
        Observable<StreamEvent | { readonly type: 'citation'; readonly data: { url: string } }>
      >
    > = true;
    expect(inferred).toBe(true);
  });
});

describe('encode', () => {
  it('writes the smallest request: three fields', () => {
    expect(encode()).toEqual({
      _tag: 'Right',
      right: {
        path: '/api/chat/stream',
        headers: {
          Authorization: 'Bearer sk-1234567',
          'Content-Type': 'application/json',
          Accept: 'text/event-stream',
        },
        body: JSON.stringify(named),
      },
    });
  });

  it('writes every field under the name of the provider', () => {
    expect(
      bodyOf({
        history: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hello' },
        ],
        systemPrompt: 'Be kind.',
        maxTokens: 512,
        temperature: 0.7,
        topP: 0.9,
        frequencyPenalty: -2,
        presencePenalty: 2,
        stopSequences: ['END', '\n'],
        reasoningEffort: 'minimal',
      }),
    ).toStrictEqual({
      ...named,
      history: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
      ],
      system_prompt: 'Be kind.',
      max_tokens: 512,
      temperature: 0.7,
      top_p: 0.9,
      frequency_penalty: -2,
      presence_penalty: 2,
      stop: ['END', '\n'],
      reasoning_effort: 'minimal',
    });
  });

  it('leaves out absent fields, and keeps 0', () => {
    expect(
      bodyOf({
        history: [],
        systemPrompt: '',
        maxTokens: undefined,
        temperature: 0,
        topP: 0,
        frequencyPenalty: 0,
        stopSequences: [],
      }),
    ).toStrictEqual({ ...named, temperature: 0, top_p: 0, frequency_penalty: 0 });
  });

  it('sends role and content of a turn, and no blank turn', () => {
    const local = { id: 7, role: 'user' as const, content: 'Hi', at: 'now' };
    expect(bodyOf({ history: [local, { role: 'user', content: ' ' }] })).toStrictEqual({
      ...named,
      history: [{ role: 'user', content: 'Hi' }],
    });
  });

  it('adds extraBody, also for fields that the request leaves out', () => {
    const extraBody = { images: ['i'], top_p: 3, system_prompt: 'x' };
    expect(bodyOf({ temperature: 1, systemPrompt: '', extraBody })).toStrictEqual({
      ...named,
      temperature: 1,
      ...extraBody,
    });
  });
});

describe('a server of your own', () => {
  const config = { baseUrl: 'https://chat.example' };
  const least = { message: 'Hello', modelId: 'a-model' };
  const open = () => streamingChatProtocol({ requireToken: false, requireProvider: false });

  it('needs neither a token nor a provider', () => {
    expect(open().encode({ ...least, accessToken: '' })).toEqual({
      _tag: 'Right',
      right: {
        path: '/api/chat/stream',
        headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
        body: '{"message":"Hello","model_id":"a-model"}',
      },
    });
  });

  it('gets both if they are given', () => {
    const given = { ...least, accessToken: 'sk-1', providerSlug: 'a' };
    expect(open().encode(given)).toMatchObject({
      right: {
        headers: { Authorization: 'Bearer sk-1' },
        body: expect.stringContaining('"provider_slug":"a"'),
      },
    });
  });

  it('has another path', () => {
    expect(
      streamingChatProtocol({ path: '/ask' }).encode({ ...request, accessToken: 'a' }),
    ).toEqual(expect.objectContaining({ right: expect.objectContaining({ path: '/ask' }) }));
  });

  it.each<readonly [object, object, string]>([
    [{}, { accessToken: '' }, 'accessToken must be a non-empty string'],
    [{ requireToken: true }, { accessToken: '' }, 'accessToken must be a non-empty string'],
    [{ requireProvider: false }, { accessToken: '' }, 'accessToken must be a non-empty string'],
    [{ requireToken: false }, { accessToken: 'a\n' }, 'accessToken must be text'],
    [{ requireToken: false }, { providerSlug: '' }, 'providerSlug must be a non-empty string'],
    [{ requireProvider: false }, { providerSlug: 5 }, 'providerSlug must be a string'],
    [{ requireToken: 'no' }, {}, 'requireToken must be a boolean'],
    [{ requireProvider: 0 }, {}, 'requireProvider must be a boolean'],
    [{ path: '//evil.example' }, {}, 'path must be'],
  ])('with the options %j refuses %j', (options, more, words) => {
    const { encode } = streamingChatProtocol(options);
    expect(encode({ ...request, accessToken: 'sk-1', ...more })).toMatchObject({
      left: { code: 'INVALID_REQUEST', message: expect.stringContaining(words) },
    });
  });

  it('makes the fields of its request optional', () => {
    const provider = { ...least, providerSlug: 'a' };
    const token = { ...least, accessToken: 'sk-1' };
    const sent = [
      sendStreamingChat(least, { ...config, protocol: open() }),
      sendStreamingChat(provider, {
        ...config,
        protocol: streamingChatProtocol({ requireToken: false }),
      }),
      sendStreamingChat(token, {
        ...config,
        protocol: streamingChatProtocol({ requireProvider: false, path: '/ask' }),
      }),
      // @ts-expect-error: there is no provider
      sendStreamingChat(token, {
        ...config,
        protocol: streamingChatProtocol({ requireToken: false }),
      }),
      // @ts-expect-error: there is no token
      sendStreamingChat(provider, {
        ...config,
        protocol: streamingChatProtocol({ requireProvider: false }),
      }),
      // @ts-expect-error: the option may be true
      sendStreamingChat(least, {
        ...config,
        protocol: streamingChatProtocol({ requireToken: Boolean(0), requireProvider: Boolean(0) }),
      }),
    ];
    expect(sent).toHaveLength(6);
    const usual = streamingChatProtocol();
    expect(exactly<ChatProtocol<StreamEvent, StreamingChatRequest>>()(usual)).toBe(usual);
    // It can be used where the usual one is expected.
    const asUsual: ChatProtocol = open();
    expect(asUsual.name).toBe('streamingChat');
  });
});
