import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TransportRequest } from '../../transport/transport.js';
import { assertOptions, oneOf, optional } from '../../validation.js';
import { type FakeTransport, scriptedTransport } from '../plays/fakeTransport.js';
import { isPlay, type Play } from '../plays/play.js';
import { nextPlay, type Script } from '../plays/script.js';
import { defaultWire } from '../plays/wire.js';
import { openToAll, respond } from './respond.js';

/** Options of {@link startFakeServer}. */
export interface FakeServerOptions {
  /** In which format events are written. @defaultValue `'streamingChat'` */
  readonly protocol?: 'streamingChat';
}

/** A server on this machine that plays a script. */
export interface FakeServer extends Pick<FakeTransport, 'requests' | 'calls'> {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Sets what it does with the next request, before what the script says. Several are a queue. */
  readonly next: (play: Play) => void;
  /** Ends it, and every connection. */
  readonly close: () => Promise<void>;
}

const methods: readonly TransportRequest['method'][] = ['POST', 'GET', 'DELETE'];

const readRequest = async (
  incoming: IncomingMessage,
  baseUrl: string,
): Promise<TransportRequest | undefined> => {
  const method = methods.find((each) => each === incoming.method);
  if (method === undefined) return undefined;
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  const body = await text(incoming);
  return {
    url: baseUrl + (incoming.url ?? ''),
    method,
    headers: Object.fromEntries(headers),
    ...(body === '' ? {} : { body }),
  };
};

/**
 * Starts a server on a free port of this machine that plays a script on real sockets: for tests of
 * a page or of a whole program. A script is that of `fakeTransport`. It may also be a transport, so
 * `faulty(fakeTransport(…), …)` and `replay(cassette)` are scripts too. Where it says that the
 * connection is lost, it is.
 *
 * Pages of any origin may use it. A mistake in the script is a response with the status 500, or an
 * `error` event, that says so.
 *
 * @param script what the server does. @defaultValue every answer is empty and complete
 * @returns the address, the requests so far, and `close`, which is to be called after the tests
 * @throws TypeError for a script that cannot be played
 *
 * @example
 * ```ts
 * import { lastValueFrom } from 'rxjs';
 * import { accumulateContent } from 'rxjs-chat-stream/operators';
 * import { contentEvent, doneEvent, sendStreamingChat } from 'rxjs-chat-stream';
 * import { startFakeServer } from 'rxjs-chat-stream/testing/node';
 *
 * const server = await startFakeServer(() => [contentEvent('Hi'), doneEvent()]);
 * const request = { accessToken: 't', message: 'Hello', modelId: 'm', providerSlug: 'p' };
 * const answer = sendStreamingChat(request, { baseUrl: server.url });
 * await lastValueFrom(answer.pipe(accumulateContent())); // => 'Hi'
 * server.requests[0]?.headers['authorization']; // => 'Bearer t'
 * await server.close();
 * ```
 */
export async function startFakeServer(
  script?: Script,
  { protocol }: FakeServerOptions = {},
): Promise<FakeServer> {
  assertOptions('startFakeServer', { protocol }, { protocol: optional(oneOf('streamingChat')) });
  const scripted = nextPlay('startFakeServer', script);
  const queue: Play[] = [];
  let attempts = 0;
  const transport = scriptedTransport(
    'startFakeServer',
    (request) => queue.shift() ?? scripted(request, ++attempts),
    defaultWire,
  );

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming, url);
    if (request) respond(response, transport(request));
    else response.writeHead(incoming.method === 'OPTIONS' ? 204 : 405, openToAll).end();
  };
  const server = createServer((incoming, response) => {
    // A client that leaves before it has sent its request is none.
    handle(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  let closed: Promise<unknown> | undefined;

  return {
    url,
    requests: transport.requests,
    calls: transport.calls,
    next: (play) => {
      if (!isPlay(play)) {
        throw new TypeError('startFakeServer: a play must be an Observable, a promise or a list');
      }
      queue.push(play);
    },
    close: async () => {
      closed ??= once(server.close(), 'close');
      server.closeAllConnections();
      await closed;
    },
  };
}
