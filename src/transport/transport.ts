import type { Observable } from 'rxjs';
import type { SseMessage } from '../framing/framing.js';

/** Request headers in any form that `fetch` takes. This spelling needs no DOM types on Node. */
export type HeadersSource = NonNullable<RequestInit['headers']>;

/** One HTTP request, ready to send. */
export interface TransportRequest {
  readonly url: string;
  readonly method: 'POST' | 'GET' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  /** Absent where the method has none. */
  readonly body?: string;
}

/**
 * Response headers: a `Headers` object or anything else with a `get`, pairs in an array or a `Map`,
 * or a record. The values of a record may be lists, as in Node's `http`. Names may be in any case.
 */
export type TransportHeaders =
  | { readonly get: (name: string) => string | null | undefined }
  | Iterable<readonly [string, string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The status and the headers of the response. It comes before any data. Another one means that the
 * transport has sent the request again: the response starts anew, unless an event was delivered.
 */
export interface OpenFrame {
  readonly kind: 'open';
  readonly status: number;
  readonly headers?: TransportHeaders;
  /** The address that responded. */
  readonly url?: string;
}

/** The next bytes or text of the body, cut anywhere. */
export interface DataFrame {
  readonly kind: 'data';
  readonly chunk: Uint8Array | string;
}

/** A whole message, as a WebSocket receives it. It needs no framing, and no `open` frame before. */
export interface MessageFrame {
  readonly kind: 'message';
  readonly message: SseMessage;
}

/** What a transport emits: an `open` frame, then the body, as chunks or as messages. */
export type TransportFrame = OpenFrame | DataFrame | MessageFrame;

/**
 * Sends one request. Returns a cold Observable: subscribing sends the request, unsubscribing aborts
 * it.
 *
 * ```text
 * result  --o--d--d--|    o open, d data
 * ```
 *
 * It emits the frames of every response, also of a refusal such as a 401. It completes at the end
 * of the body, and errors with whatever the platform throws; the call makes a typed error of that.
 */
export type ChatTransport = (request: TransportRequest) => Observable<TransportFrame>;
