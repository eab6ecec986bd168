import type { Fields } from '../json/json.js';

/** What is one of these values. */
export const only = (type: string, values: readonly unknown[]): Fields => ({ type, enum: values });

/** What one of the schemas accepts. */
export const anyOf = (schemas: readonly Fields[]): Fields => {
  const [first = {}] = schemas;
  if (schemas.length === 1) return first;
  // Some providers know `enum`, but not lists of alternatives.
  return schemas.every((each) => Array.isArray(each['enum']) && each['type'] === first['type'])
    ? only(String(first['type']), [...new Set(schemas.flatMap(({ enum: values }) => values))])
    : { anyOf: schemas };
};
