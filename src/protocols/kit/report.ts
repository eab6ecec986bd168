import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { StreamingFormatError } from '../../errors/errors.js';
import { type DoneDetails, type DoneEvent, doneEvent, type TokenUsage } from '../../events.js';
import { parseJson } from '../../json/json.js';
import { isDeeper } from '../../json/isDeeper.js';
import type { SseMessage } from '../../framing/framing.js';

// Whatever walks a value later does so on the stack.
const DEEPEST_JSON = 512;

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
      const path = context.flatMap(({ key, actual }, at) => {
        const parent = context[at - 1];
        // The payload as a whole is in nothing, and the parts of unions and intersections lead no deeper.
        if (parent === undefined || parent.actual === actual) return [];
        // The keys of a dictionary are of the payload too.
        return [isDictionary(parent.type) ? '*' : key];
      });
      return `${path.join('.') || 'it'} must be ${context.at(-1)?.type.name}`;
    })
    .join('; ');

const tooDeep = (message: SseMessage): StreamingFormatError =>
  badEvent(message, `it is nested deeper than ${DEEPEST_JSON} levels`);

/** The JSON of a message's data; `undefined` where it is none, or nested too deep. */
export const jsonOf = ({ data }: SseMessage): unknown =>
  isDeeper(data, DEEPEST_JSON) ? undefined : parseJson(data);

/** The error of a message whose data has no JSON for us. */
export const noJson = (message: SseMessage): StreamingFormatError =>
  isDeeper(message.data, DEEPEST_JSON) ? tooDeep(message) : badJson(message);

/** The JSON of a message's data, or the error. */
export const readJson = (message: SseMessage): Either<StreamingFormatError, unknown> => {
  const json = jsonOf(message);
  return json === undefined ? left(noJson(message)) : right(json);
};

/** The report of a codec on a value that its guard did not take. */
export const malformed = <A>(
  message: SseMessage,
  json: unknown,
  codec: t.Type<A, unknown>,
): Either<StreamingFormatError, never> => {
  const decoded = codec.decode(json);
  return left(badEvent(message, isLeft(decoded) ? report(decoded.left) : 'it is not valid'));
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
  codec.is(json) ? right(json) : malformed(message, json, codec);

/** Decodes the JSON data of a message by a codec of an application, which may transform. */
export const decodePayload = <A>(
  message: SseMessage,
  codec: t.Type<A, unknown>,
): Either<StreamingFormatError, A> => {
  const json = readJson(message);
  if (isLeft(json)) return json;
  const decoded = codec.decode(json.right);
  return isLeft(decoded) ? left(badEvent(message, report(decoded.left))) : decoded;
};

/** Makes a decoder of messages that are each one event, by a codec that does not transform. */
export const decodeBy =
  <A, E>(codec: t.Type<A, unknown>, eventOf: (payload: A) => E) =>
  (message: SseMessage): Either<StreamingFormatError, readonly E[]> => {
    const json = jsonOf(message);
    if (json === undefined) return left(noJson(message));
    return codec.is(json) ? right([eventOf(json)]) : malformed(message, json, codec);
  };

type Counts = { readonly [Name in keyof TokenUsage]: number | null | undefined };

/** Token counts without those that the server does not tell; a total that it does not tell is the sum. */
export const tokenUsage = (counts: Counts): TokenUsage => {
  const { inputTokens: input, outputTokens: output } = counts;
  const isSum = typeof input === 'number' && typeof output === 'number';
  const totalTokens = counts.totalTokens ?? (isSum ? input + output : undefined);
  return Object.fromEntries(
    Object.entries({ ...counts, totalTokens }).filter(([, value]) => typeof value === 'number'),
  );
};

/** The end of an answer, with what the wire tells of it. */
export const doneWith = ({
  finishReason,
  responseId,
  model,
}: {
  readonly [Name in keyof DoneDetails]: DoneDetails[Name] | '' | null | undefined;
}): DoneEvent =>
  doneEvent({
    ...(finishReason && { finishReason }),
    ...(responseId && { responseId }),
    ...(model && { model }),
  });
