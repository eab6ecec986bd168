import { type Either, left, right } from 'fp-ts/lib/Either.js';
import { asyncScheduler, type SchedulerLike } from 'rxjs';
import { type StreamingChatConfig, streamingDefaults } from './config.js';
import type { StreamingFormatError } from './errors/errors.js';
import type { SseMessage } from './framing/framing.js';
import {
  aFunction,
  anAbortSignal,
  aScheduler,
  collectFaults,
  invalidRequest,
  numberFrom,
  oneOf,
  optional,
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
const parseUrl = (baseUrl: string | URL): URL | undefined => {
  try {
    // Only a page has a location, against which a relative address is resolved.
    const url = new URL(baseUrl, globalThis.location?.href);
    return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : undefined;
  } catch {
    return undefined;
  }
};

const urlFault = 'baseUrl must be an absolute http or https URL without credentials';

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
  transport: /*#__PURE__*/ optional(aFunction),
  signal: /*#__PURE__*/ optional(anAbortSignal),
};

// 0 means no limit, like `Infinity`.
const limit = (ms: number): number => (ms === 0 ? Infinity : ms);

/** Checks a config and fills in the defaults. One `INVALID_REQUEST` error lists all faults. */
export function resolveConfig(
  config: Omit<StreamingChatConfig, 'protocol'>,
): Either<StreamingFormatError, Settings> {
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
    ? left(invalidRequest(...faults))
    : right({ ...settings, baseUrl });
}
