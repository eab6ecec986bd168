import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { concat, NEVER, of, throwError } from 'rxjs';
import { retryOnNetwork } from '../../../../operators/index.js';
import {
  contentEvent,
  doneEvent,
  fetchTransport,
  retryingEvent,
  sendStreamingChat,
  type StreamEvent,
} from '../../../../src/index.js';
import { fakeTransport, faulty, refusal, replay } from '../../../../src/testing/index.js';
import { type FakeServer, startFakeServer } from '../../../../src/testing/node/index.js';
import { collect } from '../../../helpers/collect.js';
import { request } from '../../../helpers/samples.js';

let server: FakeServer;

beforeEach(async () => {
  server = await startFakeServer(() => [contentEvent('Hi'), doneEvent()]);
});
afterEach(() => server.close());

const answer = (from: FakeServer = server) => sendStreamingChat(request, { baseUrl: from.url });

describe('startFakeServer', () => {
  it('plays its script to each request, and keeps the requests', async () => {
    expect(await collect(answer())).toEqual({ values: [contentEvent('Hi'), doneEvent()] });
    expect(await collect(answer())).toEqual({ values: [contentEvent('Hi'), doneEvent()] });
    expect(server.requests).toHaveLength(2);
    expect(server.requests[0]).toMatchObject({
      url: `${server.url}/api/chat/stream`,
      method: 'POST',
      headers: { authorization: `Bearer ${request.accessToken}` },
      json: { message: request.message },
    });
  });

  it('plays what is queued first, and counts only the plays of its script', async () => {
    const listed = await startFakeServer([[doneEvent({ model: 'listed' })]]);
    listed.next([doneEvent({ model: 'first' })]);
    listed.next([doneEvent({ model: 'second' })]);
    const models: unknown[] = [];
    for (let count = 1; count <= 3; count++) {
      const { values } = await collect(answer(listed));
      models.push(values.map((event) => event.type === 'done' && event.model));
    }
    expect(models).toEqual([['first'], ['second'], ['listed']]);
    await listed.close();
  });

  it('refuses, loses connections and plays recordings like fakeTransport', async () => {
    server.next(refusal(503, { error: 'Busy' }, { 'retry-after': '0' }));
    expect(await collect(answer().pipe(retryOnNetwork()))).toEqual({
      values: [contentEvent('Hi'), doneEvent()],
    });
    server.next(
      concat(
        of(contentEvent('Hel')),
        throwError(() => new Error('lost')),
      ),
    );
    expect(await collect(answer())).toMatchObject({
      values: [contentEvent('Hel')],
      error: { code: 'CONNECTION_LOST' },
    });
    const broken = await startFakeServer(
      faulty(fakeTransport([[contentEvent('Hi'), doneEvent()]]), { cutAfter: 38 }),
    );
    expect(await collect(answer(broken))).toMatchObject({ error: { code: 'STREAM_TRUNCATED' } });
    await broken.close();
    const tape = '{"version":1,"status":200,"headers":{"content-type":"text/event-stream"}}\n';
    const recorded = await startFakeServer(
      replay(`${tape}{"t":1,"data":"event: done\\n\\n"}\n{"t":2,"end":"complete"}\n`),
    );
    expect(await collect(answer(recorded))).toEqual({ values: [doneEvent()] });
    await recorded.close();
  });

  it('plays messages as Server-Sent Events', async () => {
    server.next(of({ kind: 'message', message: { event: 'done', data: '{}' } } as const));
    const { values } = await collect(
      fetchTransport()({ url: server.url, method: 'GET', headers: {} }),
    );
    expect(values).toMatchObject([{ status: 200 }, { kind: 'data' }]);
  });

  it('sees that a client has left', async () => {
    server.next(concat(of(contentEvent('Hi')), NEVER));
    const left = new Promise((resolve) => {
      const subscription = answer().subscribe((event) => {
        subscription.unsubscribe();
        resolve(event);
      });
    });
    await left;
    while (server.calls[0]?.end === undefined)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(server.calls[0].end).toBe('unsubscribe');
  });

  it('lets pages of any origin in, and refuses other methods', async () => {
    const preflight = await fetch(server.url, { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
      204,
      '*',
    ]);
    const got = await fetch(`${server.url}/any`, { method: 'DELETE' });
    expect(await got.text()).toContain('Hi');
    expect((await fetch(server.url, { method: 'PUT' })).status).toBe(405);
    expect(server.requests.map(({ method }) => method)).toEqual(['DELETE']);
  });

  it('tells the mistake of a script as a refusal, or as an error event', async () => {
    const impossible: StreamEvent = retryingEvent({
      attempt: 2,
      delayMs: 1,
      error: { message: '', kind: 'api' },
    });
    server.next([impossible]);
    expect(await collect(answer())).toMatchObject({
      error: { status: 500, message: expect.stringContaining('startFakeServer: a server cannot') },
    });
    server.next([contentEvent('Hi'), impossible]);
    const { values } = await collect(answer());
    expect(values.at(-1)).toMatchObject({ type: 'error', code: 'FAKE_SERVER' });
  });

  it('closes with open answers, leaves nothing open, and may be closed again', async () => {
    server.next(NEVER);
    const pending = collect(answer());
    while (server.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const start = performance.now();
    await server.close();
    await server.close();
    // For what hangs.
    expect(performance.now() - start).toBeLessThan(5000);
    expect((await pending).error).toMatchObject({ kind: 'network' });
    expect((await collect(answer())).error).toMatchObject({ code: 'CONNECT_FAILED' });
  });

  it('checks its parameters', async () => {
    await expect(startFakeServer(5 as never)).rejects.toThrow('startFakeServer: a script must be');
    await expect(startFakeServer([], { protocol: 'mine' as never })).rejects.toThrow(
      'startFakeServer: protocol must be "streamingChat", got "mine"',
    );
    expect(() => server.next(5 as never)).toThrow('startFakeServer: a play must be');
  });
});
