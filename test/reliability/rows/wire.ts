import { sse } from '../../helpers/samples.js';
import type { Answer, Connection } from '../row.js';

export { sse };

export const content = (text: string): string => sse('content', { text });
export const done: string = sse('done', {});

/** Head and both deltas of the answer that most rows break, without its end. */
export const openWith =
  (...texts: readonly string[]) =>
  (connection: Connection): void => {
    connection.open();
    for (const text of texts) connection.send(content(text));
  };

/** Answers with a whole stream, in one chunk. */
export const streaming =
  (body: string | Uint8Array): Answer =>
  (connection) => {
    connection.open();
    connection.send(body);
    connection.end();
  };

/** Ms. A reset overtakes what the client has not read yet, in a browser so does any other failure. */
export const untilRead = 30;
