import { Subject, startWith } from 'rxjs';
import { sendStreamingChat } from '../../chat.js';
import type { ChatProtocol } from '../../protocols/protocol.js';
import type { ChatRequest } from '../../request/request.js';
import type { OpenFrame, TransportFrame } from '../../transport/transport.js';

/** An event of any protocol. */
export interface AnyEvent {
  readonly type: string;
}

/** A protocol, whatever it sends and reads, and a request that it takes. */
export interface TestedProtocol {
  readonly protocol: ChatProtocol<AnyEvent, never>;
  readonly request: ChatRequest;
}

/** What came of a body. */
export interface Answered {
  readonly events: readonly AnyEvent[];
  /** Absent unless it errored. */
  readonly error?: unknown;
  /** How many messages the protocol does not know. */
  readonly unknown: number;
}

/** An answer whose body is read as it comes. */
export interface OpenAnswer {
  readonly push: (chunk: Uint8Array) => void;
  /** Ends the body; returns what has come of it. */
  readonly end: () => Answered;
}

const types = { sse: 'text/event-stream', ndjson: 'application/x-ndjson' };

/** Sends a request whose answer a law writes. */
export function openAnswer({ protocol, request }: TestedProtocol): OpenAnswer {
  const open: OpenFrame = {
    kind: 'open',
    status: 200,
    headers: { 'content-type': types[protocol.framing] },
  };
  const body = new Subject<TransportFrame>();
  const events: AnyEvent[] = [];
  let failure: { readonly error?: unknown } = {};
  let unknown = 0;

  const subscription = sendStreamingChat<AnyEvent, ChatRequest>(request, {
    baseUrl: 'https://chat.example',
    // Whether the protocol takes the request is up to whoever has chosen both.
    protocol: protocol as ChatProtocol<AnyEvent, ChatRequest>,
    transport: () => body.pipe(startWith(open)),
    onUnknownEvent: () => unknown++,
  }).subscribe({
    next: (event) => events.push(event),
    error: (error: unknown) => {
      failure = { error };
    },
  });
  return {
    push: (chunk) => body.next({ kind: 'data', chunk }),
    end: () => {
      body.complete();
      // A protocol that is broken may not have ended.
      subscription.unsubscribe();
      return { events, ...failure, unknown };
    },
  };
}

/** What comes of a body in these chunks. */
export function answered(tested: TestedProtocol, chunks: readonly Uint8Array[]): Answered {
  const answer = openAnswer(tested);
  for (const chunk of chunks) answer.push(chunk);
  return answer.end();
}
