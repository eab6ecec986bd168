import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { orNull } from './payload.js';

// What the codecs of several wires are made of. io-ts has its own, which also encode and cost more than all of a protocol.

/** Text that servers leave out or send as `null`. */
export const text = /*#__PURE__*/ orNull(t.string);

// Named shortly, since a report names what was expected.

/** An object of which all fields may be absent. */
export const partial = <P extends t.Props>(fields: P): t.PartialC<P> =>
  t.partial(fields, 'an object');

/** An object that has all the fields. */
export const struct = <P extends t.Props>(fields: P): t.TypeC<P> => t.type(fields, 'an object');

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
