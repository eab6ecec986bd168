import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, jest } from '@jest/globals';
import { concat, lastValueFrom, map, mergeMap, of, range, Subject, take, tap, toArray } from 'rxjs';
import { fetchTransport, sendStreamingChat, type TransportFrame } from '../../src/index.js';
import { collect } from '../helpers/collect.js';
import { growth } from '../helpers/growth.js';
import { usedHeap } from '../helpers/heap.js';
import { isExhaustive } from '../helpers/sampling.js';
import { request, sampleEvents, sampleStream } from '../helpers/samples.js';
import { startFaultServer } from './faultServer.js';
import type { Answer } from './row.js';
import { content, done, openWith, streaming } from './rows/wire.js';

const megabyte = 1024 * 1024;
const baseUrl = 'http://chat.example';
const open: TransportFrame = { kind: 'open', status: 200 };
const data = (chunk: string): TransportFrame => ({ kind: 'data', chunk });

it('C8 a signal that outlives a hundred requests keeps no listener of them', async () => {
  const answers: readonly Answer[] = [
    streaming(content('Hel') + content('lo') + done),
    (connection) => {
      openWith('Hel', 'lo')(connection);
      connection.fin();
    },
    // No terminal, but a third event, after which the client unsubscribes.
    openWith('Hel', 'lo', '!'),
    ({ respond }) => respond(503, {}, ''),
  ];
  const server = await startFaultServer((connection, number) =>
    answers[number % answers.length]?.(connection, number),
  );
  const { signal } = new AbortController();
  const answer$ = sendStreamingChat(request, { baseUrl: server.url, signal });
  try {
    const seen = await lastValueFrom(
      range(0, 100).pipe(
        mergeMap(() => collect(answer$.pipe(take(3))), 10),
        toArray(),
      ),
    );
    expect(seen.filter((end) => 'error' in end)).toHaveLength(50);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(await server.isLeft()).toBe(true);
  } finally {
    await server.stop();
  }
});

it('L3 a gigabyte compressed into a megabyte is read no further than the limit', async () => {
  const limit = 10 * megabyte;
  // Any number of such members in a row is a gzip stream too.
  const compressed = gzipSync(Buffer.alloc(megabyte, ':\n'));
  const server = await startFaultServer((connection) => {
    connection.open({ 'content-encoding': 'gzip' });
    connection.send(Buffer.concat(Array.from({ length: 1024 }, () => compressed)));
  });
  const before = process.memoryUsage.rss();
  let peak = before;
  let read = 0;
  const watch = tap((frame: TransportFrame) => {
    if (frame.kind === 'data') read += frame.chunk.length;
    peak = Math.max(peak, process.memoryUsage.rss());
  });
  try {
    const answer$ = sendStreamingChat(request, {
      baseUrl: server.url,
      maxResponseSize: limit,
      transport: (request) => fetchTransport()(request).pipe(watch),
    });
    expect(await collect(answer$)).toMatchObject({ error: { code: 'RESPONSE_TOO_LARGE' } });
    expect(await server.isLeft()).toBe(true);
    expect(read).toBeLessThan(limit + megabyte);
    expect(peak - before).toBeLessThan(64 * megabyte);
  } finally {
    await server.stop();
  }
});

describe('L4 an endless body takes time in proportion to its length:', () => {
  it.each([
    ['a line', `${content('Hello')}data: `, 'x'.repeat(64)],
    ['a comment', `${content('Hello')}:`, 'x'.repeat(64)],
    ['the name of an event', `${content('Hello')}event: `, 'x'.repeat(64)],
    ['data lines', content('Hello'), `data: ${'x'.repeat(64)}\n`],
    ['empty data lines', content('Hello'), 'data\n'.repeat(13)],
    ['comments', content('Hello'), ': ping\n\n'.repeat(8)],
    ['unknown fields', content('Hello'), 'odd: x\n'.repeat(8)],
    ['unknown events', content('Hello'), 'event: odd\ndata: x\n\n'.repeat(4)],
  ])('%s', (_, start, repeated) => {
    const run = (size: number): void => {
      const frames = range(0, size / repeated.length).pipe(map(() => data(repeated)));
      sendStreamingChat(request, {
        baseUrl,
        maxEventSize: Infinity,
        maxResponseSize: Infinity,
        onMissingDone: 'complete',
        transport: () => concat(of(open, data(start)), frames),
      }).subscribe();
    };
    expect(growth(run, megabyte / 4)).toBeLessThan(8);
  });
});

it('L5 an hour of one event a second needs one timer, and memory does not grow', () => {
  jest.useFakeTimers();
  try {
    const frames = new Subject<TransportFrame>();
    const seen: unknown[] = [];
    let events = 0;
    sendStreamingChat(request, { baseUrl, transport: () => frames }).subscribe({
      next: () => events++,
      error: ({ code }) => seen.push(code),
    });
    frames.next(open);
    const timers = new Set<number>();
    let before = 0;
    for (let second = 1; second <= 3600; second++) {
      jest.advanceTimersByTime(1000);
      frames.next(data(content('Hello')));
      timers.add(jest.getTimerCount());
      if (second === 600) before = usedHeap();
    }
    expect(usedHeap() - before).toBeLessThan(megabyte);
    expect([...timers]).toEqual([1]);
    expect(events).toBe(3600);

    jest.advanceTimersByTime(59_999);
    expect(seen).toEqual([]);
    jest.advanceTimersByTime(1000);
    expect(seen).toEqual(['READ_IDLE']);
    expect(jest.getTimerCount()).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});

it('L6 thousands of answers in a row leave no socket, listener or memory', async () => {
  const streams = isExhaustive ? 10_000 : 2000;
  // Unlike the fault server, it keeps no list of its requests.
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(sampleStream);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  const { signal } = new AbortController();
  const answer$ = sendStreamingChat(request, { baseUrl: `http://127.0.0.1:${port}`, signal });
  const left = () => ({
    sockets: process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length,
    listeners: getEventListeners(signal, 'abort').length,
  });
  try {
    // Until the code is compiled and every cache is filled.
    for (let i = 0; i < 500; i++) await collect(answer$);
    const before = left();
    const heap = usedHeap();
    for (let i = 0; i < streams; i++) {
      expect(isDeepStrictEqual(await collect(answer$), { values: sampleEvents })).toBe(true);
    }
    expect(left()).toEqual(before);
    expect(usedHeap() - heap).toBeLessThan(2 * megabyte);
  } finally {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }
});
