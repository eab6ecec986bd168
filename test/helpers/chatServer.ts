import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Resolves when the client's side of the connection has closed. */
  readonly closed: Promise<void>;
}

/** A loopback server of one test. */
export interface ChatServer {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Resolves with request number `index` once it is there. */
  readonly request: (index: number) => Promise<SeenRequest>;
  /** Ends it, and every connection. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a real HTTP server on a free port; `answer` plays its part for each request, whose body
 * has been read.
 */
export async function startChatServer(
  answer: (response: ServerResponse, request: SeenRequest) => void,
): Promise<ChatServer> {
  const requests: SeenRequest[] = [];
  const waiting: (() => void)[] = [];

  const server = createServer((incoming, response) => {
    const closed = new Promise<void>((resolve) => {
      incoming.socket.once('close', () => resolve());
    });
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => {
      const request: SeenRequest = {
        method: incoming.method ?? '',
        url: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(pieces).toString(),
        closed,
      };
      requests.push(request);
      for (const look of waiting.splice(0)) look();
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    request: (index) =>
      new Promise((resolve) => {
        const look = (): void => {
          const request = requests[index];
          if (request === undefined) waiting.push(look);
          else resolve(request);
        };
        look();
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Sends the head of an event stream. */
export const openStream = (response: ServerResponse): ServerResponse => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  return response;
};
