import { describe, expect, it } from '@jest/globals';
import { left, right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import {
  concat,
  from,
  NEVER,
  type Observable,
  of,
  type SchedulerAction,
  type SchedulerLike,
  type Subscription,
  take,
  throwError,
  VirtualTimeScheduler,
} from 'rxjs';
import type { RunHelpers } from 'rxjs/testing';
import {
  type ChatProtocol,
  type ChatTransport,
  isStreamingError,
  sendStreamingChat,
  type SseMessage,
  streamingChatProtocol,
  type StreamEvent,
  StreamingAbortedError,
  StreamingApiError,
  type StreamingChatConfig,
  type StreamingChatRequest,
  StreamingFormatError,
  StreamingNetworkError,
  StreamingTimeoutError,
  type TransportFrame,
  type TransportRequest,
} from '../../src/index.js';
import { redactor } from '../../src/errors/redactor.js';
import { collect } from '../helpers/collect.js';
import { marbles } from '../helpers/marbles.js';
import { request, sse } from '../helpers/samples.js';

const open: TransportFrame = {
  kind: 'open',
  status: 200,
  headers: { 'content-type': 'text/event-stream' },
};
const dataFrame = (chunk: string): TransportFrame => ({ kind: 'data', chunk });

const frames = {
  o: open,
  a: dataFrame(sse('content', { text: 'a' })),
  b: dataFrame(sse('content', { text: 'b' })),
  t: dataFrame(sse('content', { text: 'a' }) + sse('content', { text: 'b' })),
  c: dataFrame(': still there\n\n'),
  u: dataFrame(sse('ping', {})),
  e: dataFrame(sse('error', { message: 'no' })),
  d: dataFrame(sse('done', {})),
  // Goes on after its own end.
  D: dataFrame(
    sse('done', {}) + sse('content', { text: 'b' }) + sse('done', {}) + 'event: tps\ndata: x\n\n',
  ),
};
const events: Readonly<Record<string, StreamEvent>> = {
  a: { type: 'content', text: 'a' },
  b: { type: 'content', text: 'b' },
  e: { type: 'error', message: 'no' },
  d: { type: 'done' },
};

type Config = Omit<StreamingChatConfig, 'baseUrl'>;

const send = (transport: ChatTransport, config: Config = {}): Observable<StreamEvent> =>
  sendStreamingChat(request, { baseUrl: 'https://chat.example', transport, ...config });

/** A transport that plays a marble diagram, and its subscriptions. */
const play = ({ cold }: RunHelpers, diagram: string, error?: unknown) => {
  const source = cold<TransportFrame>(diagram, frames, error);
  const transport: ChatTransport = () => source;
  return { transport, source };
};

const network = (
  code: 'CONNECT_FAILED' | 'CONNECTION_LOST' | 'STREAM_TRUNCATED',
  phase: 'sent' | 'headers' | 'streaming',
  message: string,
  cause?: Error,
) =>
  new StreamingNetworkError(message, {
    code,
    phase,
    cause,
    ...(cause && { host: 'chat.example' }),
  });
// What a cause is without secrets: an error of its own, with a name of its own.
const causeOf = (message: string): Error =>
  redactor(() => ({ credentials: [], prompts: [] })).cause(new Error(message));
const boom = causeOf('boom');
const truncated = (phase: 'sent' | 'headers' | 'streaming') =>
  network('STREAM_TRUNCATED', phase, 'The answer ended before it was complete');

describe('sendStreamingChat in virtual time', () => {
  it.each([
    [
      'delivers each event in its frame, and completes at done',
      '-o-a-b-d--',
      '---a-b-(d|)',
      '^------!',
    ],
    ['delivers all events of a chunk at once', '--o-t---d', '----(ab)(d|)', '^-------!'],
    ['delivers nothing after done, whatever comes', 'o-a-D', '--a-(d|)', '^---!'],
    ['ends with an error event', 'o-a-e-b-d', '--a-(e|)', '^---!'],
    ['ignores comments and unknown events', 'o-c-u-a-d', '------a-(d|)', '^-------!'],
    ['accepts a body without a response line', '-a-d', '-a-(d|)', '^--!'],
  ])('%s', (_, diagram, expected, subs) => {
    marbles((helpers) => {
      const { transport, source } = play(helpers, diagram);
      helpers.expectObservable(send(transport)).toBe(expected, events);
      helpers.expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it.each([
    ['a body that ends early', 'o-a-|', '--a-#', truncated('streaming')],
    ['an empty body', 'o-|', '--#', truncated('headers')],
    ['no answer at all', '--|', '--#', truncated('sent')],
  ])('errors at %s, after the events that came before', (_, diagram, expected, error) => {
    marbles((helpers) => {
      const { transport } = play(helpers, diagram);
      helpers.expectObservable(send(transport)).toBe(expected, events, error);
    });
  });

  it('completes at an early end with onMissingDone: "complete"', () => {
    marbles((helpers) => {
      const { transport } = play(helpers, 'o-a-|');
      helpers
        .expectObservable(send(transport, { onMissingDone: 'complete' }))
        .toBe('--a-|', events);
    });
  });

  it.each([
    [
      'before the answer',
      '--#',
      '--#',
      network(
        'CONNECT_FAILED',
        'sent',
        'The request to chat.example failed before the answer',
        boom,
      ),
    ],
    [
      'before the first event',
      'o-#',
      '--#',
      network('CONNECTION_LOST', 'headers', 'The connection was lost during the answer', boom),
    ],
    [
      'during the answer',
      'o-a-#',
      '--a-#',
      network('CONNECTION_LOST', 'streaming', 'The connection was lost during the answer', boom),
    ],
  ])('turns the failure of a transport into a network error %s', (_, diagram, expected, error) => {
    marbles((helpers) => {
      const { transport } = play(helpers, diagram, new Error('boom'));
      helpers.expectObservable(send(transport)).toBe(expected, events, error);
    });
  });

  it.each([
    ['ECONNREFUSED', 'CONNECT_FAILED', 'connect'],
    ['ENOTFOUND', 'CONNECT_FAILED', 'connect'],
    ['CERT_HAS_EXPIRED', 'CONNECT_FAILED', 'connect'],
    ['ECONNRESET', 'CONNECTION_LOST', 'sent'],
    ['UND_ERR_SOCKET', 'CONNECTION_LOST', 'sent'],
    ['OTHER', 'CONNECT_FAILED', 'sent'],
    ['NOT_ECONNREFUSED', 'CONNECT_FAILED', 'sent'],
    ['ECONNRESET_NOT', 'CONNECT_FAILED', 'sent'],
    [7, 'CONNECT_FAILED', 'sent'],
  ])(
    'takes the phase of a failed connection from the code %s',
    async (platformCode, code, phase) => {
      const failure = new TypeError('fetch failed', {
        cause: Object.assign(new Error(), { code: platformCode }),
      });
      const { error } = await collect(send(() => throwError(() => failure)));
      expect(error).toMatchObject({ kind: 'network', code, phase });
    },
  );

  it('takes an invalid certificate and a premature end from their codes', async () => {
    const failing = (code: string): Observable<never> =>
      throwError(() => Object.assign(new Error(), { code }));
    for (const code of [
      'CERT_HAS_EXPIRED',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'HOSTNAME_MISMATCH',
    ]) {
      const { error } = await collect(send(() => failing(code)));
      expect(error).toMatchObject({ code: 'CONNECT_FAILED', phase: 'connect', retryable: false });
    }
    const parserError = { name: 'HTTPParserError', code: 'HPE_INVALID_EOF_STATE' };
    // Node 24 leaves out the code.
    for (const cause of [parserError, { ...parserError, code: undefined }]) {
      const early = throwError(() => new TypeError('terminated', { cause }));
      const cut = await collect(send(() => concat(of(open, frames.a), early)));
      expect(cut).toMatchObject({ values: [events.a], error: truncated('streaming') });
      const ended = concat(of(open, dataFrame('event: done\n')), early);
      expect(await collect(send(() => ended))).toEqual({ values: [events.d] });
      const empty = concat(of<TransportFrame>({ kind: 'open', status: 204 }), early);
      expect((await collect(send(() => empty))).error).toMatchObject({
        code: 'UNEXPECTED_CONTENT_TYPE',
      });
    }
  });

  it.each([null, undefined, 'gone', Object.create(null)])(
    'turns the failure %p of a transport into a failed request',
    async (failure) => {
      const { error } = await collect(send(() => throwError(() => failure)));
      expect(error).toMatchObject({ kind: 'network', code: 'CONNECT_FAILED', phase: 'sent' });
    },
  );

  it('reads codes anywhere in a chain of causes, even a circular one', async () => {
    const round = new Error('round');
    round.cause = round;
    const deep = new Error('1', {
      cause: new Error('2', { cause: Object.assign(new Error('3'), { code: 'ENOTFOUND' }) }),
    });
    const phases = [];
    for (const failure of [round, deep]) {
      const { error } = await collect(send(() => throwError(() => failure)));
      phases.push(isStreamingError(error) ? `${error.phase}: ${error.message}` : error);
    }
    expect(phases).toEqual([
      'sent: The request to chat.example failed before the answer',
      'connect: Could not connect to chat.example (ENOTFOUND)',
    ]);
  });

  describe('limits the time (T5, T6, T7, T8, T9)', () => {
    const late = (
      code: 'CONNECT' | 'READ_IDLE',
      phase: 'sent' | 'headers' | 'streaming',
      message: string,
    ) => new StreamingTimeoutError(message, { code, phase });

    it.each([
      [
        'to the headers',
        '31s o',
        '30s #',
        '^ 29999ms !',
        late('CONNECT', 'sent', 'No response within 30000 ms'),
      ],
      [
        'from the headers on',
        'o 61s a',
        '60s #',
        '^ 59999ms !',
        late('READ_IDLE', 'headers', 'No byte for 60000 ms'),
      ],
      [
        'between bytes',
        'o-a 61s b',
        '--a 59999ms #',
        '^-- 59999ms !',
        late('READ_IDLE', 'streaming', 'No byte for 60000 ms'),
      ],
    ])('%s, and unsubscribes from the transport', (_, diagram, expected, subs, error) => {
      marbles((helpers) => {
        const { transport, source } = play(helpers, diagram);
        helpers.expectObservable(send(transport)).toBe(expected, events, error);
        helpers.expectSubscriptions(source.subscriptions).toBe(subs);
      });
    });

    it('and starts anew at every byte', () => {
      marbles((helpers) => {
        const { transport } = play(helpers, '29s o 59s c 59s u 59s d');
        helpers.expectObservable(send(transport)).toBe('206003ms (d|)', events);
      });
    });

    it.each([0, Infinity])('and not at all when the limit is %d', (off) => {
      marbles((helpers) => {
        const { transport } = play(helpers, '3600s o 3600s d');
        helpers
          .expectObservable(send(transport, { connectionTimeout: off, readTimeout: off }))
          .toBe('7200001ms (d|)', events);
      });
    });

    it('without counting the lookup of the token', () => {
      marbles((helpers) => {
        const { transport } = play(helpers, 'o-d');
        const token$ = helpers.cold('40s (t|)', { t: 'sk-1234567890' });
        const call$ = sendStreamingChat(
          { ...request, accessToken: () => token$ },
          { baseUrl: 'https://chat.example', transport },
        );
        helpers.expectObservable(call$).toBe('40s --(d|)', events);
      });
    });
  });

  it('unsubscribes from the token or the transport that it waits for', () => {
    marbles((helpers) => {
      const { transport, source } = play(helpers, '-o-a-b-d');
      const token$ = helpers.cold('-------t', { t: 'sk-1234567890' });
      const unsub = '^---!';
      helpers.expectObservable(send(transport), unsub).toBe('---a', events);
      helpers.expectSubscriptions(source.subscriptions).toBe(unsub);

      const waiting$ = sendStreamingChat(
        { ...request, accessToken: () => token$ },
        { baseUrl: 'https://chat.example', transport: () => throwError(() => new Error('sent')) },
      );
      helpers.expectObservable(waiting$, unsub).toBe('----');
      helpers.expectSubscriptions(token$.subscriptions).toBe(unsub);
    });
  });

  it('ends with an error when the signal is aborted', () => {
    marbles((helpers) => {
      const { transport, source } = play(helpers, 'o-a-------d');
      const controller = new AbortController();
      helpers.cold('-----x').subscribe(() => controller.abort(new Error('enough')));
      helpers.expectObservable(send(transport, { signal: controller.signal })).toBe(
        '--a--#',
        events,
        new StreamingAbortedError('The request was aborted', {
          code: 'ABORTED',
          phase: 'streaming',
          cause: causeOf('enough'),
        }),
      );
      helpers.expectSubscriptions(source.subscriptions).toBe('^----!');
    });
  });
});

describe('sendStreamingChat', () => {
  const ok: ChatTransport = () => of(open, frames.a, frames.d);

  /** Collects the requests that a transport is given. */
  const spy = (): { transport: ChatTransport; requests: TransportRequest[] } => {
    const requests: TransportRequest[] = [];
    return {
      requests,
      transport: (sent) => {
        requests.push(sent);
        return ok(sent);
      },
    };
  };

  it('sends one request per subscription, and nothing before', async () => {
    const { transport, requests } = spy();
    const call$ = send(transport);
    expect(requests).toHaveLength(0);
    const first = await collect(call$);
    expect(requests).toHaveLength(1);
    expect(await collect(call$)).toEqual(first);
    expect(requests).toHaveLength(2);
  });

  it.each([
    ['https://chat.example', 'https://chat.example/api/chat/stream'],
    ['https://chat.example/', 'https://chat.example/api/chat/stream'],
    ['https://chat.example/v1//', 'https://chat.example/v1/api/chat/stream'],
    ['https://chat.example/v1?tenant=1#x', 'https://chat.example/v1/api/chat/stream?tenant=1'],
    ['https://chat.example//other.example', 'https://chat.example//other.example/api/chat/stream'],
    [new URL('http://127.0.0.1:8080'), 'http://127.0.0.1:8080/api/chat/stream'],
  ])('appends the path to %s', async (baseUrl, url) => {
    const { transport, requests } = spy();
    await collect(sendStreamingChat(request, { baseUrl, transport }));
    expect(requests).toMatchObject([{ url, method: 'POST' }]);
  });

  it.each(['https://chat.example/agent', 'https://chat.example/agent/?tenant=1'])(
    'uses %s unchanged when the protocol appends no path',
    async (baseUrl) => {
      const { transport, requests } = spy();
      const protocol: ChatProtocol = {
        ...streamingChatProtocol<Record<never, never>>(),
        encode: () => right({ path: '', headers: {}, body: '' }),
      };
      await collect(sendStreamingChat(request, { baseUrl, transport, protocol }));
      expect(requests).toMatchObject([{ url: baseUrl }]);
    },
  );

  describe('asks for the token', () => {
    it.each([
      ['text', 'sk-a-token'],
      ['a function', () => 'sk-a-token'],
      ['a promise', () => Promise.resolve('sk-a-token')],
      ['an observable, of its first value', () => of('sk-a-token', 'sk-other')],
    ])('given %s', async (_, accessToken) => {
      const { transport, requests } = spy();
      await collect(
        sendStreamingChat(
          { ...request, accessToken },
          { baseUrl: 'https://chat.example', transport },
        ),
      );
      expect(requests[0]?.headers).toMatchObject({ Authorization: 'Bearer sk-a-token' });
    });

    it('again for each subscription', async () => {
      let asked = 0;
      const { transport, requests } = spy();
      const call$ = sendStreamingChat(
        { ...request, accessToken: () => `sk-token-${++asked}` },
        { baseUrl: 'https://chat.example', transport },
      );
      await collect(call$);
      await collect(call$);
      expect(requests.map(({ headers }) => headers['Authorization'])).toEqual([
        'Bearer sk-token-1',
        'Bearer sk-token-2',
      ]);
    });

    it('and passes on its failure unchanged', async () => {
      const failure = new Error('signed out');
      const { transport, requests } = spy();
      for (const accessToken of [
        () => {
          throw failure;
        },
        () => Promise.reject(failure),
      ]) {
        expect(
          await collect(
            sendStreamingChat(
              { ...request, accessToken },
              { baseUrl: 'https://chat.example', transport },
            ),
          ),
        ).toEqual({ values: [], error: failure });
      }
      expect(requests).toEqual([]);
    });

    it('and refuses an empty one', async () => {
      const { transport, requests } = spy();
      for (const accessToken of [
        '',
        () => '',
        () => of<string>(),
        undefined as unknown as string,
      ]) {
        const { error } = await collect(
          sendStreamingChat(
            { ...request, accessToken },
            { baseUrl: 'https://chat.example', transport },
          ),
        );
        expect(error).toMatchObject({
          code: 'INVALID_REQUEST',
          message: 'Invalid request: accessToken must be a non-empty string',
        });
      }
      expect(requests).toEqual([]);
    });
  });

  it('checks the request and the config before anything is sent', async () => {
    const { transport, requests } = spy();
    // What JavaScript can pass, the types or not.
    const broken = { history: [null] } as unknown as Pick<StreamingChatRequest, 'history'>;
    for (const call$ of [
      sendStreamingChat({ ...request, ...broken }, { baseUrl: 'https://chat.example', transport }),
      sendStreamingChat(
        { ...request, message: '', temperature: 3 },
        { baseUrl: 'https://chat.example', transport },
      ),
      // @ts-expect-error -- as JavaScript can call it
      sendStreamingChat(undefined, { baseUrl: 'https://chat.example', transport }),
      sendStreamingChat(request, { baseUrl: 'chat', transport }),
      sendStreamingChat(request, {
        baseUrl: 'https://chat.example',
        transport,
        headers: { 'x-a': 'SECRET\n1' },
      }),
      sendStreamingChat(request, {
        baseUrl: 'https://chat.example',
        transport,
        idempotencyKey: 'SECRET\n1',
      }),
    ]) {
      const { values, error } = await collect(call$);
      expect(values).toEqual([]);
      expect(error).toBeInstanceOf(StreamingFormatError);
      expect(error).toMatchObject({ code: 'INVALID_REQUEST', phase: 'request' });
      expect(String(error)).not.toContain('SECRET');
    }
    expect(requests).toEqual([]);
  });

  it('adds headers, and keeps its own', async () => {
    const { transport, requests } = spy();
    const extra = { 'X-Tenant': 'a', authorization: 'Basic x', 'CONTENT-TYPE': 'text/plain' };
    const own = {
      Authorization: `Bearer ${String(request.accessToken)}`,
      'Content-Type': 'application/json',
      Accept: 'text/event-stream',
    };
    for (const headers of [
      extra,
      new Headers(extra),
      Object.entries(extra) as [string, string][],
      () => Promise.resolve(extra),
      () => of(new Headers(extra)),
    ]) {
      await collect(send(transport, { headers }));
      expect(requests.pop()?.headers).toEqual({ 'x-tenant': 'a', ...own });
    }
  });

  it('sends one idempotency key per call, and only when idempotencyKey is set', async () => {
    const { transport, requests } = spy();
    const keyed$ = send(transport, { idempotencyKey: true });
    await collect(keyed$);
    await collect(keyed$);
    await collect(send(transport, { idempotencyKey: true }));
    await collect(send(transport, { idempotencyKey: 'mine' }));
    await collect(send(transport));
    const [first, again, other, mine, none] = requests.map(
      ({ headers }) => headers['Idempotency-Key'],
    );
    expect(first).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect([mine, none]).toEqual(['mine', undefined]);
  });

  it('sends nothing when the signal is already aborted', async () => {
    const { transport, requests } = spy();
    const { error } = await collect(send(transport, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({
      kind: 'aborted',
      code: 'ABORTED',
      phase: 'request',
      retryable: false,
    });
    expect(requests).toEqual([]);
  });

  describe('on a signal that outlives it', () => {
    const watched = (): { controller: AbortController; listeners: () => number } => {
      const controller = new AbortController();
      const { signal } = controller;
      let count = 0;
      const add = signal.addEventListener.bind(signal);
      const remove = signal.removeEventListener.bind(signal);
      signal.addEventListener = (...args: Parameters<typeof add>) => {
        count++;
        add(...args);
      };
      signal.removeEventListener = (...args: Parameters<typeof remove>) => {
        count--;
        remove(...args);
      };
      return { controller, listeners: () => count };
    };
    const never: ChatTransport = () => NEVER;

    it('leaves no listener', async () => {
      const { controller, listeners } = watched();
      await collect(send(ok, { signal: controller.signal }));
      send(never, { signal: controller.signal }).subscribe().unsubscribe();
      expect(listeners()).toBe(0);
    });

    it('has one listener, however many calls there are, until the last has ended', () => {
      const { controller, listeners } = watched();
      const { signal } = controller;
      for (const _ of [1, 2]) {
        const calls = Array.from({ length: 100 }, () => send(never, { signal }).subscribe());
        expect(listeners()).toBe(1);
        for (const call of calls.slice(1)) call.unsubscribe();
        expect(listeners()).toBe(1);
        calls[0]?.unsubscribe();
        expect(listeners()).toBe(0);
      }
    });

    it('ends all of its calls at an abort, and no other', async () => {
      const { controller, listeners } = watched();
      const calls = Array.from({ length: 3 }, () =>
        collect(send(never, { signal: controller.signal })),
      );
      const other = watched();
      const otherCall = send(never, { signal: other.controller.signal }).subscribe();
      controller.abort();
      for (const { error } of await Promise.all(calls)) {
        expect(error).toMatchObject({ code: 'ABORTED' });
      }
      expect([listeners(), other.listeners()]).toEqual([0, 1]);
      otherCall.unsubscribe();
    });

    it('notifies no call that is unsubscribed while the abort ends another', () => {
      const controller = new AbortController();
      const { signal } = controller;
      const seen: string[] = [];
      const call = (name: string, onEnd = (): void => {}): Subscription =>
        send(never, { signal }).subscribe({
          error: () => {
            seen.push(name);
            onEnd();
          },
        });
      call('first', () => second.unsubscribe());
      const second = call('second');
      controller.abort();
      expect(seen).toEqual(['first']);
    });
  });

  describe('given malformed events', () => {
    const transport: ChatTransport = () =>
      of(
        open,
        dataFrame(
          sse('content', { text: 'a' }) + sse('content', { text: 5 }) + 'event: tps\ndata: x\n\n',
        ),
        frames.b,
        frames.d,
      );

    it('errors at the first, after the events that came before', async () => {
      const { values, error } = await collect(send(transport));
      expect(values).toEqual([events['a']]);
      expect(error).toMatchObject({ kind: 'format', code: 'BAD_EVENT', retryable: false });
    });

    it('skips them with onMalformedEvent: "skip"', async () => {
      expect(await collect(send(transport, { onMalformedEvent: 'skip' }))).toEqual({
        values: [events['a'], events['b'], events['d']],
      });
    });
  });

  it('hands unknown events to onUnknownEvent, but no incomplete ones', async () => {
    const unknown: SseMessage[] = [];
    const transport: ChatTransport = () => of(open, frames.u, dataFrame('event: conte\ndata: x'));
    await collect(send(transport, { onUnknownEvent: (message) => unknown.push(message) }));
    expect(unknown).toEqual([{ event: 'ping', data: '{}' }]);
  });

  it('reports what a decoder only knows to be unknown at the end', async () => {
    const late: SseMessage = { event: 'late', data: '1' };
    const protocol: ChatProtocol = {
      ...streamingChatProtocol(),
      decoder: (onUnknown) => ({
        decode: () => [],
        end: () => {
          onUnknown?.(late);
          return [{ type: 'done' }];
        },
      }),
    };
    const unknown: SseMessage[] = [];
    const onUnknownEvent = (message: SseMessage) => unknown.push(message);
    const seen = await collect(send(() => of(open, frames.u), { protocol, onUnknownEvent }));
    expect(seen.values).toEqual([events.d]);
    expect(unknown).toEqual([late]);
  });

  it('passes on what onUnknownEvent throws', async () => {
    const failure = new Error('boom');
    const { error } = await collect(
      send(() => of(open, frames.u, frames.d), {
        onUnknownEvent: () => {
          throw failure;
        },
      }),
    );
    expect(error).toBe(failure);
  });

  it.each([
    ['event: done\n', [{ type: 'done' }]],
    ['event: done\nda', [{ type: 'done' }]],
    ['data: [DONE]', [{ type: 'done' }]],
    ['event: error\ndata: {"message":"no"}', [events['e']]],
  ])('takes a last block without its blank line for an end: %s', async (wire, values) => {
    expect(await collect(send(() => of(open, dataFrame(wire))))).toEqual({ values });
  });

  it.each(['event: content\ndata: {"text":"a"}', 'event: done'])(
    'takes no other block without its blank line for anything: %s',
    async (wire) => {
      const { values, error } = await collect(send(() => of(open, dataFrame(wire))));
      expect(values).toEqual([]);
      expect(error).toMatchObject({ code: 'STREAM_TRUNCATED', phase: 'headers' });
    },
  );

  it('hides the token that a server echoes, in errors and in error events', async () => {
    const token = String(request.accessToken);
    const echo = await collect(
      send(() => of(open, dataFrame(sse('error', { message: `bad ${token}`, code: token })))),
    );
    expect(echo).toEqual({
      values: [{ type: 'error', message: 'bad [redacted]', code: '[redacted]' }],
    });
    const { error } = await collect(
      send(() =>
        of(
          { ...open, status: 401, headers: { 'x-request-id': token } } as TransportFrame,
          dataFrame(JSON.stringify({ message: `bad ${token}`, code: token })),
        ),
      ),
    );
    expect(error).toBeInstanceOf(StreamingApiError);
    expect(error).toMatchObject({
      message: 'bad [redacted]',
      serverCode: '[redacted]',
      requestId: '[redacted]',
    });
  });

  it.each([
    [
      'a message of several lines',
      { message: 'My secret:\nline  two of it\n' },
      {},
      'refused: My secret:\nline  two of it',
    ],
    [
      'one of several cookies',
      {},
      { headers: { Cookie: 'a=1; sid=SECRET-99' } },
      'no session SECRET-99',
    ],
    [
      'a parameter of the base URL',
      {},
      { baseUrl: 'https://chat.example?key=SECRET-99' },
      'bad SECRET-99',
    ],
    [
      'a secret at the cut of a long text',
      {},
      { headers: { 'x-api-key': 'SECRET-1234567' } },
      `${'x'.repeat(1990)}SECRET-1234567`,
    ],
  ])('hides %s', async (_, more, config, said) => {
    const answers: readonly TransportFrame[][] = [
      [{ kind: 'open', status: 400 }, dataFrame(JSON.stringify({ message: said }))],
      [open, dataFrame(sse('error', { message: said }))],
    ];
    for (const answer of answers) {
      const call$ = sendStreamingChat(
        { ...request, ...more },
        { baseUrl: 'https://chat.example', transport: () => from(answer), ...config },
      );
      const notified = JSON.stringify(await collect(call$));
      expect(notified).toMatch(/\[redac/);
      expect(notified).not.toMatch(/secret/i);
    }
  });

  it('redacts a secret, but not the words around it', async () => {
    const headers = { Cookie: 'session_id=SECRET-99' };
    const { values } = await collect(
      send(() => of(open, dataFrame(sse('error', { message: 'Bearer session_id expired' }))), {
        headers,
      }),
    );
    expect(values).toEqual([{ type: 'error', message: 'Bearer session_id expired' }]);
  });

  it('redacts the report of a malformed event', async () => {
    const protocol = streamingChatProtocol({ events: { meta: t.record(t.string, t.number) } });
    const wire = sse('meta', { [String(request.accessToken)]: 'x' });
    const { error } = await collect(
      sendStreamingChat(request, {
        baseUrl: 'https://chat.example',
        protocol,
        transport: () => of(open, dataFrame(wire)),
      }),
    );
    expect(error).toMatchObject({
      code: 'BAD_EVENT',
      phase: 'headers',
      message: 'Malformed "meta" event: * must be number',
    });
  });

  it('does not redact the value of an ordinary header', async () => {
    const { values } = await collect(
      send(() => of(open, dataFrame(sse('error', { message: 'no web-client allowed' }))), {
        headers: { 'x-app': 'web-client' },
      }),
    );
    expect(values).toEqual([{ type: 'error', message: 'no web-client allowed' }]);
  });

  it('errors at an event that is too large, after the events that came before', async () => {
    const { values, error } = await collect(
      send(
        () => of(open, frames.a, dataFrame(sse('content', { text: 'x'.repeat(100) })), frames.d),
        {
          maxEventSize: 100,
        },
      ),
    );
    expect(values).toEqual([events['a']]);
    expect(error).toMatchObject({
      kind: 'format',
      code: 'EVENT_TOO_LARGE',
      phase: 'streaming',
      message: 'An event exceeds maxEventSize, 100 characters',
    });
  });

  describe('asks a decoder at the end of the body', () => {
    const endingIn = (
      end: ReturnType<ReturnType<ChatProtocol['decoder']>['end']>,
    ): ChatProtocol => ({
      ...streamingChatProtocol(),
      decoder: () => ({ ...streamingChatProtocol().decoder(), end: () => end }),
    });
    const call = (protocol: ChatProtocol, ...body: readonly TransportFrame[]) =>
      collect(send(() => of(open, ...body), { protocol }));

    it('for the events that the end completes', async () => {
      const protocol = endingIn(right([{ type: 'content', text: 'b' }, { type: 'done' }]));
      expect(await call(protocol, frames.a)).toEqual({
        values: [events['a'], events['b'], events['d']],
      });
    });

    it('and errors with its error', async () => {
      const fault = new StreamingFormatError('half a call', {
        code: 'BAD_EVENT',
        phase: 'request',
      });
      const { error } = await call(endingIn(left(fault)), frames.a);
      expect(error).toMatchObject({
        code: 'BAD_EVENT',
        message: 'half a call',
        phase: 'streaming',
      });
    });

    it('but not when the body has ended the answer', async () => {
      const protocol = endingIn(right([{ type: 'content', text: 'b' }]));
      const whole = { values: [events['a'], events['d']] };
      expect(await call(protocol, frames.a, frames.d)).toEqual(whole);
      expect(await call(protocol, frames.a, dataFrame('data: [DONE]'))).toEqual(whole);
    });
  });

  it('stops decoding a chunk once it is unsubscribed', async () => {
    let decoded = 0;
    const inner = streamingChatProtocol();
    const protocol: ChatProtocol = {
      ...inner,
      decoder: () => {
        const decoder = inner.decoder();
        return {
          ...decoder,
          decode: (message) => {
            decoded++;
            return decoder.decode(message);
          },
        };
      },
    };
    const chunk = dataFrame(sse('content', { text: 'a' }).repeat(1000));
    await collect(send(() => of(open, chunk), { protocol }).pipe(take(2)));
    expect(decoded).toBe(2);
  });

  it('reports a refusal as such, even if the time limit of silence ends first', () => {
    const clock = new VirtualTimeScheduler();
    let timers = 0;
    // Delays the third timer, which is that of the refused body, by 1 ms.
    const scheduler: SchedulerLike = {
      now: () => clock.now(),
      schedule: <T>(work: (this: SchedulerAction<T>, state?: T) => void, delay = 0, state?: T) =>
        clock.schedule(work, delay + (++timers === 3 ? 1 : 0), state),
    };
    const errors: unknown[] = [];
    send(() => concat(of<TransportFrame>({ kind: 'open', status: 503 }), NEVER), {
      readTimeout: 50,
      scheduler,
    }).subscribe({ error: (error) => errors.push(error) });
    clock.flush();
    expect(errors).toMatchObject([{ code: 'HTTP_STATUS', status: 503 }]);
  });

  it('waits for the body of a refusal no longer than readTimeout, even while bytes come', () => {
    marbles(({ cold, expectObservable }) => {
      const drip = cold<TransportFrame>('o 5s x 5s x 5s x', {
        o: { kind: 'open', status: 503 },
        x: dataFrame('x'),
      });
      const error = new StreamingApiError('xx', {
        code: 'HTTP_STATUS',
        phase: 'headers',
        status: 503,
      });
      expectObservable(send(() => drip, { readTimeout: 12_000 })).toBe('12s #', {}, error);
    });
  });

  it('takes a later head for that of the response, as when the transport sends again', () => {
    marbles(({ cold, expectObservable }) => {
      const values = {
        ...frames,
        r: { kind: 'open', status: 401 } as const,
        R: { kind: 'open', status: 503 } as const,
        j: dataFrame('{"error":"busy"}'),
      };
      const sendAgain = (diagram: string) =>
        send(() => cold<TransportFrame>(diagram, values), { readTimeout: 12 });
      expectObservable(sendAgain('ro---------a---------d|')).toBe(
        '-----------a---------(d|)',
        events,
      );
      expectObservable(sendAgain('rj-oad')).toBe('----a(d|)', events);
      const error = (status: number, message: string) =>
        new StreamingApiError(message, { code: 'HTTP_STATUS', phase: 'headers', status });
      expectObservable(sendAgain('or-R|')).toBe('----#', {}, error(503, 'HTTP 503'));
      expectObservable(sendAgain('rj-Rj|')).toBe('-----#', {}, error(503, 'busy'));
    });
  });

  describe('looks at the first characters of the body', () => {
    const unnamed: TransportFrame = { kind: 'open', status: 200 };
    const json = '\n{"error":{"message":"No such model","code":"MODEL"}}';
    const noModel = { code: 'ERROR_BODY', message: 'No such model', serverCode: 'MODEL' };

    it.each([
      ['a JSON error', json, noModel],
      ['a JSON error after a byte order mark', `\uFEFF${json}`, noModel],
      ['a JSON error in several lines', json.replaceAll(',', ',\n'), noModel],
      ['lines of JSON that begin with an error', `${json}\n{"text":"a"}\n`, noModel],
      ['lines of JSON', '{"text":"a"}\n{"text":"b"}\n', { code: 'BAD_EVENT' }],
      ['broken JSON', '[{"text":', { code: 'BAD_EVENT' }],
      ['a web page', '\n<!doctype html>', { code: 'UNEXPECTED_CONTENT_TYPE' }],
    ])('and recognises %s, with any content type and any cut', async (_, text, expected) => {
      const bytes = new TextEncoder().encode(text);
      for (const first of [open, unnamed]) {
        for (let at = 0; at <= bytes.length; at++) {
          const chunks = [bytes.subarray(0, at), bytes.subarray(at)];
          const cut = chunks.map((chunk): TransportFrame => ({ kind: 'data', chunk }));
          expect(await collect(send(() => from([first, ...cut])))).toMatchObject({
            values: [],
            error: { ...expected, phase: 'headers', retryable: false },
          });
        }
      }
    });

    it('and waits for them no longer than readTimeout', () => {
      marbles(({ cold, expectObservable }) => {
        const never = cold<TransportFrame>('o 5s j', { o: open, j: dataFrame('{"error":"busy"}') });
        const error = new StreamingApiError('busy', { code: 'ERROR_BODY', phase: 'headers' });
        expectObservable(send(() => never, { readTimeout: 12_000 })).toBe('17001ms #', {}, error);
      });
    });

    it('and not at later ones', async () => {
      const stream = of(open, dataFrame('\n: hi\n{"error":"no"}\n'), frames.a, frames.d);
      expect((await collect(send(() => stream))).values).toEqual([events.a, events.d]);
    });
  });

  it('reads nothing of a body whose Content-Length is too large', async () => {
    const announced = (size: number): TransportFrame => ({
      kind: 'open',
      status: 200,
      headers: { 'content-type': 'text/event-stream', 'content-length': String(size) },
    });
    const read = (size: number) =>
      collect(send(() => of(announced(size), frames.a, frames.d), { maxResponseSize: 1000 }));
    expect((await read(1000)).values).toEqual([events.a, events.d]);
    expect(await read(1001)).toMatchObject({
      values: [],
      error: { code: 'RESPONSE_TOO_LARGE', phase: 'headers' },
    });
  });

  it('reports that a success has no body', async () => {
    const { error } = await collect(send(() => of({ kind: 'open', status: 202 })));
    expect(error).toMatchObject({
      code: 'UNEXPECTED_CONTENT_TYPE',
      phase: 'headers',
      message: 'Expected a stream of streamingChat, got HTTP 202 without a body',
    });
  });

  it('turns frames that cannot be read into typed errors', async () => {
    const headers = {
      get: (): string => {
        throw new Error('sk-SECRET-1234567890');
      },
    };
    // What a transport in JavaScript can do.
    const frames = [null, { kind: 'open', status: 200, headers }] as unknown as TransportFrame[];
    for (const frame of frames) {
      expect((await collect(send(() => of(frame)))).error).toMatchObject({ code: 'BAD_EVENT' });
    }
  });

  it('emits an error event only when it is complete', async () => {
    for (const [text, code] of [
      ['event: error\ndata: {"message":"Busy"}', undefined],
      ['event: error\ndata: {"message":"Bu', 'STREAM_TRUNCATED'],
      ['event: error\ndata: Bu', 'STREAM_TRUNCATED'],
      ['event: error\n', 'STREAM_TRUNCATED'],
    ] as const) {
      const { error } = await collect(send(() => of(open, dataFrame(text))));
      expect(isStreamingError(error) ? error.code : undefined).toBe(code);
    }
  });

  it.each([undefined, null, 5, [104, 105], new Uint16Array(2)])(
    'refuses %j as a chunk',
    async (chunk) => {
      // What a transport in JavaScript can do.
      const frame = { kind: 'data', chunk } as unknown as TransportFrame;
      expect(await collect(send(() => of(open, frames.a, frame)))).toMatchObject({
        values: [events.a],
        error: { kind: 'format', code: 'BAD_EVENT', phase: 'streaming' },
      });
    },
  );

  it('refuses JSON that is nested deeper than 512 levels', async () => {
    const nested = (depth: number): TransportFrame =>
      dataFrame(
        `event: content\ndata: {"text":"a","x":${'['.repeat(depth)}${']'.repeat(depth)}}\n\n`,
      );
    const read = (depth: number) => collect(send(() => of(open, nested(depth), frames.d)));
    expect((await read(511)).values).toEqual([events.a, events.d]);
    for (const depth of [512, 200_000]) {
      expect((await read(depth)).error).toMatchObject({
        code: 'BAD_EVENT',
        message: 'Malformed "content" event: it is nested deeper than 512 levels',
      });
    }
  });

  it('keeps the cause of a failing transport, without secrets', async () => {
    const { error } = await collect(
      send(() => throwError(() => new Error(`Bearer ${String(request.accessToken)} refused`))),
    );
    expect(error).toMatchObject({ cause: { message: '[redacted] refused' } });
  });

  it('treats a transport that throws like one that errors', async () => {
    const { error } = await collect(
      send(() => {
        throw new Error('boom');
      }),
    );
    expect(error).toMatchObject({ kind: 'network', code: 'CONNECT_FAILED' });
  });

  it('limits text by its size in UTF-8, however it is cut', async () => {
    const text = sse('content', { text: '漢' }) + sse('done', {});
    const size = new TextEncoder().encode(text).length;
    for (const cut of [0, 10, 30]) {
      const whole: ChatTransport = () =>
        of(open, dataFrame(text.slice(0, cut)), dataFrame(text.slice(cut)));
      expect((await collect(send(whole, { maxResponseSize: size }))).error).toBeUndefined();
      const { values, error } = await collect(send(whole, { maxResponseSize: size - 1 }));
      expect(values).toEqual([{ type: 'content', text: '漢' }]);
      expect(error).toMatchObject({ code: 'RESPONSE_TOO_LARGE' });
    }
  });

  it('speaks another protocol over NDJSON, with a request of its own', async () => {
    const protocol: ChatProtocol<
      { type: 'word'; word: string } | { type: 'done' },
      { accessToken: string; message: string; modelId: string }
    > = {
      name: 'words',
      framing: 'ndjson',
      encode: ({ message }) => right({ path: '/words?all', headers: {}, body: message }),
      decoder: () => ({
        decode: ({ data }) =>
          right(
            data === '"."'
              ? [{ type: 'done' }]
              : [{ type: 'word', word: String(JSON.parse(data)) }],
          ),
        end: () => right([]),
      }),
    };
    const sent: TransportRequest[] = [];
    const words$ = sendStreamingChat(
      { accessToken: 'sk-1234567', message: 'Hello', modelId: 'm' },
      {
        baseUrl: 'https://chat.example/v1',
        protocol,
        transport: (each) => {
          sent.push(each);
          return of<TransportFrame[]>(
            { kind: 'open', status: 200, headers: { 'content-type': 'application/x-ndjson' } },
            dataFrame('"a"\n"b"\n"."\n'),
          );
        },
      },
    );
    expect((await collect(words$)).values).toEqual([
      { type: 'word', word: 'a' },
      { type: 'word', word: 'b' },
      { type: 'done' },
    ]);
    expect(sent).toMatchObject([{ url: 'https://chat.example/v1/words?all', body: 'Hello' }]);
  });

  it('decodes a last line of NDJSON without a line end only when it is complete', async () => {
    const protocol: ChatProtocol = {
      ...streamingChatProtocol(),
      framing: 'ndjson',
      decoder: () => ({
        decode: ({ data }) => {
          const { text, done }: { text: string; done?: boolean } = JSON.parse(data);
          return right([{ type: 'content', text }, ...(done ? [{ type: 'done' } as const] : [])]);
        },
        end: () => right([]),
      }),
    };
    const call = (wire: string) =>
      collect(
        sendStreamingChat(request, {
          baseUrl: 'https://chat.example',
          protocol,
          transport: () => of(dataFrame(wire)),
        }),
      );
    expect(await call('{"text":"a"}\n{"text":"b","done":true}')).toEqual({
      values: [events['a'], events['b'], events['d']],
    });
    const cut = await call('{"text":"a"}\n{"text":"b');
    expect(cut.values).toEqual([events['a']]);
    expect(cut.error).toMatchObject({ code: 'STREAM_TRUNCATED' });
  });

  it('rejects unknown fields and wrong types at compile time', () => {
    // @ts-expect-error -- a misspelt field
    sendStreamingChat({ ...request, temprature: 1 }, { baseUrl: '' });
    // @ts-expect-error -- the default protocol needs a provider
    sendStreamingChat({ accessToken: 'a', message: 'b', modelId: 'c' }, { baseUrl: '' });
    expect(send(ok)).toBeDefined();
  });
});
