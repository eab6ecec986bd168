import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { StreamingFormatError } from '../errors.js';
import { isDeeper } from './jsonDepth.js';
import type { SseMessage } from '../framing/message.js';

// Whatever walks a value later does so on the stack.
const DEEPEST_JSON = 512;

/** Makes a codec out of a type guard; `name` says in reports what was expected. */
export const guarded = <A>(name: string, is: (value: unknown) => value is A): t.Type<A> =>
  new t.Type<A>(
    name,
    is,
    (value, context) => (is(value) ? t.success(value) : t.failure(value, context)),
    t.identity,
  );

/** The error of a payload that is not JSON. It does not quote the payload. */
const badJson = ({ event }: SseMessage): StreamingFormatError =>
  new StreamingFormatError(`The data of a "${event}" event is not JSON`, {
    code: 'BAD_JSON',
    phase: 'streaming',
  });

/** The error of a payload of the wrong shape; `fault` must not quote values. */
export const badEvent = ({ event }: SseMessage, fault: string): StreamingFormatError =>
  new StreamingFormatError(`Malformed "${event}" event: ${fault}`, {
    code: 'BAD_EVENT',
    phase: 'streaming',
  });

const isDictionary = (type: object | undefined): boolean =>
  type !== undefined && '_tag' in type && type._tag === 'DictionaryType';

// io-ts's own reporters print the value found, which may be private; this one tells the path and the type only.
const report = (errors: t.Errors): string =>
  errors
    .map(({ context }) => {
      // The first entry is the payload as a whole, which has no key; the keys of a dictionary are of the payload too.
      const path = context
        .slice(1)
        .map(({ key }, parent) => (isDictionary(context[parent]?.type) ? '*' : key));
      return `${path.join('.') || 'it'} must be ${context.at(-1)?.type.name}`;
    })
    .join('; ');

/** The JSON of a message's data. */
export const readJson = (message: SseMessage): Either<StreamingFormatError, unknown> => {
  if (isDeeper(message.data, DEEPEST_JSON)) {
    return left(badEvent(message, `it is nested deeper than ${DEEPEST_JSON} levels`));
  }
  try {
    return right(JSON.parse(message.data));
  } catch {
    return left(badJson(message));
  }
};

const decodeJson = <A>(
  message: SseMessage,
  json: unknown,
  codec: t.Type<A, unknown>,
): Either<StreamingFormatError, A> => {
  const decoded = codec.decode(json);
  return isLeft(decoded) ? left(badEvent(message, report(decoded.left))) : decoded;
};

/**
 * Checks a JSON value by a codec that does not transform: its guard decides, which costs a fraction of `decode`, and `decode`
 * only writes the report.
 */
export const validate = <A>(
  message: SseMessage,
  json: unknown,
  codec: t.Type<A, unknown>,
): Either<StreamingFormatError, A> =>
  codec.is(json) ? right(json) : decodeJson(message, json, codec);

/** Decodes the JSON data of a message by a codec of an application, which may transform. */
export const decodePayload = <A>(
  message: SseMessage,
  codec: t.Type<A, unknown>,
): Either<StreamingFormatError, A> => {
  const json = readJson(message);
  return isLeft(json) ? json : decodeJson(message, json.right, codec);
};

/** Decodes the JSON data of a message by a codec that does not transform. */
export const decodeGuarded = <A>(
  message: SseMessage,
  codec: t.Type<A, unknown>,
): Either<StreamingFormatError, A> => {
  const json = readJson(message);
  return isLeft(json) ? json : validate(message, json.right, codec);
};
