import { decodeWith, type Schema } from '../../src/schema/schema.js';
import { badOutput } from './badOutput.js';

/**
 * Checks a value, and returns what the schema makes of it; without a schema, the value.
 * @param operator for the error of a schema that cannot be used
 * @param what the value is, for the error of a value that does not match
 * @throws StreamingFormatError with code `BAD_OUTPUT`, which names paths and types
 * @throws TypeError for a schema that validates asynchronously
 */
export function checkOutput<A>(
  operator: string,
  schema: Schema<A> | undefined,
  value: unknown,
  what: string,
): A {
  // Without a schema, the type is a promise of the app; `unknown` if it makes none.
  if (schema === undefined) return value as A;
  const result = decodeWith(`${operator}: schema`, schema, value);
  if (result._tag === 'Right') return result.right;
  throw badOutput(`${what} does not match the schema: ${result.left()}`);
}
