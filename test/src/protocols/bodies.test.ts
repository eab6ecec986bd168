import { describe, expect, it } from '@jest/globals';
import type { ChatRequest } from '../../../src/index.js';
import { ollamaChat } from '../../bodies/ollamaChat.js';
import { openAiChat } from '../../bodies/openAiChat.js';
import { openAiResponses } from '../../bodies/openAiResponses.js';
import { agUi } from '../../bodies/agUi.js';
import { streamingChat } from '../../bodies/streamingChat.js';
import { uiMessageStream } from '../../bodies/uiMessageStream.js';
import { anthropicMessages } from '../../bodies/anthropicMessages.js';
import { geminiGenerateContent } from '../../bodies/geminiGenerateContent.js';
import type { Cases } from '../../bodies/conversations.js';
import { bodyOf as bodyFor } from '../../helpers/nextTurn.js';
import { protocolsByName } from '../../helpers/protocols.js';

const cases = Object.entries<Cases<unknown>>({
  agUi,
  anthropicMessages,
  geminiGenerateContent,
  ollamaChat,
  openAiChat,
  openAiResponses,
  streamingChat,
  uiMessageStream,
}).flatMap(([protocol, byName]) =>
  Object.entries(byName).map(([name, { request, body }]) => ({ protocol, name, request, body })),
);

const bodyOf = (protocol: string, request: Partial<ChatRequest>): unknown =>
  // The names above are those of protocols.
  bodyFor(protocolsByName[protocol as keyof typeof protocolsByName](), request);

/** Its types say that the provider's own client takes the body. */
describe('the body that', () => {
  it.each(cases)(
    '$protocol sends for $name is that of its client',
    ({ protocol, request, body }) => {
      expect(bodyOf(protocol, request)).toStrictEqual(body);
    },
  );
});

type Loose = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const optionalFields: Readonly<Record<string, readonly string[]>> = {
  assistant: ['reasoning', 'toolCalls', 'providerState'],
  tool: ['name', 'content', 'isError', 'approval'],
  file: ['name'],
  json: ['name', 'schema', 'strict'],
};

/** The names of the optional fields of an object of a request. */
const optionalIn = (value: Loose): readonly string[] => {
  if ('parameters' in value) return ['description', 'strict'];
  if ('argumentsText' in value) return ['providerExecuted'];
  if ('approved' in value) return ['reason'];
  return optionalFields[String(value['role'] ?? value['type'])] ?? [];
};

/** Changes each object of a request that is no JSON of a provider. */
const deep = (value: unknown, change: (object: Loose) => Loose): unknown => {
  if (Array.isArray(value)) return value.map((each) => deep(each, change));
  if (!isObject(value)) return value;
  const isOpaque = (key: string): boolean => /^(?:state|parameters|schema|extraBody)$/.test(key);
  const changed = Object.entries(value).map(([key, each]) => [
    key,
    isOpaque(key) ? each : deep(each, change),
  ]);
  return change(Object.fromEntries(changed));
};

const withNulls = (value: Loose): Loose => ({
  ...Object.fromEntries(optionalIn(value).map((name) => [name, null])),
  ...value,
});

const withMore = (value: Loose): Loose => ({
  ...value,
  createdAt: new Date(0),
  toJSON: () => 'wrong',
});

describe('the same body is sent', () => {
  it.each(cases)(
    'by $protocol for $name from a database, with null for what is not set',
    (each) => {
      const request = deep(each.request, withNulls) as Partial<ChatRequest>;
      expect(bodyOf(each.protocol, JSON.parse(JSON.stringify(request)))).toStrictEqual(each.body);
    },
  );

  it.each(cases)('by $protocol for $name with more in the objects of the app', (each) => {
    const request = deep(each.request, withMore) as Partial<ChatRequest>;
    expect(bodyOf(each.protocol, { ...request, extraBody: each.request.extraBody })).toStrictEqual(
      each.body,
    );
  });
});
