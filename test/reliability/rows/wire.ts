import { sse } from '../../helpers/samples.js';
import type { Answer, Connection, RowAnswer } from '../row.js';

export { sse };

export const content = (text: string): string => sse('content', { text });
export const done: string = sse('done', {});

/** Sends the headers and these deltas, without a terminal. */
export const openWith =
  (...texts: readonly string[]) =>
  (connection: Connection): void => {
    connection.open();
    for (const text of texts) connection.send(content(text));
  };

/** Sends a whole stream in one chunk. */
export const streaming =
  (body: string | Uint8Array): Answer =>
  (connection) => {
    connection.open();
    connection.send(body);
    connection.end();
  };

/** Sends a stream in chunks that the client reads one by one. */
export const piecewise =
  (...chunks: readonly (string | Uint8Array)[]): Answer =>
  async (connection) => {
    connection.open();
    for (const chunk of chunks) {
      connection.send(chunk);
      await connection.wait(2);
    }
    connection.end();
  };

/** Sends a stream and leaves the connection open. */
export const unended =
  (body: string): Answer =>
  (connection) => {
    connection.open();
    connection.send(body);
  };

/** Answers each POST with the next of several answers. */
export const inTurn =
  (...answers: readonly RowAnswer[]): RowAnswer =>
  (connection, post, app) =>
    answers[post]?.(connection, post, app);

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Fields of the error of a body that ends too early, after an event. */
export const truncated = {
  name: 'StreamingNetworkError',
  code: 'STREAM_TRUNCATED',
  phase: 'streaming',
  retryable: true,
};

/** What the errors of malformed answers have in common. */
export const malformed = { name: 'StreamingFormatError', retryable: false };
