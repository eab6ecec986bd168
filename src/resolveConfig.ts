import { type Either, left, right } from 'fp-ts/lib/Either.js';
import { asyncScheduler, type SchedulerLike } from 'rxjs';
import { type StreamingChatConfig, streamingDefaults } from './config.js';
import type { StreamingFormatError } from './errors/errors.js';
import type { SseMessage } from './framing/framing.js';
import {
  aFunction,
  aScheduler,
  check,
  invalidRequest,
  numberFrom,
  oneOf,
  optional,
  type Rule,
  withMethod,
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

const parseUrl = (baseUrl: string | URL): URL | undefined => {
  try {
    // Only a page has a location, against which a relative address is resolved.
    return new URL(baseUrl, globalThis.location?.href);
  } catch {
    return undefined;
  }
};

const httpUrl: Rule = {
  is: (url) => url instanceof URL && /^https?:$/.test(url.protocol),
  words: 'an absolute http or https URL',
};

const withoutCredentials: Rule = {
  is: (url) => !(url instanceof URL && (url.username || url.password)),
  words: 'without credentials',
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
    check('baseUrl', baseUrl, httpUrl),
    check('baseUrl', baseUrl, withoutCredentials),
    check('connectionTimeout', settings.connectionTimeout, numberFrom(0)),
    check('readTimeout', settings.readTimeout, numberFrom(0)),
    check('maxResponseSize', settings.maxResponseSize, numberFrom(0)),
    check('maxEventSize', settings.maxEventSize, numberFrom(0)),
    check('transport', config.transport, optional(aFunction)),
    check('onUnknownEvent', settings.onUnknownEvent, aFunction),
    check('signal', config.signal, optional(withMethod('an AbortSignal', 'addEventListener'))),
    check('scheduler', settings.scheduler, aScheduler),
    check('onMissingDone', settings.onMissingDone, oneOf('error', 'complete')),
    check('onMalformedEvent', settings.onMalformedEvent, oneOf('error', 'skip')),
  ].filter((fault) => fault !== undefined);
  return baseUrl === undefined || faults.length > 0
    ? left(invalidRequest(faults))
    : right({ ...settings, baseUrl });
}
