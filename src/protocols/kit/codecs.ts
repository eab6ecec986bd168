import { isLeft, left, right } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { isFields } from '../../json/json.js';

// Codecs that only check: what those of io-ts are, without what encodes and composes. With them a
// protocol is a third as large. A codec that is made of others has them as `props`, `type` or
// `types`, as those of io-ts have: a report must know which keys they declare.

/** Checks JSON. Any codec of io-ts is one. */
export interface Codec<A> extends t.Decoder<unknown, A> {
  readonly is: t.Is<A>;
}

/** The type of the values that a codec takes. */
export type TypeOf<C> = C extends Codec<infer A> ? A : never;

/** The codecs of the fields of an object. */
export type FieldCodecs = Readonly<Record<string, Codec<unknown>>>;

/** The type of an object with these fields. */
export type TypeOfFields<F extends FieldCodecs> = { [Name in keyof F]: TypeOf<F[Name]> };

/** Reports what is wrong with an invalid value. */
export type Refuse = (value: unknown, context: t.Context) => t.Errors;

const refuseWhole: Refuse = (value, context) => [{ value, context }];

/**
 * Turns a type guard into a codec. `refuse` reports an invalid value; by default it says that
 * `name` was expected.
 */
export const guarded = <A>(
  name: string,
  is: (value: unknown) => value is A,
  refuse: Refuse = refuseWhole,
): Codec<A> => {
  const codec: Codec<A> = {
    name,
    is,
    validate: (value, context) => (is(value) ? right(value) : left(refuse(value, context))),
    decode: (value) => codec.validate(value, [{ key: '', type: codec, actual: value }]),
  };
  return codec;
};

const typed = <A>(name: string): Codec<A> =>
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

const faultsOf = (codec: Codec<unknown>, value: unknown, context: t.Context): t.Errors => {
  const result = codec.validate(value, context);
  return isLeft(result) ? result.left : [];
};

/** Also takes `undefined` and `null`: servers leave a field out or send it as `null`. */
export const orNull = <A>(codec: Codec<A>): Codec<A | null | undefined> =>
  Object.assign(
    guarded(
      codec.name,
      (value): value is A | null | undefined => isAbsent(value) || codec.is(value),
      (value, context) => faultsOf(codec, value, context),
    ),
    { type: codec },
  );

/** The faults of the parts of a value: each with its key, its codec and its actual value. */
const faultsOfParts = (
  parts: readonly (readonly [key: string, type: Codec<unknown>, actual: unknown])[],
  context: t.Context,
): t.Errors =>
  parts.flatMap(([key, type, actual]) =>
    faultsOf(type, actual, [...context, { key, type, actual }]),
  );

/** An object with these fields. A field whose codec takes `undefined` may be absent. */
export const struct = <F extends FieldCodecs>(fields: F): Codec<TypeOfFields<F>> => {
  const entries = Object.entries(fields);
  return Object.assign(
    guarded(
      'an object',
      (json): json is TypeOfFields<F> => {
        if (!isFields(json)) return false;
        for (const [name, codec] of entries) if (!codec.is(json[name])) return false;
        return true;
      },
      (value, context) =>
        isFields(value)
          ? faultsOfParts(
              entries.map(([name, codec]) => [name, codec, value[name]]),
              context,
            )
          : refuseWhole(value, context),
    ),
    { props: fields },
  );
};

/** A list. */
export const listOf = <A>(codec: Codec<A>): Codec<A[]> =>
  guarded(
    'a list',
    (json): json is A[] => Array.isArray(json) && json.every((each) => codec.is(each)),
    (value, context) =>
      Array.isArray(value)
        ? faultsOfParts(
            value.map((each, place) => [String(place), codec, each]),
            context,
          )
        : refuseWhole(value, context),
  );

/** A list, which servers may leave out or send as `null`. */
export const list = <A>(codec: Codec<A>): Codec<A[] | null | undefined> => orNull(listOf(codec));

/** A value of one of two codecs. The report prefers an error inside the value. */
export const oneOf = <A, B>(name: string, a: Codec<A>, b: Codec<B>): Codec<A | B> =>
  Object.assign(
    guarded(
      name,
      (value): value is A | B => a.is(value) || b.is(value),
      (value, context) =>
        [a, b]
          .map((codec) => faultsOf(codec, value, context))
          .find((faults) => faults.some((fault) => fault.context.length > context.length)) ??
        refuseWhole(value, context),
    ),
    { types: [a, b] },
  );
