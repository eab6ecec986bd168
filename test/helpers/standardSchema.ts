import type { StandardSchemaV1 } from '@standard-schema/spec';

/** Makes a schema of no library. */
export const standardSchema = <A>(
  validate: StandardSchemaV1.Props<unknown, A>['validate'],
): StandardSchemaV1<unknown, A> => ({
  '~standard': { version: 1, vendor: 'test', validate },
});

const issuesOf = (
  schema: StandardSchemaV1,
  value: unknown,
  key: PropertyKey,
): readonly StandardSchemaV1.Issue[] => {
  const result = schema['~standard'].validate(value);
  if (result instanceof Promise) throw new TypeError('Not in here');
  return (result.issues ?? []).map(({ message, path = [] }) => ({ message, path: [key, ...path] }));
};

const refuse = (value: unknown) => ({ issues: [{ message: `Not ${JSON.stringify(value)}` }] });

export const aText = standardSchema<string>((value) =>
  typeof value === 'string' ? { value } : refuse(value),
);

/** An object with these fields, of which some may be absent. Paths have segments, as valibot's. */
export const aShape = <A>(
  fields: Readonly<Record<string, StandardSchemaV1>>,
  optional: readonly string[] = [],
): StandardSchemaV1<unknown, A> =>
  standardSchema<A>((value) => {
    if (typeof value !== 'object' || value === null) return refuse(value);
    const given: Readonly<Record<string, unknown>> = { ...value };
    const issues = Object.entries(fields).flatMap(([key, schema]) =>
      optional.includes(key) && given[key] === undefined ? [] : issuesOf(schema, given[key], key),
    );
    const segments = issues.map(({ message, path = [] }) => ({
      message,
      path: path.map((key) => (typeof key === 'object' ? key : { key })),
    }));
    // What has no issue is an `A`, by the fields.
    return issues.length === 0 ? { value: given as A } : { issues: segments };
  });

/** A list or a dictionary. */
export const allOf = (schema: StandardSchemaV1): StandardSchemaV1<unknown, object> =>
  standardSchema<object>((value) => {
    if (typeof value !== 'object' || value === null) return refuse(value);
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    const issues = entries.flatMap(([key, each]) => issuesOf(schema, each, key));
    return issues.length === 0 ? { value } : { issues };
  });
