/** One message of a stream, before a protocol decodes it. */
export interface SseMessage {
  /** Name of the event; `message` where the stream gives none, as for an NDJSON line. */
  readonly event: string;
  readonly data: string;
  readonly id?: string | undefined;
}

/** Turns the bytes of one body into messages: the same messages however the bytes are cut. */
export interface Framing {
  /**
   * Takes the next chunk of the body and reports the messages that it completes.
   * @throws the error of `tooLarge`, after reporting the messages before the one that is too large
   */
  readonly push: (chunk: Uint8Array | string) => void;
  /** Takes the end of the body. Returns the message that is unfinished there, if there is one. */
  readonly end: () => SseMessage | undefined;
}

/** Options of every framing. */
export interface FramingOptions {
  /** Maximum number of characters of one message. */
  readonly maxEventSize: number;
  /** Names of the events that count even without data, such as a bare `event: done`. */
  readonly bareEvents: readonly string[];
  /** Makes the error for a message above `maxEventSize`. */
  readonly tooLarge: () => Error;
  /** Makes the error for bytes that are not ASCII, where the platform has no `TextDecoder`. */
  readonly undecodable: () => Error;
  /** Receives each message. */
  readonly onMessage: (message: SseMessage) => void;
}
