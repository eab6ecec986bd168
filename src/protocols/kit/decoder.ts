import { left, right } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import {
  contentEvent,
  reasoningEvent,
  type StreamEvent,
  type TokenUsage,
  usageEvent,
} from '../../events.js';
import type { SseMessage } from '../../framing/framing.js';
import { parseServerError } from '../../errors/serverError.js';
import { type Fields, fieldsOf, isFields } from '../../json/json.js';
import { isHeartbeat } from './detect.js';
import { failureEvent, isFailure } from './errors.js';
import { jsonOf, malformed, noJson } from './report.js';
import type { Decoded } from '../protocol.js';

/** What a message with this JSON says. */
export type Reader = (message: SseMessage, json: unknown) => Decoded;

type Events = readonly StreamEvent[];

/** No events. */
export const none: readonly never[] = [];

/** What says nothing new. */
export const nothing: Decoded = /*#__PURE__*/ right(none);

/** Makes a reader of messages of one shape. */
export const reading =
  <A>(codec: t.Type<A, unknown>, read: (from: A, message: SseMessage) => Events): Reader =>
  (message, json) =>
    codec.is(json) ? right(read(json, message)) : malformed(message, json, codec);

/**
 * Reads what comes with every token, without a codec, and tells of it what a `Reader` would; `undefined` for all else, and for anything
 * with a field `error`.
 */
export type FastPath = (json: Fields) => Events | undefined;

/** How the messages of a wire are read. */
export interface Readers {
  readonly quick: FastPath;
  readonly read: Reader;
  /** What is to be told before a failure. */
  readonly usage?: () => Events;
  /** Whether it is no failure, although it looks like one. */
  readonly isOwn?: (json: unknown) => boolean;
}

/** Reads a message that is JSON, or tells a failure, in any form, unless it is one of the wire's own. */
export const readMessage = (
  message: SseMessage,
  { quick, read, usage = () => none, isOwn = () => false }: Readers,
): Decoded => {
  const isError = message.event === 'error';
  const json = jsonOf(message);
  if (json === undefined && !isError) {
    return isHeartbeat(message) ? read(message, undefined) : left(noJson(message));
  }
  const said = isError || !isFields(json) ? undefined : quick(json);
  if (said !== undefined) return right(said);
  return (isError || isFailure(json)) && !isOwn(json)
    ? right([...usage(), failureEvent(parseServerError(message.data))])
    : read(message, json);
};

/** The `type` of a JSON value; empty where there is none. */
export const typeOf = (json: unknown): string => {
  const { type } = fieldsOf(json);
  return typeof type === 'string' ? type : '';
};

/** All of both; hardly ever is there something in each. */
export const both = (some: Events, more: Events): Events =>
  some.length === 0 ? more : more.length === 0 ? some : [...some, ...more];

/** The event of a text, if there is any. */
export const contentOf = (said: string | null | undefined): Events =>
  said ? [contentEvent(said)] : none;

/** The event of a thought, if there is any. */
export const reasoningOf = (said: string | null | undefined): Events =>
  said ? [reasoningEvent(said)] : none;

/** The event of the counts of an answer, if there are any. */
export const tellUsage = (usage: TokenUsage = {}): Events =>
  Object.keys(usage).length === 0 ? none : [usageEvent(usage)];
