import type { Observable } from 'rxjs';

/** One HTTP request, ready to send. */
export interface TransportRequest {
  readonly url: string;
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Response headers: a `Headers` object, anything else with a `get`, or plain pairs. Names count in any case. */
export type TransportHeaders =
  | { readonly get: (name: string) => string | null | undefined }
  | Readonly<Record<string, string>>
  | readonly (readonly [string, string])[];

/** The response line and headers, which come first. */
export interface OpenFrame {
  readonly kind: 'open';
  readonly status: number;
  readonly headers: TransportHeaders;
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
