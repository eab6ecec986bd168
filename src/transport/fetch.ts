import { Observable } from 'rxjs';
import { StreamingFormatError } from '../errors/errors.js';
import { invalidRequest } from '../request/request.js';
import type { ChatTransport, TransportFrame } from './transport.js';

/** Options of {@link fetchTransport}; all but `fetch` are passed to it as they are. */
export interface FetchTransportOptions {
  /** Any conforming implementation. @defaultValue the global one, looked up at each request */
  readonly fetch?: typeof globalThis.fetch;
  /** Whether cookies are sent, as `fetch` takes it. @defaultValue that of `fetch` */
  readonly credentials?: NonNullable<RequestInit['credentials']>;
  /** The CORS mode, as `fetch` takes it. @defaultValue that of `fetch` */
  readonly mode?: NonNullable<RequestInit['mode']>;
  /** A followed redirect could carry the prompt and the headers elsewhere. @defaultValue `'error'` */
  readonly redirect?: NonNullable<RequestInit['redirect']>;
}

const ignore = (): void => {};

// One for all: to make a new one takes longer than ten events, and nobody is told of it any more.
let reason: DOMException | undefined;
const gone = (): DOMException =>
  (reason ??= new DOMException('The request was abandoned', 'AbortError'));

const readerOf = ({ body }: Response): ReadableStreamDefaultReader<Uint8Array> | undefined => {
  try {
    return body?.getReader();
  } catch {
    // It is of another kind, or somebody reads it already.
    return undefined;
  }
};

const unreadable = (): StreamingFormatError =>
  new StreamingFormatError(
    'The answer has no body stream that can be read; this fetch may not have any',
    {
      code: 'UNEXPECTED_CONTENT_TYPE',
      phase: 'headers',
    },
  );

/**
 * The default transport: `fetch` and its body reader. Unsubscribing aborts both in the same turn, at any moment.
 *
 * @example
 * ```ts
 * import { fetchTransport } from 'rxjs-chat-stream';
 *
 * const transport = fetchTransport({
 *   fetch: async () => new Response('data: [DONE]\n\n', { headers: { 'content-type': 'text/event-stream' } }),
 * });
 * typeof transport; // => 'function'
 * ```
 */
export function fetchTransport({
  fetch: fetchWith,
  redirect = 'error',
  ...init
}: FetchTransportOptions = {}): ChatTransport {
  return ({ url, ...request }) =>
    new Observable<TransportFrame>((subscriber) => {
      // One controller per request: a signal that lives longer would collect a listener from each.
      const controller = new AbortController();
      let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

      const exchange = async (): Promise<void> => {
        const send = fetchWith ?? globalThis.fetch;
        if (typeof send !== 'function') {
          throw invalidRequest(['fetch must be a function, given where there is no global one']);
        }
        const response = await send(url, {
          ...init,
          ...request,
          redirect,
          cache: 'no-store',
          signal: controller.signal,
        });
        reader = readerOf(response);
        // A fetch that does not heed its signal may answer after the end.
        if (subscriber.closed) return cancelBody();
        subscriber.next({ kind: 'open', status: response.status, headers: response.headers });
        if (response.status === 200 && !reader) throw unreadable();
        for (
          let read = await reader?.read();
          read?.done === false && !subscriber.closed;
          read = await reader?.read()
        ) {
          subscriber.next({ kind: 'data', chunk: read.value });
        }
        if (!subscriber.closed) subscriber.complete();
      };

      const cancelBody = (): void => {
        // The body is already in error when the abort reached it; there is nobody left to tell.
        reader?.cancel().catch(ignore);
      };

      exchange().catch((error: unknown) => {
        if (!subscriber.closed) subscriber.error(error);
      });

      return () => {
        controller.abort(gone());
        cancelBody();
      };
    });
}
