import type { Observable } from 'rxjs';

/** Request headers in any form that `fetch` takes. Spelt like this, it needs no DOM types on Node. */
export type HeadersSource = NonNullable<RequestInit['headers']>;

/** One HTTP request, ready to send. */
export interface TransportRequest {
  readonly url: string;
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Response headers: a `Headers` object, anything else with a `get`, pairs in an array or a `Map`, or a record, whose values may
 * be lists as Node gives them. Names count in any case.
 */
export type TransportHeaders =
  | { readonly get: (name: string) => string | null | undefined }
  | Iterable<readonly [string, string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The response line and headers, which come first. */
export interface OpenFrame {
  readonly kind: 'open';
  readonly status: number;
  readonly headers?: TransportHeaders;
}

/** A piece of the body, in any cut. */
export interface DataFrame {
  readonly kind: 'data';
  readonly chunk: Uint8Array | string;
}

/** What arrives from a server: one `open`, then the body. */
export type TransportFrame = OpenFrame | DataFrame;

/**
 * How bytes travel. It returns a cold Observable: subscribing sends the request, unsubscribing aborts it. It delivers the
 * frames of any answer, refusals too, completes at the end of the body, and errors with whatever the platform throws.
 */
export type ChatTransport = (request: TransportRequest) => Observable<TransportFrame>;
