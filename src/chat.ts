import { isLeft } from 'fp-ts/lib/Either.js';
import { defer, forkJoin, isObservable, type Observable, of, switchMap, throwError } from 'rxjs';
import type { StreamingChatConfig } from './config.js';
import { encodeRequest, faultsAtHand } from './encodeRequest.js';
import type { ErrorContext } from './errors/errorContext.js';
import { redactor } from './errors/redactor.js';
import type { StreamEvent } from './events.js';
import type { ChatProtocol } from './protocols/protocol.js';
import { protocolWith } from './protocols/streamingChat/index.js';
import { endpoint } from './request/endpoint.js';
import { checkHeaders, lookUpHeaders } from './request/headers.js';
import { lookUpToken } from './request/lookUpToken.js';
import type { ChatRequest, StreamingChatRequest } from './request/request.js';
import { requestSecrets } from './request/secrets.js';
import { uuid } from './request/uuid.js';
import { resolveConfig } from './resolveConfig.js';
import { errorOnAbort } from './response/errorOnAbort.js';
import { readResponse } from './response/readResponse.js';
import { fetchTransport } from './transport/fetch.js';
import type { TransportFrame } from './transport/transport.js';
import { anObject, invalidRequest } from './validation.js';

const defaultProtocol = /*#__PURE__*/ protocolWith(undefined);

/**
 * Sends a chat request and returns the answer as a cold Observable of typed events.
 *
 * ```text
 * subscribe  POST ─┐
 * bytes            ├─ headers ──chunk──chunk────────chunk
 * result           ─────────────c──────(cc)─────────(tud|)      c content, t tps, u usage, d done
 * ```
 *
 * **Contract**
 * - Subscribe: looks up the token, checks request and config, sends one request. Two subscriptions
 *   are two requests.
 * - Next: an event as soon as its last byte has arrived, in the same turn.
 * - Complete: right after `done` or `error`, even if the server keeps the connection open.
 * - Error: a {@link StreamingError}; events emitted before stay valid. A non-2xx response is an
 *   error notification, an `error` inside the stream is an event; `throwOnErrorEvent` and
 *   `errorAsEvent` turn one into the other. What functions of request and config throw passes
 *   unchanged.
 * - Unsubscribe: aborts the request in the same turn, at any moment, and notifies nothing.
 *
 * @param request the question; all its faults come in one `INVALID_REQUEST` error, before anything
 *   is sent
 * @param config the server, its protocol and the limits; see {@link StreamingChatConfig}
 * @returns the events of the protocol: `StreamEvent`, and custom events where it has some; and what
 *   `extraEvents` returns
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { sendStreamingChat, type StreamEvent, type TransportFrame } from 'rxjs-chat-stream';
 *
 * const transport = () =>
 *   of<TransportFrame[]>(
 *     { kind: 'open', status: 200, headers: { 'content-type': 'text/event-stream' } },
 *     { kind: 'data', chunk: 'event: content\ndata: {"text":"Hi"}\n\nevent: done\ndata: {}\n\n' },
 *   );
 * const events: StreamEvent[] = [];
 * sendStreamingChat(
 *   { accessToken: 'a token', message: 'Hello', modelId: 'a/model', providerSlug: 'a' },
 *   { baseUrl: 'https://chat.example', transport },
 * ).subscribe((event) => events.push(event));
 * events; // => [{ type: 'content', text: 'Hi' }, { type: 'done' }]
 * ```
 */
export function sendStreamingChat<
  E extends { readonly type: string } = StreamEvent,
  R extends ChatRequest = StreamingChatRequest,
  const Extra extends readonly { readonly type: string }[] = readonly never[],
>(request: NoInfer<R>, config: StreamingChatConfig<E, R, Extra>): Observable<E | Extra[number]> {
  // `E` and `R` differ from the default protocol's only where another protocol is given.
  const protocol = (config?.protocol ?? defaultProtocol) as unknown as ChatProtocol<E, R>;
  const transport = config?.transport ?? fetchTransport();
  // Per call, not per subscription: a retry is the same request.
  const idempotencyKey = config?.idempotencyKey === true ? uuid() : config?.idempotencyKey;

  // Also per call: an error must not have the token of an earlier attempt either.
  const secrets = requestSecrets();

  return defer(() => {
    const resolved = resolveConfig(config);
    const headerFault = checkHeaders(config?.headers);
    if (isLeft(resolved) || headerFault !== undefined || !anObject.is(request)) {
      const faults = [...(isLeft(resolved) ? resolved.left : []), headerFault];
      return throwError(() => invalidRequest(...faults, ...faultsAtHand(protocol, request)));
    }
    const settings = resolved.right;

    const errors: ErrorContext = {
      phase: 'request',
      host: settings.baseUrl.host,
      redact: redactor(() => secrets.of(request, settings.baseUrl)),
    };

    const send = (accessToken: unknown, extraHeaders: unknown): Observable<E | Extra[number]> => {
      const credentials = { accessToken: accessToken ?? '', headers: extraHeaders, idempotencyKey };
      const encoded = encodeRequest(protocol, request, credentials);
      if (isLeft(encoded)) return throwError(() => encoded.left);
      const { path, headers, body } = encoded.right;
      secrets.note({ accessToken: String(credentials.accessToken), headers });

      return defer((): Observable<TransportFrame> => {
        errors.phase = 'sent';
        return transport({
          url: endpoint(settings.baseUrl, path),
          method: 'POST',
          headers,
          body,
        });
      }).pipe(readResponse<E | Extra[number]>({ protocol, settings, errors }));
    };

    return defer(() => {
      const token = lookUpToken(request.accessToken);
      const headers = lookUpHeaders(config.headers);
      // Without a function for either, nothing stands between the response and the caller.
      if (!isObservable(token) && !isObservable(headers)) return send(token, headers);
      return forkJoin([
        isObservable(token) ? token : of(token),
        isObservable(headers) ? headers : of(headers),
      ]).pipe(switchMap((known) => send(...known)));
    }).pipe(errorOnAbort(config.signal ?? undefined, errors));
  });
}
