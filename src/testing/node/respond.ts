import type { ServerResponse } from 'node:http';
import type { Observable } from 'rxjs';
import { isStreamingError } from '../../errors/isStreamingError.js';
import { formatSse } from '../../framing/formatSse.js';
import type { OpenFrame, TransportFrame, TransportHeaders } from '../../transport/transport.js';

/** Lets a page of any origin send requests and read all headers, as tests in a browser do. */
export const openToAll = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*, authorization',
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-expose-headers': '*',
};

const headersOf = (headers: TransportHeaders = {}): object =>
  Symbol.iterator in headers ? Object.fromEntries(headers) : headers;

/** Writes the frames of a transport as the response of a server. */
export function respond(response: ServerResponse, frames: Observable<TransportFrame>): void {
  const open = ({ status, headers }: Omit<OpenFrame, 'kind'>): void => {
    response.writeHead(status, { ...openToAll, ...headersOf(headers) });
    response.flushHeaders();
  };
  const write = (frame: TransportFrame): void => {
    if (frame.kind === 'open') return open(frame);
    if (!response.headersSent) open({ status: 200 });
    response.write(frame.kind === 'data' ? frame.chunk : formatSse(frame.message));
  };
  /** Shows the mistake of a test to whoever reads its failure. */
  const explain = (message: string): void => {
    const error = { message, code: 'FAKE_SERVER' };
    if (response.headersSent) {
      write({ kind: 'data', chunk: `event: error\ndata: ${JSON.stringify(error)}\n\n` });
    } else {
      open({ status: 500, headers: { 'content-type': 'application/json' } });
      write({ kind: 'data', chunk: JSON.stringify({ error }) });
    }
    response.end();
  };

  const subscription = frames.subscribe({
    next: write,
    error: (error: unknown) => {
      if (isStreamingError(error) && error.code === 'INVALID_REQUEST') explain(error.message);
      // What was written arrives before the connection closes in the middle of the body.
      else response.socket?.destroySoon();
    },
    complete: () => response.end(),
  });
  response.once('close', () => subscription.unsubscribe());
}
