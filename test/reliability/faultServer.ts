import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Connection, HeaderFields, Post } from './row.js';

/** A server that can break the protocol in every way that networks do. */
export interface FaultServer {
  readonly url: string;
  /** The POSTs whose bodies have arrived, oldest first: what a provider would bill. */
  readonly posts: readonly Post[];
  /**
   * Whether the client closes every connection whose answer the server has not ended; waits for it.
   */
  readonly isLeft: () => Promise<boolean>;
  /** Ends it, and every connection. */
  readonly stop: () => Promise<void>;
}

// In ms. A browser may read on for seconds before it closes; a connection that is forgotten stays
// open for good.
const HANG = 60_000;

/** What a page of another origin may see and send. */
export const openToAll: HeaderFields = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*, authorization',
  'access-control-expose-headers': '*',
};

/**
 * Starts a raw TCP server on a free loopback port; `answer` plays its part for each POST. `listen`
 * may make it a server of another kind of socket, such as TLS.
 *
 * Raw, because node:http would refuse to break the protocol.
 */
export async function startFaultServer(
  answer: Answer,
  listen: (onSocket: (socket: Socket) => void) => Server = createServer,
): Promise<FaultServer> {
  const posts: Post[] = [];
  // Connections, and whether their answer has not ended.
  const open = new Map<Socket, boolean>();

  const server = listen((socket) => {
    let received = Buffer.alloc(0);
    open.set(socket, false);
    socket.setNoDelay(true);
    // A reset by the client counts as a close.
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      // A connection that is kept alive carries the next request too.
      for (let request = readRequest(received); request; request = readRequest(received)) {
        received = received.subarray(request.size);
        if (request.method === 'OPTIONS') {
          socket.end(headOf(204, { ...openToAll, connection: 'close' }));
          continue;
        }
        posts.push(request);
        open.set(socket, true);
        const end = (): void => void open.set(socket, false);
        void answer(connectionOf(socket, request, end), posts.length - 1);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  const isBusy = (): boolean => [...open.values()].includes(true);

  return {
    url: `http://127.0.0.1:${port}`,
    posts,
    isLeft: async () => {
      for (const start = performance.now(); isBusy() && performance.now() - start < HANG;) {
        await sleep(2);
      }
      return !isBusy();
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open.keys()) socket.destroy();
      await closed;
    },
  };
}

interface Request extends Post {
  readonly method: string;
  /** Its bytes, head and body. */
  readonly size: number;
}

/** The first whole request in `received`, if there is one yet. */
const readRequest = (received: Buffer): Request | undefined => {
  const headSize = received.indexOf('\r\n\r\n') + 4;
  if (headSize < 4) return undefined;
  const [first = '', ...fields] = received.toString('latin1', 0, headSize - 4).split('\r\n');
  const headers = Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }),
  );
  const size = headSize + Number(headers['content-length'] ?? 0);
  if (received.length < size) return undefined;
  const [method = ''] = first.split(' ');
  return { method, headers, body: received.toString('utf8', headSize, size), size };
};

const headOf = (status: number, headers: HeaderFields): string =>
  [
    `HTTP/1.1 ${status} -`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n');

const connectionOf = (socket: Socket, request: Post, end: () => void): Connection => {
  // What is written in one turn arrives as one, so that a time limit of the client cannot fall in
  // between.
  const write = (bytes: string | Uint8Array): void => {
    socket.cork();
    socket.write(bytes);
    process.nextTick(() => socket.uncork());
  };
  const head = (status: number, headers: HeaderFields): void =>
    write(headOf(status, { ...openToAll, ...headers }));

  return {
    request,
    write,
    head,
    respond: (status, headers, body) => {
      head(status, { 'content-length': Buffer.byteLength(body), ...headers });
      write(body);
      end();
    },
    open: (headers = {}) =>
      head(200, {
        'content-type': 'text/event-stream',
        'transfer-encoding': 'chunked',
        ...headers,
      }),
    send: (body) => {
      write(`${Buffer.byteLength(body).toString(16)}\r\n`);
      write(body);
      write('\r\n');
    },
    end: () => {
      write('0\r\n\r\n');
      end();
    },
    fin: () => void socket.end(),
    rst: () => void socket.resetAndDestroy(),
    // Nobody waits for an answer that outlasts its test.
    wait: (ms) => sleep(ms, undefined, { ref: false }),
  };
};
