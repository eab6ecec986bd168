import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Observable } from 'rxjs';
import {
  fetchTransport,
  type FetchTransportOptions,
  sendStreamingChat,
  type StreamEvent,
  type StreamingChatConfig,
} from '../../../src/index.js';
import { retryOnNetwork } from '../../../operators/index.js';
import { collect } from '../../helpers/collect.js';
import { request, sampleEvents, sampleStream } from '../../helpers/samples.js';

type Fetch = NonNullable<FetchTransportOptions['fetch']>;
type Init = Parameters<Fetch>[1];

const stream = (body: string, status = 200): Response =>
  new Response(body, { status, headers: { 'content-type': 'text/event-stream' } });
const answer = (): Response => stream(sampleStream);

const send = (
  fetch: Fetch,
  options: FetchTransportOptions = {},
  config: Partial<StreamingChatConfig> = {},
): Observable<StreamEvent> =>
  sendStreamingChat(request, {
    baseUrl: 'https://chat.example',
    transport: fetchTransport({ ...options, fetch }),
    ...config,
  });

/** A `fetch` that notes what it is given, and whether its signal was aborted. */
const spying = (respond: (init: Init) => Response | Promise<Response>) => {
  const inits: NonNullable<Init>[] = [];
  const fetch: Fetch = async (_, init) => {
    inits.push(init ?? {});
    return respond(init);
  };
  const aborted = (): readonly boolean[] => inits.map(({ signal }) => signal?.aborted === true);
  return { fetch, inits, aborted };
};

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('fetchTransport on a runtime that knows no redirect: "error", like workerd', () => {
  const redirectRefused = new TypeError(
    'Invalid redirect value, must be one of "follow" or "manual" (use "manual" instead)',
  );
  const cacheRefused = new Error("The 'cache' field on 'Init' is not implemented.");

  /** Throws as workerd does, before anything is sent; `sent` has what would be. */
  const workerd = (knowsCache: boolean, respond = answer) => {
    const sent: NonNullable<Init>[] = [];
    let calls = 0;
    const check = (init: Init = {}): void => {
      if (init.redirect === 'error') throw redirectRefused;
      if (!knowsCache && init.cache !== undefined) throw cacheRefused;
    };
    const fetch: Fetch = async (_, init = {}) => {
      calls++;
      check(init);
      if (init.signal?.aborted) throw init.signal.reason;
      sent.push(init);
      return respond();
    };
    return { fetch, sent, check, calls: () => calls };
  };

  describe.each([
    ['and cache', true],
    ['nor cache', false],
  ])('%s', (_, knowsCache) => {
    const original = globalThis.Request;
    afterEach(() => {
      globalThis.Request = original;
    });
    const expected = [['manual', knowsCache ? 'no-store' : undefined]];
    const fieldsOf = ({ redirect, cache }: NonNullable<Init>) => [redirect, cache];

    it('asks Request what it knows, and sends once', async () => {
      const runtime = workerd(knowsCache);
      globalThis.Request = class extends original {
        constructor(input: RequestInfo | URL, init?: RequestInit) {
          runtime.check(init);
          super(input, init);
        }
      };
      expect(await collect(send(runtime.fetch))).toEqual({ values: sampleEvents });
      expect(runtime.sent.map(fieldsOf)).toEqual(expected);
      expect(runtime.calls()).toBe(1);
    });

    it('learns it from the first refusal, sends once, and remembers it', async () => {
      const runtime = workerd(knowsCache);
      expect(await collect(send(runtime.fetch))).toEqual({ values: sampleEvents });
      expect(runtime.sent.map(fieldsOf)).toEqual(expected);
      const calls = runtime.calls();
      expect(await collect(send(runtime.fetch))).toEqual({ values: sampleEvents });
      expect(runtime.sent.map(fieldsOf)).toEqual([...expected, ...expected]);
      expect(runtime.calls()).toBe(calls + 1);
    });

    it('needs no Request', async () => {
      // @ts-expect-error -- as on a platform without it
      globalThis.Request = undefined;
      const { fetch, sent } = workerd(knowsCache);
      expect(await collect(send(fetch))).toEqual({ values: sampleEvents });
      expect(sent.map(fieldsOf)).toEqual(expected);
    });
  });

  it('takes a redirect for a refusal, and does not follow it', async () => {
    const headers = { location: 'https://elsewhere.example' };
    const { fetch, sent } = workerd(true, () => new Response('', { status: 307, headers }));
    const { values, error } = await collect(send(fetch).pipe(retryOnNetwork({ delay: 1 })));
    expect([values, sent.length]).toEqual([[], 1]);
    expect(error).toMatchObject({ code: 'HTTP_STATUS', status: 307, retryable: false });
  });

  it('follows redirects where the app asks for it', async () => {
    const { fetch, sent } = workerd(true);
    await collect(send(fetch));
    await collect(send(fetch, { redirect: 'follow' }));
    expect(sent.map(({ redirect }) => redirect)).toEqual(['manual', 'follow']);
  });

  it.each([
    ['Failed to fetch', undefined],
    ['fetch failed', new Error('unexpected redirect')],
    ["Fetch failed: Encountered redirect while redirect mode is set to 'error'", undefined],
    ['UnexpectedRedirect fetching "https://chat.example/api"', undefined],
    ['cache miss', undefined],
  ])('sends nothing again after another failure: %s', async (message, cause) => {
    const { fetch, inits } = spying(() => Promise.reject(new TypeError(message, { cause })));
    expect((await collect(send(fetch))).error).toMatchObject({ code: 'CONNECT_FAILED' });
    expect(inits.map(({ redirect }) => redirect)).toEqual(['error']);
  });

  it('sends nothing again after words of a server that sound like a refusal', async () => {
    const failure = new Error('uri requested responds with an invalid redirect URL: unsupported');
    let sent = 0;
    const fetch: Fetch = async (_, init) => {
      if (init?.signal?.aborted) throw init.signal.reason;
      sent++;
      throw failure;
    };
    expect((await collect(send(fetch))).error).toMatchObject({ code: 'CONNECT_FAILED' });
    expect(sent).toBe(1);
  });

  it('sends nothing again after an unsubscribe', async () => {
    const sent: unknown[] = [];
    let refuse = (): void => {};
    const fetch: Fetch = async (_, init) => {
      sent.push(init);
      return new Promise((_, reject) => {
        refuse = () => reject(redirectRefused);
      });
    };
    send(fetch).subscribe().unsubscribe();
    refuse();
    await tick();
    expect(sent).toHaveLength(1);
  });
});

describe('fetchTransport aborts', () => {
  it('neither a request that has failed by itself', async () => {
    const { fetch, aborted } = spying(() => Promise.reject(new TypeError('fetch failed')));
    await collect(send(fetch));
    expect(aborted()).toEqual([false]);
  });

  it('nor a body that has failed by itself', async () => {
    let cancelled = false;
    const body = new ReadableStream({
      pull: (controller) => controller.error(new TypeError('terminated')),
      cancel: () => {
        cancelled = true;
      },
    });
    const { fetch, aborted } = spying(() => new Response(body));
    expect((await collect(send(fetch))).error).toMatchObject({ code: 'CONNECTION_LOST' });
    expect([aborted(), cancelled]).toEqual([[false], false]);
  });

  it('nor a body that has ended', async () => {
    const { fetch, aborted } = spying(() => stream(': hi\n\n'));
    expect((await collect(send(fetch))).error).toMatchObject({ code: 'STREAM_TRUNCATED' });
    expect(aborted()).toEqual([false]);
  });

  it('but a body that goes on after the answer', async () => {
    const { fetch, aborted } = spying(answer);
    await collect(send(fetch));
    expect(aborted()).toEqual([true]);
  });

  it('and a response that is of no use', async () => {
    const { fetch, aborted } = spying(() => new Response(null));
    expect((await collect(send(fetch))).error).toMatchObject({ code: 'UNEXPECTED_CONTENT_TYPE' });
    expect(aborted()).toEqual([true]);
  });

  it('without an exception where cancelling the body throws one', async () => {
    const reader = {
      read: () => new Promise(() => {}),
      cancel: () => {
        throw new Error('not implemented');
      },
    };
    const body = { getReader: () => reader };
    // What an implementation of `fetch` in JavaScript can do.
    const fetch = (async () => ({ status: 200, headers: {}, body })) as unknown as Fetch;
    const subscription = send(fetch).subscribe();
    await tick();
    expect(() => subscription.unsubscribe()).not.toThrow();
    await tick();
  });
});

describe('fetchTransport without DOMException', () => {
  const original = globalThis.DOMException;
  beforeEach(() => {
    // @ts-expect-error -- as on a platform without it
    globalThis.DOMException = undefined;
  });
  afterEach(() => {
    globalThis.DOMException = original;
  });

  it('aborts all the same', async () => {
    // Another instance of the module: this one may have made its reason already.
    const { fetchTransport: fresh } = await import(`../../../src/transport/fetch.js?${Date.now()}`);
    let reason: unknown;
    const transport = fresh({
      fetch: (_: string, { signal }: RequestInit) => {
        signal?.addEventListener('abort', () => (reason = signal.reason));
        return new Promise(() => {});
      },
    });
    transport({ url: 'https://chat.example', method: 'POST', headers: {}, body: '' })
      .subscribe()
      .unsubscribe();
    expect(reason).toMatchObject({ name: 'AbortError', message: 'The request was abandoned' });
  });
});

describe('fetchTransport without TextDecoder', () => {
  const original = globalThis.TextDecoder;
  beforeEach(() => {
    // @ts-expect-error -- as in jsdom
    globalThis.TextDecoder = undefined;
  });
  afterEach(() => {
    globalThis.TextDecoder = original;
  });
  const content = (text: string): string => `event: content\ndata: {"text":"${text}"}\n\n`;
  const respond =
    (body: string, status = 200): Fetch =>
    async () =>
      stream(body, status);

  it('reads ASCII', async () => {
    const { values } = await collect(send(respond(`${content('Hi')}event: done\n\n`)));
    expect(values).toEqual([{ type: 'content', text: 'Hi' }, { type: 'done' }]);
  });

  it('says what is missing for anything else', async () => {
    expect((await collect(send(respond(content('é'))))).error).toMatchObject({
      kind: 'format',
      code: 'UNEXPECTED_CONTENT_TYPE',
      message: expect.stringContaining('TextDecoder'),
      retryable: false,
    });
  });

  it('reports a refusal as such, whatever its words', async () => {
    expect((await collect(send(respond('{"error":"é"}', 401)))).error).toMatchObject({
      code: 'HTTP_STATUS',
      status: 401,
    });
  });
});

describe('fetchTransport and ports to which fetch sends nothing', () => {
  it.each(['http://127.0.0.1:6000', 'https://chat.example:25/api?a=b', 'http://[::1]:6667/'])(
    'refuses %s before anything is sent',
    async (baseUrl) => {
      const { fetch, inits } = spying(answer);
      const { error } = await collect(
        send(fetch, {}, { baseUrl }).pipe(retryOnNetwork({ delay: 1 })),
      );
      expect(error).toMatchObject({
        code: 'INVALID_REQUEST',
        phase: 'request',
        retryable: false,
        message: expect.stringMatching(/port (6000|25|6667)$/),
      });
      expect(inits).toEqual([]);
    },
  );

  it.each(['http://[::1]', 'http://127.0.0.1:8080/6000', 'https://chat.example/a:25'])(
    'sends to %s',
    async (baseUrl) => {
      expect(await collect(send(async () => answer(), {}, { baseUrl }))).toEqual({
        values: sampleEvents,
      });
    },
  );
});

describe('a network error', () => {
  it.each([
    ['ECONNREFUSED', 'Could not connect to chat.example:8080 (ECONNREFUSED)'],
    ['ConnectionRefused', 'Could not connect to chat.example:8080 (ConnectionRefused)'],
    ['ECONNRESET', 'The connection was lost before the answer (ECONNRESET)'],
    ['with spaces', 'The request to chat.example:8080 failed before the answer'],
  ])('has the reason of the platform and the host: %s', async (code, message) => {
    const cause = Object.assign(new Error('secret words'), { code });
    const fetch: Fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    const { error } = await collect(
      send(fetch, {}, { baseUrl: 'https://chat.example:8080/a?k=v' }),
    );
    expect(error).toMatchObject({ kind: 'network', message, host: 'chat.example:8080' });
    expect(JSON.stringify(error)).toContain('"host":"chat.example:8080"');
  });

  it('has no reason that is a secret', async () => {
    const failure = Object.assign(new Error(), { code: String(request.accessToken) });
    const { error } = await collect(send(() => Promise.reject(failure)));
    expect(error).toMatchObject({
      message: 'The request to chat.example failed before the answer',
    });
  });

  it('is none where the platform refuses the headers', async () => {
    const cause = Object.assign(new Error('expect header not supported'), {
      code: 'UND_ERR_NOT_SUPPORTED',
    });
    const fetch: Fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    expect((await collect(send(fetch))).error).toMatchObject({
      code: 'INVALID_REQUEST',
      phase: 'request',
      retryable: false,
    });
  });
});
