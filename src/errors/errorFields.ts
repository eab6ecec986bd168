import { isFields } from '../json/json.js';

/** The fields of an error under one spelling each: `statuscode` for `statusCode`, `status_code`. */
export type ErrorFields = ReadonlyMap<string, unknown>;

// Fields that have a name of their own where they have text, since it says less than an object
// there; a `reason` only where it is a word.
const isBrief = (name: string, text: string): boolean =>
  name === 'error' || name === 'details' || (name === 'reason' && /^\w*$/.test(text));

/**
 * Reads the fields of a JSON object; none of another value. A name loses its case, its separators
 * and the word "error" before it, and gets "text" after it where it is brief.
 */
export function errorFields(json: unknown): ErrorFields {
  const fields = new Map<string, unknown>();
  for (const [key, value] of Object.entries(isFields(json) ? json : {})) {
    const spelled = key
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .replace(/^(?:error|http)(?=code|type|message|msg|description|status)/, '');
    const name = typeof value === 'string' && isBrief(spelled, value) ? `${spelled}text` : spelled;
    if (value !== null && value !== undefined && !fields.has(name)) fields.set(name, value);
  }
  return fields;
}

/**
 * Whether the fields are those of an error. A `message` without a code is not enough: it may be
 * what the model says.
 */
export function areOfError(fields: ErrorFields): boolean {
  const some = (...names: readonly string[]): boolean => names.some((name) => fields.get(name));
  const errors = fields.get('errors');
  return (
    some('error', 'errortext', 'detail') ||
    isFields(errors) ||
    (Array.isArray(errors) && errors.length > 0) ||
    fields.get('success') === false ||
    (some('message', 'msg', 'title') && some('code', 'status', 'statuscode', 'type'))
  );
}
