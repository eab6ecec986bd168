import type { Either } from 'fp-ts/lib/Either.js';
import type { StreamingFormatError, StreamingNetworkError } from '../errors/errors.js';
import type { StreamEvent } from '../events.js';
import type { SseMessage } from '../framing/framing.js';
import type { ChatRequest, ResolvedRequest, StreamingChatRequest } from '../request/request.js';

/** A request in the words of one protocol. */
export interface EncodedRequest {
  /** Appended to the path of the base URL: empty, or with a `/` first. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a decoder can find wrong. A `STREAM_TRUNCATED` says that the body has come to its end, and the answer has not. */
export type DecodeError = StreamingFormatError | StreamingNetworkError;

/** What a decoder makes of a message. */
export type Decoded<E extends { readonly type: string } = StreamEvent> = Either<
  DecodeError,
  readonly E[]
>;

/** Messages → events, for one body. */
export interface ProtocolDecoder<E extends { readonly type: string } = StreamEvent> {
  /** The events of one message; none when it says nothing new. */
  readonly decode: (message: SseMessage) => Decoded<E>;
  /** The events that only the end of the body brings out. */
  readonly end: () => Decoded<E>;
}

/** A wire protocol. It is pure data and functions: no Observable, no I/O. */
export interface ChatProtocol<
  E extends { readonly type: string } = StreamEvent,
  R extends ChatRequest = StreamingChatRequest,
> {
  readonly name: string;
  readonly framing: 'sse' | 'ndjson';
  /** Names of the SSE events that count even without a data line, e.g. a bare `event: done`. */
  readonly bareEvents?: readonly string[];
  /** Checks a request and writes it down. */
  readonly encode: (request: ResolvedRequest<R>) => Either<StreamingFormatError, EncodedRequest>;
  /** Makes a decoder with fresh state; it tells `onUnknown` the messages that it does not know. */
  readonly decoder: (onUnknown?: (message: SseMessage) => void) => ProtocolDecoder<E>;
}
