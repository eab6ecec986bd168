import { Observable } from 'rxjs';
import { StreamingFormatError } from '../errors/errors.js';
import { invalidRequest } from '../validation.js';
import type { ChatTransport, TransportFrame } from './transport.js';

/** Options of {@link fetchTransport}; all except `fetch` are passed on to `fetch`. */
export interface FetchTransportOptions {
  /** Any implementation of `fetch`. @defaultValue the global one, looked up at each request */
  readonly fetch?: typeof globalThis.fetch;
  /** Whether cookies are sent, as `fetch` takes it. @defaultValue that of `fetch` */
  readonly credentials?: NonNullable<RequestInit['credentials']>;
  /** The CORS mode, as `fetch` takes it. @defaultValue that of `fetch` */
  readonly mode?: NonNullable<RequestInit['mode']>;
  /** Following a redirect may send prompt and headers to another host. @defaultValue `'error'` */
  readonly redirect?: NonNullable<RequestInit['redirect']>;
}

const ignore = (): void => {};

// Shared by all requests: making a DOMException takes longer than ten events, and after an
// unsubscribe nobody sees it.
let reason: DOMException | undefined;
const abortReason = (): DOMException =>
  (reason ??= new DOMException('The request was abandoned', 'AbortError'));

const readerOf = ({ body }: Response): ReadableStreamDefaultReader<Uint8Array> | undefined => {
  try {
    return body?.getReader();
  } catch {
    // The body is not a web stream, or it is already being read.
    return undefined;
  }
};

const unreadable = (): StreamingFormatError =>
  new StreamingFormatError(
    'The response has no readable body stream; this fetch may not support streaming',
    {
      code: 'UNEXPECTED_CONTENT_TYPE',
      phase: 'headers',
    },
  );

/**
 * Makes the default transport, which uses `fetch`. Unsubscribing aborts the request and the body
 * reader in the same turn, at any moment.
 *
 * @returns a transport for the `transport` of a config
 *
 * @example
 * ```ts
 * import { lastValueFrom, toArray } from 'rxjs';
 * import { fetchTransport } from 'rxjs-chat-stream';
 *
 * const headers = { 'content-type': 'text/event-stream' };
 * const transport = fetchTransport({
 *   fetch: async () => new Response('data: [DONE]\n\n', { headers }),
 * });
 * const request = { url: 'https://chat.example', method: 'POST', headers, body: '{}' } as const;
 * const [open, data] = await lastValueFrom(transport(request).pipe(toArray()));
 * [open?.kind, data?.kind]; // => ['open', 'data']
 * ```
 */
export function fetchTransport({
  fetch: fetchWith,
  redirect = 'error',
  ...init
}: FetchTransportOptions = {}): ChatTransport {
  return ({ url, ...request }) =>
    new Observable<TransportFrame>((subscriber) => {
      // One controller per request: a longer-lived signal would collect a listener from each.
      const controller = new AbortController();
      let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

      const exchange = async (): Promise<void> => {
        const send = fetchWith ?? globalThis.fetch;
        if (typeof send !== 'function') {
          throw invalidRequest(
            'fetch must be a function, as an option where the platform has none',
          );
        }
        const response = await send(url, {
          ...init,
          ...request,
          redirect,
          cache: 'no-store',
          signal: controller.signal,
        });
        reader = readerOf(response);
        // A fetch that ignores its signal may respond after the unsubscribe.
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
        // Rejects where the abort has reached the body first; nobody is left who could handle that.
        reader?.cancel().catch(ignore);
      };

      exchange().catch((error: unknown) => {
        if (!subscriber.closed) subscriber.error(error);
      });

      return () => {
        controller.abort(abortReason());
        cancelBody();
      };
    });
}
