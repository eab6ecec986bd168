import type { Either } from 'fp-ts/lib/Either.js';
import { asyncScheduler, type ObservableInput, type SchedulerLike } from 'rxjs';
import type { StreamingFormatError } from './errors/errors.js';
import type { StreamEvent } from './events.js';
import type { SseMessage } from './framing/framing.js';
import type { ChatProtocol } from './protocols/protocol.js';
import {
  check,
  type ChatRequest,
  type StreamingChatRequest,
  unlessFaulty,
} from './request/request.js';
import type { ChatTransport, HeadersSource } from './transport/transport.js';

/**
 * The limits that hold unless a config says otherwise. Times in ms, sizes in bytes (events: in characters).
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

/** Where to send a request, how to read the answer, and what to bear with. */
export interface StreamingChatConfig<
  E extends { readonly type: string } = StreamEvent,
  R extends ChatRequest = StreamingChatRequest,
> {
  /** Where the protocol's path is appended to; http or https, without credentials. A browser resolves it against the page. */
  readonly baseUrl: string | URL;
  /** The wire format. @defaultValue `streamingChatProtocol()` */
  readonly protocol?: ChatProtocol<E, R> | undefined;
  /** How bytes travel. @defaultValue `fetchTransport()` */
  readonly transport?: ChatTransport | undefined;
  /** Most ms from the request to the response headers; 0 or `Infinity` is no limit. @defaultValue `30_000` */
  readonly connectionTimeout?: number | undefined;
  /**
   * Most ms without any byte, from the headers on; comments and unknown events count as life. 0 or `Infinity` is no limit.
   * @defaultValue `60_000`
   */
  readonly readTimeout?: number | undefined;
  /** Most decoded bytes of the whole body, framing and comments included. @defaultValue `10 * 1024 * 1024` */
  readonly maxResponseSize?: number | undefined;
  /** Most characters (UTF-16 units) of one event: its data, name and id. @defaultValue `1024 * 1024` */
  readonly maxEventSize?: number | undefined;
  /** More request headers, or a function asked per subscription. The headers that the protocol sets win. */
  readonly headers?: HeadersSource | (() => ObservableInput<HeadersSource>) | undefined;
  /**
   * Sends an `Idempotency-Key` header: `true` makes one key per `sendStreamingChat` call, the same on every attempt; a string
   * is the key. @defaultValue `false`
   */
  readonly idempotencyKey?: boolean | string | undefined;
  /** Aborting it ends the stream with a {@link StreamingAbortedError}. To stop without an error, unsubscribe. */
  readonly signal?: AbortSignal | undefined;
  /** What a body that ends without the protocol's terminal event becomes. @defaultValue `'error'` */
  readonly onMissingDone?: 'error' | 'complete' | undefined;
  /** What a known event with a wrong payload becomes. @defaultValue `'error'` */
  readonly onMalformedEvent?: 'error' | 'skip' | undefined;
  /** Told about events that the protocol does not know. What it throws becomes the error of the stream. */
  readonly onUnknownEvent?: ((message: SseMessage) => void) | undefined;
  /** Clock of the two timeouts. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike | undefined;
}

/** The checked numbers and choices of a config, with the defaults filled in. */
export interface Settings {
  readonly baseUrl: URL;
  readonly connectionTimeout: number;
  readonly readTimeout: number;
  readonly maxResponseSize: number;
  readonly maxEventSize: number;
  readonly onMissingDone: 'error' | 'complete';
  readonly onMalformedEvent: 'error' | 'skip';
  readonly scheduler: SchedulerLike;
}

const parseUrl = (baseUrl: string | URL): URL | undefined => {
  try {
    // Only a page has a location that a relative address can mean.
    return new URL(baseUrl, globalThis.location?.href);
  } catch {
    return undefined;
  }
};

// 0 means no limit, like `Infinity`.
const limit = (ms: number): number => (ms === 0 ? Infinity : ms);

const checkNumber = (name: string, value: number) =>
  check(typeof value === 'number' && value >= 0, `${name} must be a number from 0`);

const checkChoice = (name: string, value: string, choices: readonly string[]) =>
  check(choices.includes(value), `${name} must be ${choices.join(' or ')}`);

const isFunction = (value: unknown): boolean => typeof value === 'function';

const checkPart = <T>(
  name: string,
  what: string,
  value: T,
  isOne: (given: NonNullable<T>) => boolean,
) => check(value === undefined || value === null || isOne(value), `${name} must be ${what}`);

/** Fills in the defaults and checks a config; all faults come in one `INVALID_REQUEST` error. */
export function resolveConfig(
  config: Omit<StreamingChatConfig, 'protocol'>,
): Either<StreamingFormatError, Settings> {
  const url = parseUrl(config.baseUrl);
  const settings = {
    connectionTimeout: limit(config.connectionTimeout ?? streamingDefaults.connectionTimeout),
    readTimeout: limit(config.readTimeout ?? streamingDefaults.readTimeout),
    maxResponseSize: config.maxResponseSize ?? streamingDefaults.maxResponseSize,
    maxEventSize: config.maxEventSize ?? streamingDefaults.maxEventSize,
    onMissingDone: config.onMissingDone ?? 'error',
    onMalformedEvent: config.onMalformedEvent ?? 'error',
    scheduler: config.scheduler ?? asyncScheduler,
  } as const;

  return unlessFaulty(
    // Without a URL the first check finds a fault.
    { ...settings, baseUrl: url as URL },
    [
      check(
        url !== undefined && /^https?:$/.test(url.protocol),
        'baseUrl must be an absolute http or https URL',
      ),
      check(!url?.username && !url?.password, 'baseUrl must not contain credentials'),
      checkNumber('connectionTimeout', settings.connectionTimeout),
      checkNumber('readTimeout', settings.readTimeout),
      checkNumber('maxResponseSize', settings.maxResponseSize),
      checkNumber('maxEventSize', settings.maxEventSize),
      checkPart('transport', 'a function', config.transport, isFunction),
      checkPart('onUnknownEvent', 'a function', config.onUnknownEvent, isFunction),
      checkPart('signal', 'an AbortSignal', config.signal, ({ addEventListener }) =>
        isFunction(addEventListener),
      ),
      checkPart('scheduler', 'a scheduler', config.scheduler, ({ schedule }) =>
        isFunction(schedule),
      ),
      checkChoice('onMissingDone', settings.onMissingDone, ['error', 'complete']),
      checkChoice('onMalformedEvent', settings.onMalformedEvent, ['error', 'skip']),
    ],
  );
}
