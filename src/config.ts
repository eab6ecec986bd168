import type { ObservableInput, SchedulerLike } from 'rxjs';
import type { StreamEvent } from './events.js';
import type { SseMessage } from './framing/framing.js';
import type { ChatProtocol } from './protocols/protocol.js';
import type { ChatRequest, StreamingChatRequest } from './request/request.js';
import type { ChatTransport, HeadersSource } from './transport/transport.js';

/**
 * The limits of a call whose config sets no others: times in ms, `maxResponseSize` in bytes,
 * `maxEventSize` in characters.
 *
 * @example
 * ```ts
 * import { streamingDefaults } from 'rxjs-chat-stream';
 *
 * streamingDefaults.readTimeout; // => 60000
 * ```
 */
export const streamingDefaults = {
  connectionTimeout: 30_000,
  readTimeout: 60_000,
  maxResponseSize: 10 * 1024 * 1024,
  maxEventSize: 1024 * 1024,
} as const;

/** Server, protocol, limits and error handling of a call. */
export interface StreamingChatConfig<
  E extends { readonly type: string } = StreamEvent,
  R extends ChatRequest = StreamingChatRequest,
  Extra extends readonly { readonly type: string }[] = readonly never[],
> {
  /**
   * The URL to which the protocol appends its path: http or https, without credentials. A browser
   * resolves a relative one against the page.
   */
  readonly baseUrl: string | URL;
  /** The format of request and response. @defaultValue `streamingChatProtocol()` */
  readonly protocol?: ChatProtocol<E, R> | undefined;
  /** Sends the request and receives the bytes. @defaultValue `fetchTransport()` */
  readonly transport?: ChatTransport | undefined;
  /**
   * Maximum ms from the request to the response headers. 0 or `Infinity` means no limit.
   * @defaultValue `30_000`
   */
  readonly connectionTimeout?: number | undefined;
  /**
   * Maximum ms without any byte after the response headers. Comments and unknown events count as
   * bytes. 0 or `Infinity` means no limit.
   * @defaultValue `60_000`
   */
  readonly readTimeout?: number | undefined;
  /**
   * Maximum size of the decoded body in bytes, framing and comments included.
   * @defaultValue `10 * 1024 * 1024`
   */
  readonly maxResponseSize?: number | undefined;
  /**
   * Maximum size of one event in characters (UTF-16 units): its data, name and id.
   * @defaultValue `1024 * 1024`
   */
  readonly maxEventSize?: number | undefined;
  /**
   * Additional request headers, or a function that returns them, called per subscription. Headers
   * that the protocol sets win.
   */
  readonly headers?: HeadersSource | (() => ObservableInput<HeadersSource>) | undefined;
  /**
   * Sends an `Idempotency-Key` header. `true` makes one key per `sendStreamingChat` call, the same
   * for every attempt; a string is the key.
   * @defaultValue `false`
   */
  readonly idempotencyKey?: boolean | string | undefined;
  /**
   * Aborting it ends the stream with a {@link StreamingAbortedError}. To stop without an error,
   * unsubscribe.
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * What to do when the body ends without the terminal event of the protocol.
   * @defaultValue `'error'`
   */
  readonly onMissingDone?: 'error' | 'complete' | undefined;
  /** What to do with a known event of the wrong shape. @defaultValue `'error'` */
  readonly onMalformedEvent?: 'error' | 'skip' | undefined;
  /**
   * Called with each message that the protocol does not know. What it throws becomes the error of
   * the stream.
   */
  readonly onUnknownEvent?: ((message: SseMessage) => void) | undefined;
  /**
   * Looks at each message, whether the protocol knows it or not, and returns events of your own.
   * They follow those of the protocol, but precede the end of the answer. `json` is the parsed data
   * of the message, `undefined` if it is none. What the function throws becomes the error of the
   * stream.
   */
  readonly extraEvents?: ((message: SseMessage, json: unknown) => Extra) | undefined;
  /** Clock of the two timeouts. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike | undefined;
}
