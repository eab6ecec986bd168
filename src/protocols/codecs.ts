import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { guarded, isFields, orNull } from './payload.js';

// What the codecs of several wires are made of. io-ts has its own, which also encode and cost more than all of a protocol.

export const isText = (value: unknown): value is string | null | undefined =>
  value == null || typeof value === 'string';

/** Text that servers leave out or send as `null`. */
export const text = /*#__PURE__*/ guarded('string', isText);

// Named shortly, since a report names what was expected.

/** An object with these fields; a codec that takes `undefined` lets its field be absent. */
export const struct = <P extends t.Props>(fields: P): t.Type<t.TypeOfProps<P>> => {
  const names = Object.keys(fields);
  return new t.Type(
    'an object',
    (json): json is t.TypeOfProps<P> => {
      if (!isFields(json)) return false;
      for (const name of names) if (!fields[name]?.is(json[name])) return false;
      return true;
    },
    t.type(fields, 'an object').validate,
    t.identity,
  );
};

/** A list that servers leave out or send as `null`. */
export const list = <A>(codec: t.Type<A>): t.Type<A[] | null | undefined> =>
  orNull(t.array(codec, 'a list'));

/** A value that one of two codecs knows. What is wrong inside of it is reported before that it is neither. */
export const oneOf = <A, B>(name: string, a: t.Type<A>, b: t.Type<B>): t.Type<A | B> =>
  new t.Type<A | B>(
    name,
    (value): value is A | B => a.is(value) || b.is(value),
    (value, context) =>
      [a.validate(value, context), b.validate(value, context)].find(
        (each) => !isLeft(each) || each.left.some((fault) => fault.context.length > context.length),
      ) ?? t.failure(value, context),
    t.identity,
  );

/** The arguments of a call, whole: some servers hand on the text that the model wrote. */
export const wholeArguments = /*#__PURE__*/ orNull(
  /*#__PURE__*/ oneOf('an object', t.string, t.UnknownRecord),
);
