import { createServer } from 'node:net';

const maxRequestSize = 1024 * 1024;

/**
 * Starts a raw TCP server on a free loopback port; `answer` plays its part for each POST whose body has arrived.
 *
 * Raw, because node:http would refuse to break the protocol in the ways that networks do.
 */
export async function startFaultServer(answer) {
  const sockets = new Set();
  const posts = [];
  let firstClosed;
  const closed = new Promise((resolve) => {
    firstClosed = resolve;
  });

  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    const closing = () => {
      sockets.delete(socket);
      firstClosed(performance.now());
    };
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', closing);
    socket.on('end', closing);
    socket.on('close', closing);
    socket.on('data', (piece) => {
      received = Buffer.concat([received, piece]);
      if (received.length > maxRequestSize) socket.destroy();
      // A connection that is kept alive carries the next attempt too.
      for (let size = requestSize(received); size > 0; size = requestSize(received)) {
        posts.push({ at: performance.now(), text: received.toString('utf8', 0, size) });
        received = received.subarray(size);
        answer(connection(socket));
      }
    });
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Each POST, headers and body, and when it had arrived whole. */
    posts,
    /** Resolves with the time when the client closed the first connection. */
    closed,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The bytes of the first whole request in `received`, 0 if there is none yet. */
function requestSize(received) {
  const headSize = received.indexOf('\r\n\r\n') + 4;
  if (headSize < 4) return 0;
  const head = received.toString('latin1', 0, headSize);
  const bodySize = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  return received.length < headSize + bodySize ? 0 : headSize + bodySize;
}

const headOf = (status, headers) =>
  [
    `HTTP/1.1 ${status} -`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n');

const connection = (socket) => ({
  /** A whole answer at once. */
  respond: (status, contentType, body, headers = {}) => {
    const length = Buffer.byteLength(body);
    socket.write(
      headOf(status, { 'content-type': contentType, 'content-length': length, ...headers }) + body,
    );
  },
  /** The head of an event stream. */
  open: (headers = {}) => {
    socket.write(
      headOf(200, {
        'content-type': 'text/event-stream',
        'transfer-encoding': 'chunked',
        ...headers,
      }),
    );
  },
  /** A piece of the body, text or bytes. */
  send: (piece) => {
    socket.write(`${Buffer.byteLength(piece).toString(16)}\r\n`);
    socket.write(piece);
    socket.write('\r\n');
  },
  /** The end of the body, as a server means it. */
  end: () => {
    socket.write('0\r\n\r\n');
  },
  /** FIN. */
  close: () => {
    socket.end();
  },
  /** RST. */
  reset: () => {
    socket.resetAndDestroy();
  },
});
