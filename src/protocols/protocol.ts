import type { Either } from 'fp-ts/lib/Either.js';
import type { StreamingFormatError, StreamingNetworkError } from '../errors/errors.js';
import type { StreamEvent } from '../events.js';
import type { SseMessage } from '../framing/framing.js';
import type { ChatRequest, ResolvedRequest, StreamingChatRequest } from '../request/request.js';

/** A request in the format of one protocol. */
export interface EncodedRequest {
  /** Appended to the path of the base URL: empty, or beginning with `/`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * An error that a decoder reports: a malformed message, or `STREAM_TRUNCATED` when the protocol
 * ends the stream before the answer is complete.
 */
export type DecodeError = StreamingFormatError | StreamingNetworkError;

/** The events of a message, or its error. */
export type Decoded<E extends { readonly type: string } = StreamEvent> = Either<
  DecodeError,
  readonly E[]
>;

/** What a step of a decoder returns: an `Either`, or the events alone if it throws its errors. */
export type DecodeResult<E extends { readonly type: string } = StreamEvent> =
  readonly E[] | Decoded<E>;

/** Turns the messages of one body into events. It has state. */
export interface ProtocolDecoder<
  E extends { readonly type: string } = StreamEvent,
  Result = DecodeResult<E>,
> {
  /**
   * Returns the events of one message; none when it brings nothing new. A call that needs the JSON
   * of the message too passes a function that parses it once.
   */
  readonly decode: (message: SseMessage, getJson?: () => unknown) => Result;
  /** Returns the events that only the end of the body makes certain. */
  readonly end: () => Result;
}

/** A protocol: how a request is written and how the messages of its response are read. Pure. */
export interface ChatProtocol<
  E extends { readonly type: string } = StreamEvent,
  R extends ChatRequest = StreamingChatRequest,
> {
  /** Names the protocol in error messages. */
  readonly name: string;
  readonly framing: 'sse' | 'ndjson';
  /** Names of the SSE events that count even without a data line, such as a bare `event: done`. */
  readonly bareEvents?: readonly string[];
  /** Checks a request and writes it down. It may return or throw a `StreamingFormatError`. */
  readonly encode: (
    request: ResolvedRequest<R>,
  ) => EncodedRequest | Either<StreamingFormatError, EncodedRequest>;
  /** Makes a decoder with fresh state, which reports messages that it does not know. */
  readonly decoder: (onUnknown?: (message: SseMessage) => void) => ProtocolDecoder<E>;
  /** The path from which a client resumes the stream of this id, where the server keeps streams. */
  readonly streamPath?: (streamId: string) => string;
}
