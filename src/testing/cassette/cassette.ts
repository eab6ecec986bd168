import type { SseMessage } from '../../framing/framing.js';
import type { TransportRequest } from '../../transport/transport.js';

/** When something came, in ms from the subscription. */
interface Timed {
  readonly t: number;
}

/** A chunk of a body: as text where it is UTF-8, as base64 where it is not. */
export type CassetteChunk = Timed &
  ({ readonly data: string } | { readonly base64: string } | { readonly message: SseMessage });

/** How a recorded response ended. */
export interface CassetteEnd extends Timed {
  readonly end: 'complete' | 'error' | 'unsubscribe';
}

/** A recorded response: its head, and each chunk with its time. */
export interface Cassette {
  readonly version: 1;
  /** The name of the protocol, for whoever reads it. */
  readonly protocol?: string;
  /** Only with `keepRequest`, and without tokens and cookies. */
  readonly request?: TransportRequest;
  /** `0` where the response has not opened. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: readonly CassetteChunk[];
  /** Absent where the recording stops. */
  readonly end?: CassetteEnd;
}
