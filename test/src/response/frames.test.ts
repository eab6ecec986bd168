import { describe, expect, it } from '@jest/globals';
import { type Observable, of } from 'rxjs';
import {
  type ChatProtocol,
  sendStreamingChat,
  type SseMessage,
  StreamingApiError,
  type StreamEvent,
  type StreamingChatConfig,
  StreamingNetworkError,
  StreamingTimeoutError,
  type TransportFrame,
} from '../../../src/index.js';
import { openAiChat } from '../../../src/protocols/index.js';
import { collect } from '../../helpers/collect.js';
import { marbles } from '../../helpers/marbles.js';
import { request, sse } from '../../helpers/samples.js';

type Config = Omit<StreamingChatConfig, 'baseUrl' | 'transport'>;

const send = (frames: Observable<TransportFrame>, config: Config = {}): Observable<StreamEvent> =>
  sendStreamingChat(request, {
    baseUrl: 'https://chat.example',
    transport: () => frames,
    ...config,
  });

const open = (status = 200): TransportFrame => ({ kind: 'open', status });
const data = (chunk: Uint8Array | string): TransportFrame => ({ kind: 'data', chunk });
const named = (event: string, json: unknown): TransportFrame => ({
  kind: 'message',
  message: { event, data: JSON.stringify(json) },
});

const content = (text: string): StreamEvent => ({ type: 'content', text });
const done: StreamEvent = { type: 'done' };
const whole = data(sse('content', { text: 'b' }) + sse('done', {}));
const answer = [content('b'), done];

describe('a second open frame', () => {
  const utf8 = new TextEncoder();
  const before = sse('content', { text: 'é' });

  it.each<[string, readonly TransportFrame[]]>([
    ['a head alone', [open()]],
    ['half of an event', [open(), data(before.slice(0, 25))]],
    ['half of a character', [open(), data(utf8.encode(before).subarray(0, 26))]],
    ['the name of an event', [open(), data('event: tps\n')]],
    ['the start of a field that may be an error', [open(), data('erro')]],
    ['an unfinished error', [open(), data('error: {')]],
    ['what may become a web page or JSON', [open(), data('\n ')]],
    ['comments', [open(), data(': hi\n\n')]],
    ['unknown events', [open(), data(sse('ping', {}))]],
    ['JSON outside of events', [open(), data(': hi\n{"error":"no"}\n')]],
    ['data without a head', [data(': hi\n\n')]],
    ['an unknown message', [named('ping', {})]],
    ['a refusal', [open(401), data('{"error":"who?"}')]],
    ['a refusal without a body', [open(503)]],
    ['a JSON error in place of a stream', [open(), data('{"error":')]],
  ])('starts the response anew after %s', async (_, first) => {
    expect(await collect(send(of(...first, open(), whole)))).toEqual({ values: answer });
  });

  it('starts anew as often as it comes', async () => {
    const frames = [open(401), data('x'), open(503), open(), data('event: tps\n'), open(), whole];
    expect(await collect(send(of(...frames)))).toEqual({ values: answer });
  });

  it('counts the bytes of each response', async () => {
    const filler = data(`:${'x'.repeat(80)}\n`);
    const frames = of(open(), filler, open(), filler, whole);
    expect(await collect(send(frames, { maxResponseSize: 160 }))).toEqual({ values: answer });
    expect((await collect(send(frames, { maxResponseSize: 100 }))).error).toMatchObject({
      code: 'RESPONSE_TOO_LARGE',
    });
  });

  it('gives each response a decoder of its own', async () => {
    const counting: ChatProtocol = {
      name: 'counting',
      framing: 'ndjson',
      encode: () => ({ path: '', headers: {}, body: '' }),
      decoder: () => {
        let lines = 0;
        return {
          decode: () => (++lines < 3 ? [] : [done]),
          end: () => [content(`${lines}`), done],
        };
      },
    };
    const frames = of(open(), data('1\n2\n'), open(), data('1\n'));
    expect(await collect(send(frames, { protocol: counting }))).toEqual({
      values: [content('1'), done],
    });
  });

  it('ends the answer with an error once an event was delivered', async () => {
    for (const first of [data(sse('content', { text: 'a' })), named('content', { text: 'a' })]) {
      const { values, error } = await collect(send(of(open(), first, open(), whole)));
      expect(values).toEqual([content('a')]);
      expect(error).toBeInstanceOf(StreamingNetworkError);
      expect(error).toMatchObject({
        code: 'CONNECTION_LOST',
        phase: 'streaming',
        retryable: true,
        host: 'chat.example',
      });
    }
  });

  it('ends the wait for the body of a refusal before it', () => {
    marbles(({ cold, expectObservable }) => {
      const values = {
        r: open(401),
        s: open(503),
        x: data('x'),
        c: data(':\n'),
        o: open(),
        w: whole,
      };
      const play = (diagram: string) => send(cold(diagram, values), { readTimeout: 12 });
      expectObservable(play('rx--o---------c---w')).toBe('------------------(bd|)', {
        b: content('b'),
        d: done,
      });
      const refused = new StreamingApiError('xxx', {
        code: 'HTTP_STATUS',
        phase: 'headers',
        status: 503,
      });
      // From the second refusal on, and with its body alone.
      expectObservable(play('rx------sx-x----x---')).toBe('--------------------#', {}, refused);
    });
  });
});

describe('a message frame', () => {
  it('needs no framing and no head', async () => {
    const frames = of(named('content', { text: 'a' }), named('tps', { tps: 3 }), named('done', {}));
    expect(await collect(send(frames))).toEqual({
      values: [content('a'), { type: 'tps', tps: 3, source: 'server' }, done],
    });
  });

  it('is decoded by any protocol, under the name that it has', async () => {
    const frames = of(
      open(),
      named('message', { choices: [{ delta: { content: 'a' } }] }),
      named('message', { error: { message: 'Busy' } }),
    );
    const answer$ = sendStreamingChat(request, {
      baseUrl: 'https://chat.example',
      protocol: openAiChat(),
      transport: () => frames,
    });
    expect(await collect(answer$)).toMatchObject({
      values: [content('a'), { type: 'error', message: 'Busy' }],
    });
  });

  it('may stand beside chunks of a body', async () => {
    const [first, second] = ['event: content\ndata: {"te', 'xt":"b"}\n\n'];
    const frames = of(open(), data(first), named('content', { text: 'a' }), data(second));
    expect((await collect(send(frames))).values).toEqual([content('a'), content('b')]);
  });

  it('may end the answer, after which nothing counts', async () => {
    for (const end of [named('done', {}), named('error', { message: 'no' })]) {
      const { values, error } = await collect(send(of(end, named('content', { text: 'a' }), end)));
      expect([values.length, error]).toEqual([1, undefined]);
    }
    expect((await collect(send(of(named('content', { text: 'a' }))))).error).toMatchObject({
      code: 'STREAM_TRUNCATED',
      phase: 'streaming',
    });
  });

  it('counts towards maxEventSize exactly, with its name and id', async () => {
    const message: SseMessage = { event: 'content', data: '{"text":"12345"}', id: '123' };
    const size = message.event.length + message.data.length + 3;
    const frames = of<TransportFrame[]>({ kind: 'message', message }, named('done', {}));
    expect((await collect(send(frames, { maxEventSize: size }))).values).toHaveLength(2);
    expect(await collect(send(frames, { maxEventSize: size - 1 }))).toMatchObject({
      values: [],
      error: { code: 'EVENT_TOO_LARGE' },
    });
  });

  it('counts towards maxResponseSize in bytes', async () => {
    // 7 + 13 bytes each.
    const frames = of(named('content', { text: 'é' }), named('content', { text: 'é' }));
    expect((await collect(send(frames, { maxResponseSize: 40 }))).error).toMatchObject({
      code: 'STREAM_TRUNCATED',
    });
    expect(await collect(send(frames, { maxResponseSize: 39 }))).toMatchObject({
      values: [content('é')],
      error: { code: 'RESPONSE_TOO_LARGE' },
    });
  });

  it('is the body of a refusal after the head of one', async () => {
    const refusal: TransportFrame = {
      kind: 'message',
      message: { event: 'message', data: '{"error":{"message":"Who are you?"}}' },
    };
    expect((await collect(send(of(open(401), refusal)))).error).toMatchObject({
      code: 'HTTP_STATUS',
      status: 401,
      message: 'Who are you?',
    });
  });

  it('counts for the time limits', () => {
    marbles(({ cold, expectObservable }) => {
      const values = { a: named('content', { text: 'a' }), u: named('ping', {}) };
      const play = (diagram: string) =>
        send(cold(diagram, values), { connectionTimeout: 20, readTimeout: 10 });
      const late = (code: 'CONNECT' | 'READ_IDLE', phase: 'sent' | 'streaming', message: string) =>
        new StreamingTimeoutError(message, { code, phase });
      expectObservable(play('---------------a--------u---------u')).toBe(
        '---------------a 28ms #',
        { a: content('a') },
        late('READ_IDLE', 'streaming', 'No byte for 10 ms'),
      );
      expectObservable(play('')).toBe(
        '20ms #',
        {},
        late('CONNECT', 'sent', 'No response within 20 ms'),
      );
    });
  });

  it.each([
    ['no message', { kind: 'message' }],
    ['a message without data', { kind: 'message', message: { event: 'content' } }],
    ['a message without a name', { kind: 'message', message: { data: '{}' } }],
    ['data that are not text', { kind: 'message', message: { event: 'content', data: {} } }],
    ['an id that is not text', { kind: 'message', message: { event: 'a', data: '', id: 5 } }],
    ['a chunk in its place', { kind: 'message', chunk: 'x' }],
  ])('with %s is a typed error', async (_, frame) => {
    // What a transport in JavaScript can do.
    const frames = of(frame as unknown as TransportFrame);
    expect((await collect(send(frames))).error).toMatchObject({
      kind: 'format',
      code: 'BAD_EVENT',
    });
  });
});
