import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { isFields } from '../../json/json.js';

// Combinators for io-ts codecs that only check. Those of io-ts encode too, and with them a protocol
// would be more than twice as large. A codec that is made of others has them as `props`, `type` or
// `types`, as those of io-ts have: a report must know which keys they declare.

/**
 * Turns a type guard into a codec. `refuse` reports an invalid value; by default it says that
 * `name` was expected.
 */
export const guarded = <A>(
  name: string,
  is: (value: unknown) => value is A,
  refuse: t.Validate<unknown, A> = t.failure,
): t.Type<A> =>
  new t.Type<A>(
    name,
    is,
    (value, context) => (is(value) ? t.success(value) : refuse(value, context)),
    t.identity,
  );

/** The type of the values that a codec takes. */
export type TypeOf<C extends t.Any> = t.TypeOf<C>;

// Like those of io-ts, each of which brings a class and the helpers of TypeScript for it.
const typed = <A>(name: string): t.Type<A> =>
  guarded(name, (value): value is A => typeof value === name);

/** Values that must be there. */
export const string = /*#__PURE__*/ typed<string>('string');
export const number = /*#__PURE__*/ typed<number>('number');
export const boolean = /*#__PURE__*/ typed<boolean>('boolean');
/** Any value, or none. */
export const unknown = /*#__PURE__*/ guarded('unknown', (value): value is unknown =>
  // Always `true`.
  Object.is(value, value),
);

const isAbsent = (value: unknown): value is null | undefined =>
  value === null || value === undefined;

const isRate = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** A finite number from 0. */
export const rate = /*#__PURE__*/ guarded('a number from 0', isRate);

/** A count of tokens. Servers leave out an unknown count, or send `null`. */
export const count = /*#__PURE__*/ guarded(
  'a whole number from 0',
  (value): value is number | null | undefined =>
    isAbsent(value) || (isRate(value) && Number.isInteger(value)),
);

export const isText = (value: unknown): value is string | null | undefined =>
  isAbsent(value) || typeof value === 'string';

/** Text, which servers may leave out or send as `null`. */
export const text = /*#__PURE__*/ guarded('string', isText);

/** Also takes `undefined` and `null`: servers leave a field out or send it as `null`. */
export const orNull = <A>(codec: t.Type<A, unknown>): t.Type<A | null | undefined> =>
  Object.assign(
    guarded(
      codec.name,
      (value): value is A | null | undefined => isAbsent(value) || codec.is(value),
      codec.validate,
    ),
    { type: codec },
  );

/** A part of a value: its key, its codec and its actual value. */
type Part = readonly [key: string, codec: t.Mixed, actual: unknown];

const refuseParts = (parts: readonly Part[], context: t.Context): t.Validation<never> =>
  t.failures(
    parts.flatMap(([key, codec, actual]) => {
      const part = codec.validate(actual, t.appendContext(context, key, codec, actual));
      return isLeft(part) ? part.left : [];
    }),
  );

/** An object with these fields. A field whose codec takes `undefined` may be absent. */
export const struct = <P extends t.Props>(fields: P): t.Type<t.TypeOfProps<P>> => {
  const entries = Object.entries(fields);
  return Object.assign(
    guarded(
      'an object',
      (json): json is t.TypeOfProps<P> => {
        if (!isFields(json)) return false;
        for (const [name, codec] of entries) if (!codec.is(json[name])) return false;
        return true;
      },
      (json, context) =>
        isFields(json)
          ? refuseParts(
              entries.map(([name, codec]) => [name, codec, json[name]]),
              context,
            )
          : t.failure(json, context),
    ),
    { props: fields },
  );
};

/** A list. */
export const listOf = <A>(codec: t.Type<A>): t.Type<A[]> =>
  guarded(
    'a list',
    (json): json is A[] => Array.isArray(json) && json.every((each) => codec.is(each)),
    (json, context) =>
      Array.isArray(json)
        ? refuseParts(
            json.map((each, place) => [String(place), codec, each]),
            context,
          )
        : t.failure(json, context),
  );

/** A list, which servers may leave out or send as `null`. */
export const list = <A>(codec: t.Type<A>): t.Type<A[] | null | undefined> => orNull(listOf(codec));

/** A value of one of two codecs. The report prefers an error inside the value. */
export const oneOf = <A, B>(name: string, a: t.Type<A>, b: t.Type<B>): t.Type<A | B> =>
  Object.assign(
    guarded(
      name,
      (value): value is A | B => a.is(value) || b.is(value),
      (value, context) =>
        [a.validate(value, context), b.validate(value, context)].find(
          (each) =>
            isLeft(each) && each.left.some((fault) => fault.context.length > context.length),
        ) ?? t.failure(value, context),
    ),
    { types: [a, b] },
  );
