import { describe, expect, it } from '@jest/globals';
import { isRight } from 'fp-ts/lib/Either.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';
import type { ChatRequest } from '../../../../src/request/request.js';
import { type AnyProtocol, protocolsByName } from '../../../helpers/protocols.js';

type Body = Readonly<Record<string, unknown>>;

/** The JSON body, or the message of the error. */
const bodyOf = (protocol: AnyProtocol, more: Partial<ChatRequest>): Body | string => {
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
  return isRight(encoded) ? JSON.parse(encoded.right.body) : encoded.left.message;
};

const all = {
  maxTokens: 1,
  temperature: 0,
  topP: 0.3,
  frequencyPenalty: 0.4,
  presencePenalty: 0.5,
  stopSequences: ['END'],
  reasoningEffort: 'high',
} as const;

const snake = { temperature: 0, top_p: 0.3, frequency_penalty: 0.4, presence_penalty: 0.5 };
const camel = { temperature: 0, topP: 0.3, frequencyPenalty: 0.4, presencePenalty: 0.5 };
const effort = 'high';

/** What a protocol sends of all settings, and those that it cannot send. */
interface Wire {
  readonly protocol: AnyProtocol;
  readonly body: Body;
  readonly without?: readonly (keyof typeof all)[];
}

const make = protocolsByName;
const wires: Readonly<Record<string, Wire>> = {
  streamingChat: {
    protocol: make.streamingChat(),
    body: { max_tokens: 1, ...snake, stop: ['END'], reasoning_effort: effort },
  },
  openAiChat: {
    protocol: make.openAiChat(),
    body: { max_tokens: 1, ...snake, stop: ['END'], reasoning_effort: effort },
  },
  'openAiChat with the other field': {
    protocol: make.openAiChat({ maxTokensField: 'max_completion_tokens' }),
    body: { max_completion_tokens: 1, ...snake, stop: ['END'], reasoning_effort: effort },
  },
  openAiResponses: {
    protocol: make.openAiResponses(),
    body: { max_output_tokens: 1, temperature: 0, top_p: 0.3, reasoning: { effort } },
    without: ['frequencyPenalty', 'presencePenalty', 'stopSequences'],
  },
  anthropicMessages: {
    protocol: make.anthropicMessages(),
    body: {
      max_tokens: 1,
      temperature: 0,
      top_p: 0.3,
      stop_sequences: ['END'],
      thinking: { type: 'adaptive' },
      output_config: { effort },
    },
    without: ['frequencyPenalty', 'presencePenalty'],
  },
  geminiGenerateContent: {
    protocol: make.geminiGenerateContent(),
    body: {
      generationConfig: {
        maxOutputTokens: 1,
        ...camel,
        stopSequences: ['END'],
        thinkingConfig: { thinkingLevel: 'HIGH' },
      },
    },
  },
  ollamaChat: {
    protocol: make.ollamaChat(),
    body: { think: effort, options: { num_predict: 1, ...snake, stop: ['END'] } },
  },
  uiMessageStream: {
    protocol: make.uiMessageStream(),
    body: { maxOutputTokens: 1, ...camel, stopSequences: ['END'], reasoning: effort },
  },
  agUi: {
    protocol: make.agUi(),
    body: {
      forwardedProps: {
        model: 'a-model',
        maxTokens: 1,
        ...camel,
        stopSequences: ['END'],
        reasoningEffort: effort,
      },
    },
  },
};

type Leaf = readonly [path: string, only: Body];

/** The leaves of a body: the path to each, and a body that has another value there. */
const leavesOf = (body: Body): readonly Leaf[] =>
  Object.entries(body).flatMap(([name, value]): readonly Leaf[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? leavesOf({ ...value }).map(([path, only]): Leaf => [`${name}.${path}`, { [name]: only }])
      : [[name, { [name]: 9 }]],
  );

describe.each(Object.entries(wires))('%s', (_, { protocol, body, without = [] }) => {
  const settings = Object.fromEntries(
    Object.entries(all).filter(([name]) => !without.some((each) => each === name)),
  );
  const bare = bodyOf(protocol, {});

  it('sends each setting that is given, and no other', () => {
    expect(bodyOf(protocol, settings)).toStrictEqual({ ...Object(bare), ...body });
    expect(JSON.stringify(bare)).not.toMatch(/temperature|top_?p|stop|think|effort/i);
  });

  it('refuses each setting that it cannot send, even without an effect', () => {
    const faults = without.map(
      (name) => `${name} must be left out: ${protocol.name} cannot send it`,
    );
    const message = String(bodyOf(protocol, { ...all, frequencyPenalty: 0 }));
    expect(message.match(/\w+ must [^;]*/g) ?? []).toEqual(faults);
  });

  it.each(leavesOf(body))('refuses extraBody.%s beside the setting', (path, extraBody) => {
    expect(bodyOf(protocol, { ...settings, extraBody })).toMatch(
      new RegExp(`^Invalid request: extraBody\\.${path} must be left out: ${protocol.name} sends`),
    );
  });

  it('sends in extraBody what the request leaves out', () => {
    expect(bodyOf(protocol, { extraBody: body })).toMatchObject(body);
  });

  it('sends fields of extraBody beside its own, at any depth', () => {
    for (const [path] of leavesOf(body)) {
      const within = path.split('.').slice(0, -1);
      const extraBody = within.reduceRight<Body>((inner, key) => ({ [key]: inner }), {
        max_new_tokens: 5,
      });
      expect(bodyOf(protocol, { ...settings, extraBody })).toMatchObject({ ...extraBody });
      expect(bodyOf(protocol, { ...settings, extraBody })).toMatchObject(body);
    }
  });
});

describe('another name of a setting that is given', () => {
  const aliases: readonly (readonly [keyof typeof make, Partial<ChatRequest>, Body])[] = [
    ['openAiChat', { maxTokens: 1 }, { max_completion_tokens: 1 }],
    ['openAiChat', { maxTokens: 1 }, { maxOutputTokens: 2 }],
    ['openAiChat', { reasoningEffort: 'low' }, { reasoning: { effort: 'low' } }],
    ['openAiChat', { topP: 1 }, { topP: 0.5 }],
    ['openAiChat', { stopSequences: ['a'] }, { stop_sequences: ['b'] }],
    ['openAiResponses', { maxTokens: 1 }, { max_tokens: 2 }],
    ['anthropicMessages', { stopSequences: ['a'] }, { stop: ['b'] }],
    ['anthropicMessages', { reasoningEffort: 'none' }, { thinking: { type: 'enabled' } }],
    ['geminiGenerateContent', { topP: 1 }, { generation_config: { top_p: 0.5 } }],
    ['geminiGenerateContent', { systemPrompt: 'a' }, { system_instruction: { parts: [] } }],
    [
      'geminiGenerateContent',
      { reasoningEffort: 'low' },
      { generationConfig: { thinking_config: { thinking_budget: 5 } } },
    ],
    ['ollamaChat', { maxTokens: 1 }, { options: { max_tokens: 2 } }],
    ['ollamaChat', { reasoningEffort: 'none' }, { reasoning_effort: 'low' }],
    ['streamingChat', { maxTokens: 1 }, { maxTokens: 2 }],
    ['streamingChat', {}, { modelId: 'other' }],
    ['uiMessageStream', { maxTokens: 1 }, { max_tokens: 2 }],
    ['agUi', { maxTokens: 1 }, { forwardedProps: { max_tokens: 2 } }],
  ];

  it.each(aliases)('is refused by %s: %j, %j', (name, more, extraBody) => {
    expect(bodyOf(make[name](), { ...more, extraBody })).toMatch(
      new RegExp(`^Invalid request: extraBody\\..* must be left out: ${name} sends`),
    );
  });

  it('is sent if the setting is not given', () => {
    for (const extraBody of [{ max_completion_tokens: 1 }, { reasoning: { effort: 'low' } }]) {
      expect(bodyOf(make.openAiChat(), { extraBody })).toMatchObject(extraBody);
    }
  });

  it('names the setting and both of its names', () => {
    expect(
      bodyOf(make.openAiChat(), { maxTokens: 5, extraBody: { max_completion_tokens: 9 } }),
    ).toBe(
      'Invalid request: extraBody.max_completion_tokens must be left out: ' +
        'openAiChat sends maxTokens as max_tokens',
    );
  });
});

describe('what a protocol sets by itself', () => {
  const own: readonly (readonly [keyof typeof make, Body])[] = [
    ['streamingChat', { message: 'x' }],
    ['streamingChat', { history: [] }],
    ['openAiChat', { model: 'x' }],
    ['openAiChat', { messages: [] }],
    ['openAiChat', { stream: false }],
    ['openAiResponses', { input: 'x' }],
    ['openAiResponses', { stream: null }],
    ['anthropicMessages', { stream: false }],
    ['anthropicMessages', { system: 'x' }],
    ['geminiGenerateContent', { contents: [] }],
    ['geminiGenerateContent', { model: 'x' }],
    ['geminiGenerateContent', { generationConfig: null }],
    ['ollamaChat', { stream: false }],
    ['ollamaChat', { options: 5 }],
    ['uiMessageStream', { messages: [] }],
    ['agUi', { model: 'x' }],
    ['agUi', { runId: 'x' }],
    ['agUi', { forwardedProps: { model: 'x' } }],
  ];
  const more = { systemPrompt: 'Be kind.', history: [{ role: 'user', content: 'Hey' }] } as const;

  it.each(own)('is a fault in extraBody of %s: %j', (name, extraBody) => {
    expect(bodyOf(make[name](), { ...more, extraBody })).toMatch(
      new RegExp(`^Invalid request: extraBody\\..* must be left out: ${name} sends`),
    );
  });

  it('may be repeated', () => {
    expect(
      bodyOf(make.openAiChat(), { extraBody: { stream: true, model: 'a-model' } }),
    ).toMatchObject({ stream: true, model: 'a-model' });
  });

  it('may be replaced where it is only a default', () => {
    expect(
      bodyOf(make.openAiChat(), { extraBody: { stream_options: { include_usage: false, x: 1 } } }),
    ).toMatchObject({ stream_options: { include_usage: false, x: 1 } });
    expect(bodyOf(make.openAiChat(), { extraBody: { stream_options: null } })).toMatchObject({
      stream_options: null,
    });
    expect(bodyOf(make.openAiChat(), { extraBody: { stream_options: { x: 1 } } })).toMatchObject({
      stream_options: { include_usage: true, x: 1 },
    });
    expect(bodyOf(make.anthropicMessages(), { extraBody: { max_tokens: 9 } })).toMatchObject({
      max_tokens: 9,
    });
  });
});

describe('an effort', () => {
  it.each<readonly [keyof typeof make, ChatRequest['reasoningEffort'], Body]>([
    ['anthropicMessages', 'none', { thinking: { type: 'disabled' } }],
    ['anthropicMessages', 'minimal', { output_config: { effort: 'low' } }],
    [
      'geminiGenerateContent',
      'none',
      { generationConfig: { thinkingConfig: { thinkingBudget: 0 } } },
    ],
    [
      'geminiGenerateContent',
      'minimal',
      { generationConfig: { thinkingConfig: { thinkingLevel: 'MINIMAL' } } },
    ],
    ['ollamaChat', 'none', { think: false }],
    ['ollamaChat', 'minimal', { think: 'low' }],
    ['ollamaChat', 'medium', { think: 'medium' }],
    ['openAiChat', 'none', { reasoning_effort: 'none' }],
    ['openAiResponses', 'minimal', { reasoning: { effort: 'minimal' } }],
  ])('of %s: %s', (name, reasoningEffort, body) => {
    expect(bodyOf(make[name](), { reasoningEffort })).toMatchObject(body);
  });
});
