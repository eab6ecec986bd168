import { Observable } from 'rxjs';
import { StreamingFormatError } from '../errors/errors.js';
import { invalidRequest } from '../validation.js';
import { badPortOf } from './badPortOf.js';
import { codingsGuard } from './codingsGuard.js';
import { sendKnown } from './sendKnown.js';
import type { ChatTransport, TransportFrame } from './transport.js';

/** Options of {@link fetchTransport}; all except `fetch` are passed on to `fetch`. */
export interface FetchTransportOptions {
  /** Any implementation of `fetch`. @defaultValue the global one, looked up at each request */
  readonly fetch?: typeof globalThis.fetch;
  /** Whether cookies are sent, as `fetch` takes it. @defaultValue that of `fetch` */
  readonly credentials?: NonNullable<RequestInit['credentials']>;
  /** The CORS mode, as `fetch` takes it. @defaultValue that of `fetch` */
  readonly mode?: NonNullable<RequestInit['mode']>;
  /**
   * Following a redirect may send prompt and headers to another host. Where `'error'` is not known,
   * as on Cloudflare Workers, `'manual'` takes its place.
   * @defaultValue `'error'`
   */
  readonly redirect?: NonNullable<RequestInit['redirect']>;
}

// Shared by all requests: making an error takes longer than ten events, and after an unsubscribe
// nobody sees it. It is no DOMException, which some platforms do not have.
const abortReason = /*#__PURE__*/ Object.assign(
  /*#__PURE__*/ new Error('The request was abandoned'),
  { name: 'AbortError' },
);

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

/** What keeps a request from being sent on any platform. */
const faultOf = (send: unknown, url: string): string | undefined => {
  if (typeof send !== 'function') {
    return 'fetch must be a function, as an option where the platform has none';
  }
  const port = badPortOf(url);
  return port && `fetch sends nothing to port ${port}`;
};

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
      const send = fetchWith ?? globalThis.fetch;
      const fault = faultOf(send, url);
      if (fault !== undefined) return subscriber.error(invalidRequest(fault));
      // One controller per request: a longer-lived signal would collect a listener from each.
      const controller = new AbortController();
      let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
      // Whether the platform has ended the exchange. What has failed by itself is not aborted: a
      // second failure may have nobody who listens, and end the process.
      let isOver = false;

      const exchange = async (): Promise<void> => {
        const response = await sendKnown(send, url, {
          ...init,
          ...request,
          ...(fetchWith === undefined ? codingsGuard() : {}),
          redirect,
          cache: 'no-store',
          signal: controller.signal,
        });
        reader = readerOf(response);
        // A fetch that ignores its signal may respond after the unsubscribe.
        if (subscriber.closed) return cancelBody();
        const { status, headers } = response;
        subscriber.next({ kind: 'open', status, headers, url: response.url });
        if (status === 200 && !reader) return subscriber.error(unreadable());
        for (
          let read = await reader?.read();
          read?.done === false && !subscriber.closed;
          read = await reader?.read()
        ) {
          subscriber.next({ kind: 'data', chunk: read.value });
        }
        isOver = true;
        subscriber.complete();
      };

      const cancelBody = async (): Promise<void> => {
        try {
          await reader?.cancel();
        } catch {
          // The abort has reached the body first; nobody is left who could handle that.
        }
      };

      exchange().catch((error: unknown) => {
        isOver = true;
        if (!subscriber.closed) subscriber.error(error);
      });

      return () => {
        if (isOver) return;
        controller.abort(abortReason);
        void cancelBody();
      };
    });
}
