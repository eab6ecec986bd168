import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { concat, from, NEVER, type Observable } from 'rxjs';
import { sendStreamingChat, type TransportFrame } from '../../../../src/index.js';
import { ollamaChat, openAiChat } from '../../../../src/protocols/index.js';
import { chunkings } from '../../../helpers/chunkings.js';
import { collect } from '../../../helpers/collect.js';
import { type AnyProtocol, protocolsByName } from '../../../helpers/protocols.js';
import { request, sampleStream } from '../../../helpers/samples.js';

interface Wire {
  readonly type: string;
  /** Of the protocol that reads it. */
  readonly own?: string;
  /** What the error says. */
  readonly name: string;
  readonly body: string;
}

const fixture = (path: string): string => readFileSync(`test/fixtures/${path}`, 'utf8');

const events = 'text/event-stream';
const gemini = ['a', 'b'].map((text) => ({ candidates: [{ content: { parts: [{ text }] } }] }));

const wires: Readonly<Record<string, Wire>> = {
  streamingChat: {
    type: events,
    own: 'streamingChat',
    name: 'streamingChat',
    body: sampleStream,
  },
  ...Object.fromEntries(
    [
      ['openAiChat', 'content-in-parts.sse'],
      ['openAiResponses', 'plain-answer.sse'],
      ['anthropicMessages', 'plain-answer.sse'],
      ['geminiGenerateContent', 'answer-that-is-filtered.sse'],
      ['uiMessageStream', 'content-in-parts.sse'],
      ['agUi', 'content-in-parts.sse'],
    ].map(([name = '', file = '']) => [
      name,
      { type: events, own: name, name, body: fixture(`${name}/${file}`) },
    ]),
  ),
  'calls of the AI SDK': {
    type: events,
    own: 'uiMessageStream',
    name: 'uiMessageStream',
    body: fixture('uiMessageStream/tool-call-repeated.sse'),
  },
  ollamaChat: {
    type: 'application/x-ndjson',
    own: 'ollamaChat',
    name: 'ollamaChat',
    body: fixture('ollamaChat/text-with-speed-and-usage.ndjson'),
  },
  'a list of Gemini': {
    type: 'application/json',
    name: 'geminiGenerateContent without alt=sse',
    body: JSON.stringify(gemini),
  },
  'a list of Gemini in lines': {
    type: 'application/json',
    name: 'geminiGenerateContent without alt=sse',
    body: JSON.stringify(gemini, null, 2).replace('[\n  {', '[{'),
  },
  'a list of Gemini that is cut': {
    type: 'application/json',
    name: 'geminiGenerateContent without alt=sse',
    body: JSON.stringify(gemini).slice(0, -5),
  },
  'the data stream of the AI SDK 4': {
    type: 'text/plain; charset=utf-8',
    name: 'the data stream of the AI SDK 4',
    body: 'f:{"messageId":"m"}\n0:"Hel"\n0:"lo"\nd:{"finishReason":"stop"}\n',
  },
  'the data stream of the AI SDK 3': {
    type: 'text/plain; charset=utf-8',
    name: 'the data stream of the AI SDK 4',
    body: '0:"Hel"\n0:"lo"\nd:{"finishReason":"stop"}\n',
  },
};

const read = (protocol: AnyProtocol, frames$: Observable<TransportFrame>) =>
  collect(
    sendStreamingChat(
      { ...request, threadId: 'a-thread', runId: 'a-run' },
      { baseUrl: 'https://chat.example', protocol, transport: () => frames$ },
    ),
  );

const encoder = new TextEncoder();

const framesOf = (label: string | undefined, chunks: readonly Uint8Array[]) =>
  from<TransportFrame[]>([
    { kind: 'open', status: 200, headers: label === undefined ? {} : { 'content-type': label } },
    ...chunks.map((chunk): TransportFrame => ({ kind: 'data', chunk })),
  ]);

describe.each(Object.entries(protocolsByName))('%s', (reader, make) => {
  const asked = make().framing === 'sse' ? events : 'application/x-ndjson';

  it.each(
    Object.entries(wires)
      .filter(([, { own }]) => own !== reader)
      .flatMap(([title, wire]) =>
        [...new Set([wire.type, asked, undefined])].map((label) => [title, label, wire] as const),
      ),
  )('names %s, labelled %s', async (_, label, { name, body }) => {
    for (const { cut } of chunkings) {
      const { values, error } = await read(make(), framesOf(label, cut(encoder.encode(body))));
      expect(values).toEqual([]);
      expect(error).toMatchObject({
        kind: 'format',
        retryable: false,
        message: expect.stringContaining(name),
      });
    }
  });
});

it.each([
  ['openAiChat', 'ollamaChat'],
  ['ollamaChat', 'agUi'],
] as const)('does not wait for the end of a stream: %s, by %s', async (wire, reader) => {
  const { type = '', name, body = '' } = wires[wire] ?? {};
  const make = protocolsByName[reader];
  const frames$ = concat(framesOf(type, [encoder.encode(body)]), NEVER);
  expect((await read(make(), frames$)).error).toMatchObject({
    code: 'UNEXPECTED_CONTENT_TYPE',
    message: expect.stringContaining(String(name)),
  });
});

it.each([
  ['application/x-ndjson', '{"error":"no such model"}\n'],
  ['text/event-stream', '[{"error":{"message":"no such model"}}]'],
  ['application/json', '[{\n  "error": {\n    "message": "no such model"\n  }\n}]'],
])('leaves an error what it is: %s, %j', async (label, body) => {
  const frames$ = framesOf(label, [encoder.encode(body)]);
  expect((await read(openAiChat(), frames$)).error).toMatchObject({
    kind: 'api',
    code: 'ERROR_BODY',
    message: 'no such model',
  });
});

it('names only the framing of Server-Sent Events of an unknown protocol', async () => {
  const frames$ = framesOf(undefined, [encoder.encode('id: 5\ndata: {"a":1}\n\n')]);
  expect((await read(ollamaChat(), frames$)).error).toMatchObject({
    code: 'BAD_EVENT',
    message: 'Malformed "message" event: it is not JSON; this looks like Server-Sent Events',
  });
});
