import { fold, left, map, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type * as t from 'io-ts';
import { type StreamEvent, type TokenUsage, usageEvent } from '../events.js';
import type { SseMessage } from '../framing/message.js';
import { parseServerError } from '../serverError.js';
import { failureEvent, isFailure } from './errorStatus.js';
import { has, readJson, validate } from './payload.js';
import type { Decoded } from './protocol.js';

/** What a message with this JSON says. */
export type Reader = (message: SseMessage, json: unknown) => Decoded;

/** Makes a reader of messages of one shape. */
export const reading =
  <A>(
    codec: t.Type<A, unknown>,
    read: (from: A, message: SseMessage) => readonly StreamEvent[],
  ): Reader =>
  (message, json) =>
    pipe(
      validate(message, json, codec),
      map((from) => read(from, message)),
    );

/**
 * Reads a message that is JSON, or tells a failure, in any form, unless it is one of the wire's own; `usage` is what is to be told
 * before that.
 */
export const readMessage = (
  message: SseMessage,
  read: Reader,
  usage: () => readonly StreamEvent[] = () => [],
  isOwn: (json: unknown) => boolean = () => false,
): Decoded => {
  const isError = message.event === 'error';
  const failure = (): Decoded => right([...usage(), failureEvent(parseServerError(message.data))]);
  return pipe(
    readJson(message),
    fold(
      (error): Decoded => (isError ? failure() : left(error)),
      (json) => ((isError || isFailure(json)) && !isOwn(json) ? failure() : read(message, json)),
    ),
  );
};

/** The `type` of a JSON value; empty where there is none. */
export const typeOf = (json: unknown): string =>
  has('type')(json) && typeof json.type === 'string' ? json.type : '';

/** The event of the counts of an answer, if there are any. */
export const tellUsage = (usage: TokenUsage = {}): readonly StreamEvent[] =>
  Object.keys(usage).length === 0 ? [] : [usageEvent(usage)];
