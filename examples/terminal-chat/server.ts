import { isLeft } from 'fp-ts/lib/Either.js';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { interval } from 'rxjs';
import { answerTo, type Question } from './answer.js';
import {
  checkBody,
  checkHead,
  pathOf,
  type Refusal,
  tooMany,
  unauthorized,
} from './checkRequest.js';
import { encodeAnswer } from './encodeAnswer.js';
import type { ServerProtocol } from './encoders/encoder.js';
import { serverProtocols } from './encoders/index.js';
import type { Fault } from './options.js';
import type { ProtocolName } from './protocols.js';

/** Options of the embedded server. */
export interface DemoServerOptions {
  readonly protocol: ProtocolName;
  /** The only token that it accepts. */
  readonly token: string;
  /** A factor: 10 answers ten times as fast as normal. */
  readonly speed: number;
  /** How it fails, if at all. */
  readonly fault: Fault | undefined;
  /** Whether it calls a tool before it answers. */
  readonly tools: boolean;
  /** Called with one line per occurrence. */
  readonly log: (line: string) => void;
}

/** A running server. */
export interface DemoServer {
  readonly url: string;
  /** Stops accepting requests; resolves once every connection has closed and is logged. */
  readonly close: () => Promise<void>;
}

// In ms, whatever the speed: heartbeats keep a slow answer alive.
const HEARTBEAT = 1000;

/** Starts a chat server on a free loopback port. */
export async function startDemoServer(options: DemoServerOptions): Promise<DemoServer> {
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    handle(request, response, options).catch((error: unknown) => {
      options.log(`request lost: ${String(error)}`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  options.log(`listening on ${url}`);

  return {
    url,
    close: async () => {
      server.close();
      // The server waits for sockets only, and these close before the responses on them.
      const gone = [...open].map((response) => once(response, 'close'));
      await Promise.all([once(server, 'close'), ...gone]);
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  options: DemoServerOptions,
): Promise<void> {
  const log = (status: number): void => {
    options.log(`${request.method} ${pathOf(request)} ${status}`);
  };
  const refuse = ({ status, headers = {}, body }: Refusal): void => {
    log(status);
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

  const protocol = serverProtocols[options.protocol];
  const body = await text(request);
  const refusal = checkHead(request, options.token, protocol) ?? refusalOf(options.fault);
  if (refusal !== undefined) return refuse(refusal);
  const question = checkBody(request, body, protocol, options.tools);
  if (isLeft(question)) return refuse(question.left);
  log(200);
  stream(question.right, protocol, response, options);
}

const refusalOf = (fault: Fault | undefined): Refusal | undefined =>
  fault === '401' ? unauthorized : fault === '429' ? tooMany : undefined;

function stream(
  question: Question,
  { contentType, heartbeat, encoderOf }: ServerProtocol,
  response: ServerResponse,
  { speed, fault, log }: DemoServerOptions,
): void {
  response.writeHead(200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' });
  response.flushHeaders();

  const answer = answerTo(question);
  const sending = encodeAnswer(answer, encoderOf(answer), { speed, fault }).subscribe({
    next: (encoded) => response.write(encoded),
    complete: () => {
      if (fault === 'stall') return;
      response.off('close', onClose);
      if (fault === 'cut') {
        log('cut the connection');
        response.destroy();
      } else {
        response.end();
      }
    },
  });
  // Heartbeats end with the answer, so that a stall is silent.
  sending.add(interval(HEARTBEAT).subscribe(() => response.write(heartbeat)));
  const onClose = (): void => {
    sending.unsubscribe();
    log('client closed the connection');
  };
  response.once('close', onClose);
}
