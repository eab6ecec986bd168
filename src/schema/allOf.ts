import { type Fields, fieldsOf, isFields, itemsOf } from '../json/json.js';

/** Whether a schema is that of an object with known fields. */
export const isOfFields = (schema: Fields): boolean =>
  schema['type'] === 'object' && isFields(schema['properties']);

/** What all of the schemas accept; one schema, if they are those of objects with known fields. */
export const allOf = (schemas: readonly Fields[]): Fields => {
  if (!schemas.every(isOfFields)) return { allOf: schemas };
  // The schemas of each field. A map, since a field may have any name.
  const fields = new Map<string, Fields[]>();
  for (const { properties } of schemas) {
    for (const [name, schema] of Object.entries(fieldsOf(properties))) {
      fields.set(name, [...(fields.get(name) ?? []), fieldsOf(schema)]);
    }
  }
  const required = [...new Set(schemas.flatMap((each) => itemsOf(each['required'])))];
  return {
    type: 'object',
    properties: Object.fromEntries(
      [...fields].map(([name, [first = {}, ...more]]) => [
        name,
        more.every((each) => JSON.stringify(each) === JSON.stringify(first))
          ? first
          : allOf([first, ...more]),
      ]),
    ),
    ...(required.length > 0 && { required }),
    // A part that knows its fields only does not know those of the others.
    ...(schemas.every((each) => each['additionalProperties'] === false) && {
      additionalProperties: false,
    }),
  };
};
