import { type Either, left, right } from 'fp-ts/lib/Either.js';
import { asyncScheduler, type SchedulerLike } from 'rxjs';
import { type StreamingChatConfig, streamingDefaults } from './config.js';
import type { SseMessage } from './framing/framing.js';
import {
  aFunction,
  anAbortSignal,
  anObject,
  aScheduler,
  check,
  collectFaults,
  type Fault,
  nonBlank,
  numberFrom,
  oneOf,
  optional,
  type Rule,
} from './validation.js';

/** The checked values of a config, with the defaults filled in. */
export interface Settings {
  readonly baseUrl: URL;
  readonly connectionTimeout: number;
  readonly readTimeout: number;
  readonly maxResponseSize: number;
  readonly maxEventSize: number;
  readonly onMissingDone: 'error' | 'complete';
  readonly onMalformedEvent: 'error' | 'skip';
  readonly onUnknownEvent: (message: SseMessage) => void;
  readonly scheduler: SchedulerLike;
}

/** Parses the base URL; `undefined` unless it is an http or https one without credentials. */
const parseUrl = (baseUrl: unknown): URL | undefined => {
  // `URL` would also take what turns into a text.
  if (typeof baseUrl !== 'string' && !(baseUrl instanceof URL)) return undefined;
  try {
    // Only a page has a location, against which a relative address is resolved.
    const url = new URL(baseUrl, globalThis.location?.href);
    return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : undefined;
  } catch {
    return undefined;
  }
};

const urlFault = 'baseUrl must be an absolute http or https URL without credentials';

const aProtocol: Rule = {
  is: (value) => {
    const { framing, encode, decoder } = Object(value);
    return [encode, decoder].every(aFunction.is) && ['sse', 'ndjson'].includes(framing);
  },
  words: 'a protocol, as streamingChatProtocol() returns one',
};

const aKey: Rule = {
  is: (value) => typeof value === 'boolean' || nonBlank.is(value),
  words: 'a boolean or a non-empty string',
};

const rules = {
  connectionTimeout: /*#__PURE__*/ numberFrom(0),
  readTimeout: /*#__PURE__*/ numberFrom(0),
  maxResponseSize: /*#__PURE__*/ numberFrom(0),
  maxEventSize: /*#__PURE__*/ numberFrom(0),
  onUnknownEvent: aFunction,
  scheduler: aScheduler,
  onMissingDone: /*#__PURE__*/ oneOf('error', 'complete'),
  onMalformedEvent: /*#__PURE__*/ oneOf('error', 'skip'),
};

const partRules = {
  protocol: /*#__PURE__*/ optional(aProtocol),
  idempotencyKey: /*#__PURE__*/ optional(aKey),
  transport: /*#__PURE__*/ optional(aFunction),
  signal: /*#__PURE__*/ optional(anAbortSignal),
};

// 0 means no limit, like `Infinity`.
const limit = (ms: number): number => (ms === 0 ? Infinity : ms);

/** Checks a config and fills in the defaults. Returns a sentence for each fault. */
export function resolveConfig(
  config: Omit<StreamingChatConfig, 'protocol'>,
): Either<readonly Fault[], Settings> {
  const fault = check('the config', config, anObject);
  if (fault !== undefined) return left([fault]);
  const baseUrl = parseUrl(config.baseUrl);
  const settings = {
    connectionTimeout: limit(config.connectionTimeout ?? streamingDefaults.connectionTimeout),
    readTimeout: limit(config.readTimeout ?? streamingDefaults.readTimeout),
    maxResponseSize: config.maxResponseSize ?? streamingDefaults.maxResponseSize,
    maxEventSize: config.maxEventSize ?? streamingDefaults.maxEventSize,
    onMissingDone: config.onMissingDone ?? 'error',
    onMalformedEvent: config.onMalformedEvent ?? 'error',
    onUnknownEvent: config.onUnknownEvent ?? (() => {}),
    scheduler: config.scheduler ?? asyncScheduler,
  } as const;
  const faults = [
    ...(baseUrl === undefined ? [urlFault] : []),
    ...collectFaults(settings, rules),
    ...collectFaults(config, partRules),
  ];
  return baseUrl === undefined || faults.length > 0
    ? left(faults)
    : right({ ...settings, baseUrl });
}
