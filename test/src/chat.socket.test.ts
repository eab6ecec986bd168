import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { firstValueFrom, Subject, take, tap, VirtualTimeScheduler } from 'rxjs';
import {
  fetchTransport,
  isStreamingError,
  sendStreamingChat,
  type StreamingChatConfig,
  type StreamingChatRequest,
  type StreamEvent,
} from '../../src/index.js';
import {
  type ChatServer,
  openStream,
  type SeenRequest,
  startChatServer,
} from '../helpers/chatServer.js';
import { byteByByte, chunkings, whole } from '../helpers/chunkings.js';
import { collect } from '../helpers/collect.js';
import { request, sampleEvents, sampleStream, sse } from '../helpers/samples.js';
import { drawn, isExhaustive, sample } from '../helpers/sampling.js';
import { everyCut } from '../../src/testing/index.js';

// What the running server does with a request; set by each test.
let answer: (response: ServerResponse, seen: SeenRequest) => void;
let server: ChatServer;
// What no test may see: notifications after an unsubscribe.
const unexpected: unknown[] = [];
const note = (notification: unknown): void => {
  unexpected.push(notification);
};

beforeEach(async () => {
  server = await startChatServer((response, seen) => answer(response, seen));
});

afterEach(async () => {
  await server.stop();
  await sleep(0);
  expect(unexpected.splice(0)).toEqual([]);
});

const send = (
  config: Partial<StreamingChatConfig> = {},
  more: Partial<StreamingChatRequest> = {},
) => sendStreamingChat({ ...request, ...more }, { baseUrl: server.url, ...config });

const writeEach = async (
  response: ServerResponse,
  chunks: readonly Uint8Array[],
): Promise<void> => {
  openStream(response);
  response.socket?.setNoDelay(true);
  for (const chunk of chunks) {
    response.write(chunk);
    // Its own turn, so that it is its own read.
    await sleep(0);
  }
  response.end();
};

const streamResponse = (): Response =>
  new Response(sampleStream, { headers: { 'content-type': 'text/event-stream' } });

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const content = (text: string): StreamEvent => ({ type: 'content', text });

describe('over a real connection', () => {
  describe('the sample answer gives its six events', () => {
    const rewritten = [
      ['as it is', sampleStream],
      ['with CRLF', sampleStream.replaceAll('\n', '\r\n')],
      ['with CR', sampleStream.replaceAll('\n', '\r')],
      ['with a byte order mark', `\uFEFF${sampleStream}`],
      ['without its last blank line', sampleStream.trimEnd()],
    ] as const;

    const cuts = isExhaustive ? chunkings : [whole, byteByByte];
    it.each(
      rewritten.flatMap(([name, text]) =>
        cuts.map((chunking) => ({ ...chunking, name: `${name}, ${chunking.name}`, text })),
      ),
    )('$name', async ({ text, cut }) => {
      answer = (response) => void writeEach(response, cut(bytes(text)));
      expect(await collect(send())).toEqual({ values: sampleEvents });
    });

    it(`cut in two anywhere (${drawn})`, async () => {
      const splits = sample([...everyCut(sampleStream)], 30);
      answer = (response) => void writeEach(response, splits[server.requests.length - 1] ?? []);
      for (const _ of splits) expect(await collect(send())).toEqual({ values: sampleEvents });
    });

    it('with characters cut inside', async () => {
      const emoji = bytes(sse('content', { text: '😀é漢' }) + sse('done', {}));
      const splits = [...everyCut(emoji)];
      answer = (response) => void writeEach(response, splits[server.requests.length - 1] ?? []);
      for (const _ of splits) {
        expect(await collect(send())).toEqual({ values: [content('😀é漢'), { type: 'done' }] });
      }
    });
  });

  describe('the request', () => {
    beforeEach(() => {
      answer = (response) => openStream(response).end(sampleStream);
    });

    it('has the method, path, headers and fields of the protocol, and no more', async () => {
      await collect(send());
      const [{ method, url, headers, body }] = server.requests as [SeenRequest];
      expect([method, url]).toEqual(['POST', '/api/chat/stream']);
      expect(headers).toMatchObject({
        authorization: 'Bearer sk-SECRET-1234567890',
        'content-type': 'application/json',
        accept: 'text/event-stream',
      });
      expect(Object.keys(headers)).not.toContain('idempotency-key');
      expect(JSON.parse(body)).toStrictEqual({
        message: 'Hello',
        model_id: 'deepseek/deepseek-chat',
        provider_slug: 'deepseek',
      });
    });

    it('carries every field that is set, also 0, and those of extraBody', async () => {
      await collect(
        send(
          {},
          {
            temperature: 0,
            topP: 0.5,
            history: [{ role: 'user', content: 'Hi' }],
            systemPrompt: 'Be kind.',
            extraBody: { images: [] },
          },
        ),
      );
      expect(JSON.parse(server.requests[0]?.body ?? '')).toStrictEqual({
        message: 'Hello',
        model_id: 'deepseek/deepseek-chat',
        provider_slug: 'deepseek',
        history: [{ role: 'user', content: 'Hi' }],
        system_prompt: 'Be kind.',
        temperature: 0,
        top_p: 0.5,
        images: [],
      });
    });

    it('is sent once per subscription, and not before', async () => {
      const call$ = send();
      await sleep(20);
      expect(server.requests).toHaveLength(0);
      await Promise.all([collect(call$), collect(call$)]);
      expect(server.requests).toHaveLength(2);
    });
  });

  describe('unsubscribing stops the timer in the same turn and closes the socket (C1, C2)', () => {
    const timers = (): number =>
      process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

    /** Unsubscribes by `stop`, and waits until the server sees the close. */
    const expectClosed = async (stop: () => void): Promise<void> => {
      const { closed } = await server.request(0);
      const before = timers();
      stop();
      // The one that waited for headers or bytes, which is all that could close the socket later.
      expect(timers()).toBe(before - 1);
      await closed;
    };

    it('before the headers', async () => {
      answer = () => {};
      const subscription = send().subscribe({ error: note, complete: () => note('complete') });
      await expectClosed(() => subscription.unsubscribe());
    });

    it('in the middle of the body', async () => {
      answer = (response) => openStream(response).write(sse('content', { text: 'a' }));
      const arrived = new Subject<StreamEvent>();
      const first = firstValueFrom(arrived);
      const subscription = send().subscribe({
        next: (event) => arrived.next(event),
        error: note,
        complete: () => note('complete'),
      });
      expect(await first).toEqual(content('a'));
      await expectClosed(() => subscription.unsubscribe());
    });

    it('inside next', async () => {
      answer = (response) =>
        openStream(response).write(sse('content', { text: 'a' }) + sse('content', { text: 'b' }));
      expect(await collect(send().pipe(take(1)))).toEqual({ values: [content('a')] });
      await (
        await server.request(0)
      ).closed;
    });
  });

  it('done ends the answer at once, though the server keeps the connection open', async () => {
    answer = (response) => openStream(response).write(sampleStream);
    expect(await collect(send())).toEqual({ values: sampleEvents });
    await (
      await server.request(0)
    ).closed;
  });

  it('a body that ends without done is an error, after the events that came', async () => {
    answer = (response) => openStream(response).end(sse('content', { text: 'a' }));
    const { values, error } = await collect(send());
    expect(values).toEqual([content('a')]);
    expect(error).toMatchObject({
      name: 'StreamingNetworkError',
      code: 'STREAM_TRUNCATED',
      phase: 'streaming',
      retryable: true,
    });
  });

  it('a connection that is reset is an error, after the events that came', async () => {
    let cut = (): void => {};
    answer = (response) => {
      cut = () => response.socket?.resetAndDestroy();
      openStream(response).write(sse('content', { text: 'a' }));
    };
    const { values, error } = await collect(send().pipe(tap(() => cut())));
    expect(values).toEqual([content('a')]);
    expect(error).toMatchObject({
      name: 'StreamingNetworkError',
      code: 'CONNECTION_LOST',
      phase: 'streaming',
      cause: { name: 'TypeError' },
    });
  });

  describe('a response that is not a stream', () => {
    const reply = (
      status: number,
      type: string,
      body: string,
      headers: Record<string, string> = {},
    ) => {
      answer = (response) =>
        response.writeHead(status, { 'content-type': type, ...headers }).end(body);
    };
    const apiError = { name: 'StreamingApiError', kind: 'api', phase: 'headers' };

    it.each([
      [
        401,
        '{"error":{"code":"UNAUTHORIZED","message":"Who are you?"}}',
        {},
        { message: 'Who are you?', serverCode: 'UNAUTHORIZED', retryable: false },
      ],
      [
        429,
        '{"error":{"code":"RATE_LIMITED","message":"Slow down"}}',
        { 'retry-after': '7', 'x-request-id': 'r1' },
        { message: 'Slow down', retryAfterMs: 7000, requestId: 'r1', retryable: true },
      ],
      [500, '<html>Internal error</html>', {}, { message: 'HTTP 500', retryable: true }],
      [503, '', {}, { message: 'HTTP 503', retryable: true }],
      [
        422,
        '{"detail":[{"msg":"field required"}]}',
        {},
        { message: 'field required', retryable: false },
      ],
    ])(
      'HTTP %d is an api error with the message of the server',
      async (status, body, headers, fields) => {
        reply(status, 'application/json', body, headers);
        const { values, error } = await collect(send());
        expect(values).toEqual([]);
        expect(error).toMatchObject({ ...apiError, code: 'HTTP_STATUS', status, ...fields });
      },
    );

    it('a refusal whose body never ends is still an api error', async () => {
      answer = (response) => response.writeHead(503).write('{"error":"busy');
      expect((await collect(send({ readTimeout: 50 }))).error).toMatchObject({
        ...apiError,
        status: 503,
      });
    });

    it('a refusal is read no further than 64 KiB', async () => {
      let written = 0;
      answer = (response) => {
        response.writeHead(500, { 'content-type': 'text/plain' });
        const more = (): void => {
          for (let free = true; free && written < 2 ** 26; written += 65_536)
            free = response.write('x'.repeat(65_536));
        };
        response.on('drain', more);
        more();
      };
      expect((await collect(send())).error).toMatchObject({ ...apiError, status: 500 });
      await (
        await server.request(0)
      ).closed;
      expect(written).toBeLessThan(2 ** 24);
    });

    it('a JSON error with status 200 is an api error', async () => {
      reply(
        200,
        'application/json; charset=utf-8',
        '{"error":{"message":"No such model","code":"MODEL"}}',
      );
      const { error } = await collect(send());
      expect(error).toMatchObject({
        ...apiError,
        code: 'ERROR_BODY',
        message: 'No such model',
        serverCode: 'MODEL',
        retryable: false,
      });
      expect(error).not.toHaveProperty('status');
    });

    it.each([
      ['text/html', '<!doctype html>', 'a web page'],
      ['text/plain', 'hello', 'not a chat answer'],
      ['application/json', '{"choices":[]}', 'a complete JSON response'],
    ])(
      '%s with status 200 is a format error that says what it looks like',
      async (type, body, looks) => {
        reply(200, type, body);
        expect((await collect(send())).error).toMatchObject({
          name: 'StreamingFormatError',
          code: 'UNEXPECTED_CONTENT_TYPE',
          phase: 'headers',
          message: expect.stringContaining(looks),
        });
      },
    );

    it.each([
      'Text/Event-Stream',
      'text/event-stream;',
      'text/event-stream; charset=utf-8',
      'text/event-stream, text/event-stream',
    ])('%s is a stream', async (type) => {
      reply(200, type, sampleStream);
      expect(await collect(send())).toEqual({ values: sampleEvents });
    });

    it('a response without content is a format error', async () => {
      answer = (response) => response.writeHead(204).end();
      expect((await collect(send())).error).toMatchObject({
        code: 'UNEXPECTED_CONTENT_TYPE',
        phase: 'headers',
      });
    });

    it('a redirect is not followed', async () => {
      answer = (response) => response.writeHead(307, { location: '/elsewhere' }).end();
      expect((await collect(send())).error).toMatchObject({ kind: 'network' });
      expect(server.requests).toHaveLength(1);
    });
  });

  describe('without an answer', () => {
    it('a refused connection is a network error in the phase connect', async () => {
      const probe = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => probe.once('listening', resolve));
      const address = probe.address();
      await new Promise((resolve) => probe.close(resolve));
      const port = typeof address === 'object' ? address?.port : undefined;
      const { error } = await collect(send({ baseUrl: `http://127.0.0.1:${port}` }));
      expect(error).toMatchObject({
        name: 'StreamingNetworkError',
        code: 'CONNECT_FAILED',
        phase: 'connect',
        retryable: true,
        cause: { cause: { code: 'ECONNREFUSED' } },
      });
    });

    it('a connection closed before the headers is a network error in the phase sent', async () => {
      answer = (response) => response.socket?.destroy();
      expect((await collect(send())).error).toMatchObject({
        kind: 'network',
        code: 'CONNECTION_LOST',
        phase: 'sent',
      });
      expect(server.requests).toHaveLength(1);
    });

    // A limit passes in virtual time, once the request or the event is there: no machine is too
    // slow.
    it('headers that never come are a timeout, and the socket is closed', async () => {
      const scheduler = new VirtualTimeScheduler();
      answer = () => scheduler.flush();
      expect((await collect(send({ scheduler }))).error).toMatchObject({
        name: 'StreamingTimeoutError',
        code: 'CONNECT',
        phase: 'sent',
        retryable: true,
      });
      await (
        await server.request(0)
      ).closed;
    });

    it('a stall is a timeout after the events that came, and the socket is closed', async () => {
      const scheduler = new VirtualTimeScheduler();
      answer = (response) => openStream(response).write(sse('content', { text: 'a' }));
      const stalling$ = send({ scheduler }).pipe(tap(() => setTimeout(() => scheduler.flush())));
      const { values, error } = await collect(stalling$);
      expect(values).toEqual([content('a')]);
      expect(error).toMatchObject({
        name: 'StreamingTimeoutError',
        code: 'READ_IDLE',
        phase: 'streaming',
      });
      await (
        await server.request(0)
      ).closed;
    });
  });

  describe('the size of the answer (L1)', () => {
    const limit = 10 * 1024 * 1024;
    const end = sse('done', {});
    const padding = (size: number): string => {
      const line = `: ${'x'.repeat(1021)}\n`;
      return (
        line.repeat(Math.floor(size / line.length)) +
        ':'.padEnd((size % line.length) - 1, 'x') +
        '\n'
      );
    };

    it.each([
      [limit, undefined],
      [limit + 1, 'RESPONSE_TOO_LARGE'],
    ])('%d bytes', async (size, code) => {
      const start = sse('content', { text: 'a' });
      answer = (response) =>
        openStream(response).end(start + padding(size - start.length - end.length) + end);
      const { values, error } = await collect(send());
      expect(values).toEqual(
        code === undefined ? [content('a'), { type: 'done' }] : [content('a')],
      );
      expect(isStreamingError(error) ? error.code : undefined).toBe(code);
    });
  });

  it('no error has the token or the prompt in any part of it (S3)', async () => {
    const secret = 'sk-SECRET-1234567890';
    const prompt = 'a very private question';
    const echo = JSON.stringify({
      error: { message: `Bearer ${secret} asked ${prompt}`, code: secret },
    });
    const leaks: ((response: ServerResponse) => void)[] = [
      (response) => response.writeHead(401, { 'x-request-id': 'r1' }).end(echo),
      (response) => response.writeHead(500).end(`${secret} ${prompt}`),
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(echo),
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(echo),
      (response) =>
        openStream(response).end(`event: content\ndata: {"text":5,"a":"${secret} ${prompt}"}\n\n`),
      (response) => openStream(response).end(`event: content\ndata: ${secret} ${prompt}\n\n`),
      (response) => openStream(response).end(`: ${secret} ${prompt}\n`),
      (response) => response.socket?.destroy(),
    ];
    const errors: unknown[] = [];
    for (const leak of leaks) {
      answer = leak;
      errors.push((await collect(send({}, { message: prompt }))).error);
    }
    answer = () => {};
    errors.push((await collect(send({ connectionTimeout: 100 }, { message: prompt }))).error);
    errors.push((await collect(send({}, { accessToken: `${secret}\n`, message: prompt }))).error);
    errors.push(
      (await collect(send({ headers: { 'x-api-key': `${secret}\n1` } }, { message: prompt })))
        .error,
    );
    errors.push(
      (await collect(send({ signal: AbortSignal.abort(new Error(prompt)) }, { message: prompt })))
        .error,
    );
    errors.push(
      (
        await collect(
          send(
            {
              transport: fetchTransport({
                fetch: () => Promise.reject(new Error(`${secret} ${prompt}`)),
              }),
            },
            { message: prompt },
          ),
        )
      ).error,
    );

    expect(errors).toHaveLength(13);
    for (const error of errors) {
      expect(isStreamingError(error)).toBe(true);
      const parts = [
        String(error),
        JSON.stringify(error),
        inspect(error, { depth: Infinity, showHidden: true }),
        error instanceof Error
          ? `${error.stack} ${inspect(error.cause, { depth: Infinity, showHidden: true })}`
          : '',
      ];
      expect(parts.filter((part) => part.includes('SECRET') || part.includes(prompt))).toEqual([]);
    }
  });
});

describe('fetchTransport', () => {
  it('hands its options and the request to fetch', async () => {
    let sent: readonly unknown[] = [];
    const transport = fetchTransport({
      fetch: (...args) => {
        sent = args;
        return Promise.resolve(streamResponse());
      },
      credentials: 'include',
      mode: 'cors',
    });
    await collect(send({ baseUrl: 'https://chat.example', transport }));
    expect(sent).toMatchObject([
      'https://chat.example/api/chat/stream',
      {
        method: 'POST',
        credentials: 'include',
        mode: 'cors',
        redirect: 'error',
        cache: 'no-store',
      },
    ]);
  });

  it('cancels the body of an answer that comes after the end', async () => {
    let cancelled = false;
    let respond: (response: Response) => void = () => {};
    const transport = fetchTransport({
      // It does not heed the signal.
      fetch: () => new Promise((resolve) => (respond = resolve)),
    });
    send({ transport })
      .subscribe({ next: note, error: note, complete: () => note('complete') })
      .unsubscribe();
    respond(
      new Response(
        new ReadableStream({
          cancel: () => {
            cancelled = true;
          },
        }),
      ),
    );
    await sleep(0);
    expect(cancelled).toBe(true);
  });

  it('looks the global fetch up when it sends, and says so when there is none', async () => {
    const original = globalThis.fetch;
    const transport = fetchTransport();
    // @ts-expect-error -- as on an old platform
    globalThis.fetch = undefined;
    const { error } = await collect(send({ transport }));
    expect(error).toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringContaining('fetch'),
    });
    globalThis.fetch = () => Promise.resolve(streamResponse());
    try {
      expect(await firstValueFrom(send({ transport }))).toEqual(content('Hello'));
    } finally {
      globalThis.fetch = original;
    }
  });
});
