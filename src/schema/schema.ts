import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { reportIssues, validateNow } from './reportIssues.js';
import { report } from './report.js';

/**
 * What checks a value of an application: an io-ts codec, or a schema of a library that follows
 * [Standard Schema](https://standardschema.dev), such as zod, valibot and arktype.
 */
export type Schema<A = unknown> = t.Decoder<unknown, A> | StandardSchemaV1<unknown, A>;

/** The type of the values that a schema returns. */
export type SchemaOutput<S extends Schema> = S extends StandardSchemaV1
  ? StandardSchemaV1.InferOutput<S>
  : S extends t.Decoder<unknown, infer A>
    ? A
    : never;

/** Whether a schema follows Standard Schema. */
export const isStandard = <A>(schema: Schema<A>): schema is StandardSchemaV1<unknown, A> =>
  '~standard' in schema;

/** Whether a value is a schema, as far as its methods tell. */
export const isSchema = (value: unknown): value is Schema => {
  // Schemas of arktype are functions.
  const { '~standard': standard, decode } = Object(value);
  return typeof Object(standard).validate === 'function' || typeof decode === 'function';
};

/**
 * Checks a value, and returns what the schema makes of it, or what writes a report that quotes no
 * value.
 * @param name of the schema, for the error
 * @throws TypeError for a schema that validates asynchronously
 */
export function decodeWith<A>(
  name: string,
  schema: Schema<A>,
  value: unknown,
): Either<() => string, A> {
  if (!isStandard(schema)) {
    const decoded = schema.decode(value);
    return isLeft(decoded) ? left(() => report(decoded.left)) : decoded;
  }
  const result = validateNow(name, schema, value);
  const { issues } = result;
  return issues ? left(() => reportIssues(schema, value, issues)) : right(result.value);
}
