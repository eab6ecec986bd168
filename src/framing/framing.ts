/** One message of a stream, before a protocol has looked at it. An NDJSON line is a message without a name. */
export interface SseMessage {
  /** The name of the event; `message` when the stream gives none. */
  readonly event: string;
  readonly data: string;
  readonly id?: string | undefined;
}

/** Bytes → messages, for one body: a push machine that gives the same messages however the bytes are cut. */
export interface Framing {
  /**
   * Takes the next piece of the body and hands on the messages that it completes.
   * @throws what `tooLarge` makes, after the messages before that event.
   */
  readonly push: (chunk: Uint8Array | string) => void;
  /** Takes the end of the body; gives the message that it broke off, if there is one. */
  readonly end: () => SseMessage | undefined;
}

/** What a framing has to know. */
export interface FramingOptions {
  /** Most characters of one message. */
  readonly maxEventSize: number;
  /** Names of the messages that count even when they carry no data. */
  readonly bareEvents: readonly string[];
  /** Makes the error of a message that is larger than that. */
  readonly tooLarge: () => Error;
  /** Told each message. */
  readonly onMessage: (message: SseMessage) => void;
}
