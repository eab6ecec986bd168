import type { StandardSchemaV1 } from '@standard-schema/spec';
import { fieldsOf } from '../json/json.js';
import { reportFirst } from './report.js';

/**
 * Validates a value.
 * @param name of the schema, for the error
 * @throws TypeError for a schema that validates asynchronously
 */
export function validateNow<A>(
  name: string,
  schema: StandardSchemaV1<unknown, A>,
  value: unknown,
): StandardSchemaV1.Result<A> {
  const result = schema['~standard'].validate(value);
  if (!('then' in result)) return result;
  result.then(undefined, () => {});
  throw new TypeError(`${name} must validate synchronously`);
}

/** A step of a path into a payload. */
interface Step {
  readonly key: PropertyKey;
  /** Whether the key is the index of a list. */
  readonly isIndex: boolean;
}

const keysOf = ({ path = [] }: StandardSchemaV1.Issue): readonly PropertyKey[] =>
  path.map((segment) => (typeof segment === 'object' ? segment.key : segment));

const stepsOf = (payload: unknown, keys: readonly PropertyKey[]): readonly Step[] => {
  let value = payload;
  return keys.map((key) => {
    const isIndex = Array.isArray(value);
    value = isIndex ? (value as readonly unknown[])[Number(key)] : fieldsOf(value)[String(key)];
    return { key, isIndex };
  });
};

/** A payload that has nothing but these steps, each list with one element. */
const onlyWith = (steps: readonly Step[]): unknown =>
  steps.reduceRight<object>(
    (inner, { key, isIndex }) => (isIndex ? [inner] : { [key]: inner }),
    {},
  );

/** The issues that a schema has with a value; none if it cannot tell at once. */
const issuesWith = (
  schema: StandardSchemaV1,
  value: unknown,
): readonly StandardSchemaV1.Issue[] => {
  try {
    return validateNow('', schema, value).issues ?? [];
  } catch {
    // Code of the app that does not expect such a value.
    return [];
  }
};

/**
 * Whether the schema declares the key of the last step: it does if it misses that key where the
 * payload has none. The format has no other way to tell such a key from one of the payload.
 */
const isDeclared = (schema: StandardSchemaV1, steps: readonly Step[]): boolean =>
  issuesWith(schema, onlyWith(steps.slice(0, -1))).some((issue) => {
    const keys = keysOf(issue);
    return steps.every(({ key, isIndex }, at) => keys[at] === (isIndex ? 0 : key));
  });

/**
 * Reports the issues of a schema as paths. Their messages may quote values, and the keys of a
 * payload may be private: a key is printed where it is an index, or required by the schema.
 */
export const reportIssues = (
  schema: StandardSchemaV1,
  payload: unknown,
  issues: readonly StandardSchemaV1.Issue[],
): string =>
  reportFirst(issues, (issue) => {
    const steps = stepsOf(payload, keysOf(issue));
    const path = steps.map(({ key, isIndex }, at) =>
      isIndex || isDeclared(schema, steps.slice(0, at + 1)) ? String(key) : '*',
    );
    return `${path.join('.') || 'it'} must match the schema`;
  });
