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
import type { Dialect } from './dialects/dialect.js';
import { dialects } from './dialects/index.js';
import { answerFrames } from './frames.js';
import type { Fault } from './options.js';
import type { ProtocolName } from './protocols.js';

/** What the embedded server has to know. */
export interface DemoServerOptions {
  readonly protocol: ProtocolName;
  /** The only token that it takes. */
  readonly token: string;
  /** How many times as fast as normal it answers. */
  readonly speed: number;
  /** How it fails, if it is to. */
  readonly fault: Fault | undefined;
  /** Told one line about each thing that happens. */
  readonly log: (line: string) => void;
}

/** A server that runs. */
export interface DemoServer {
  readonly url: string;
  /** Takes no more requests; resolves once every client is gone, and that is in the log. */
  readonly close: () => Promise<void>;
}

// In ms. Not faster or slower with the speed: it keeps a slow answer alive.
const HEARTBEAT = 1000;

/** Starts a chat server on a free port of this machine. */
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
      // It counts sockets, whose end is known a moment before that of the responses on them.
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

  const dialect = dialects[options.protocol];
  const body = await text(request);
  const refusal = checkHead(request, options.token, dialect) ?? refusalOf(options.fault);
  if (refusal !== undefined) return refuse(refusal);
  const question = checkBody(request, body, dialect);
  if (isLeft(question)) return refuse(question.left);
  log(200);
  stream(question.right, dialect, response, options);
}

const refusalOf = (fault: Fault | undefined): Refusal | undefined =>
  fault === '401' ? unauthorized : fault === '429' ? tooMany : undefined;

function stream(
  question: Question,
  { contentType, heartbeat, speak }: Dialect,
  response: ServerResponse,
  { speed, fault, log }: DemoServerOptions,
): void {
  response.writeHead(200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' });
  response.flushHeaders();

  const answer = answerTo(question);
  const sending = answerFrames(answer, speak(answer), { speed, fault }).subscribe({
    next: (frame) => response.write(frame),
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
  // They last as long as the answer, so that a stall is silent.
  sending.add(interval(HEARTBEAT).subscribe(() => response.write(heartbeat)));
  const onClose = (): void => {
    sending.unsubscribe();
    log('client closed the connection');
  };
  response.once('close', onClose);
}
