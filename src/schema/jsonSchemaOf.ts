import type * as t from 'io-ts';
import { copyJson } from '../json/copyJson.js';
import { type Fields, fieldsOf, isFields } from '../json/json.js';
import { codecSchema } from './codecSchema.js';
import { isSchema, isStandard, type Schema } from './schema.js';

/** The formats of JSON Schema that providers read, the newest first. */
const targets = ['draft-2020-12', 'draft-07'];

const refuse = (why: string): never => {
  throw new TypeError(`jsonSchemaOf: ${why}`);
};

/** What a schema says of its input, in the first format that it knows. */
const standardSchema = (schema: Schema): Fields => {
  const { jsonSchema, vendor } = fieldsOf(Object(schema)['~standard']);
  const { input } = fieldsOf(jsonSchema);
  if (typeof input !== 'function') {
    return refuse(`this schema of ${String(vendor)} does not give its JSON Schema; write it down`);
  }
  let failure: unknown;
  for (const target of targets) {
    try {
      const made = copyJson(input.call(jsonSchema, { target }));
      if (isFields(made)) return made;
    } catch (error) {
      failure ??= error;
    }
  }
  throw new TypeError(`jsonSchemaOf: this schema of ${String(vendor)} has no JSON Schema`, {
    cause: failure,
  });
};

/**
 * The JSON Schema of what a codec or schema accepts: of an io-ts codec by its structure, of a value
 * of [Standard JSON Schema](https://standardschema.dev/json-schema) as it gives it (zod from 4.2,
 * arktype, valibot through `@valibot/to-json-schema`).
 *
 * Only structure is in it: predicates of io-ts refinements are not, except that `t.Int` is an
 * integer.
 *
 * @throws TypeError for a schema that has none, such as an io-ts codec of your own class
 *
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { jsonSchemaOf } from 'rxjs-chat-stream';
 *
 * const place = t.intersection([t.type({ city: t.string }), t.partial({ days: t.Int })]);
 * const { properties, required } = jsonSchemaOf(place);
 * properties; // => { city: { type: 'string' }, days: { type: 'integer' } }
 * required; // => ['city']
 * ```
 */
export function jsonSchemaOf(schema: Schema): Fields {
  if (!isSchema(schema)) {
    return refuse('schema must be an io-ts codec or a value of Standard Schema');
  }
  if (isStandard(schema)) {
    const { $schema: _, ...rest } = standardSchema(schema);
    return rest;
  }
  // Decoders have a name too; those that are no codecs are refused for their structure.
  return codecSchema(schema as t.Any, (path, name) =>
    refuse(`${path} (${name}) has no JSON Schema; give one yourself`),
  );
}
