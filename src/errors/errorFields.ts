import { isFields } from '../json/json.js';

/** The fields of an error under one spelling each: `statuscode` for `statusCode`, `status_code`. */
export type ErrorFields = Readonly<Record<string, unknown>>;

// Fields that have a name of their own where they have text, since it says less than an object
// there; a `reason` only where it is a word.
const isBrief = (name: string, text: string): boolean =>
  name === 'error' || name === 'details' || (name === 'reason' && /^\w*$/.test(text));

/**
 * Reads the fields of a JSON object; none of another value. A name loses its case, its separators
 * and the word "error" before it, and gets "text" after it where it is brief.
 */
export function errorFields(json: unknown): ErrorFields {
  // Without a prototype, whose members would pass for fields.
  const fields: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(isFields(json) ? json : {})) {
    const spelled = key
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .replace(/^(?:error|http)(?=code|type|message|msg|description|status)/, '');
    const name = typeof value === 'string' && isBrief(spelled, value) ? `${spelled}text` : spelled;
    if (value !== null) fields[name] ??= value;
  }
  return fields;
}

/** The text of a field that has text or a number, as Google and OpenRouter send codes. */
export const textOf = (value: unknown): string =>
  // For some objects, `String` throws.
  typeof value === 'string' || Number.isFinite(value) ? String(value) : '';

/**
 * Whether the fields are those of an error. A `message` without a code is not enough: it may be
 * what the model says.
 */
export function areOfError(fields: ErrorFields): boolean {
  const { error, errortext, detail, errors, success, message, msg, title } = fields;
  const { code, status, statuscode, type } = fields;
  return Boolean(
    (error ?? errortext ?? detail) ||
    isFields(errors) ||
    (Array.isArray(errors) && errors.length > 0) ||
    success === false ||
    ((message ?? msg ?? title) && (code ?? status ?? statuscode ?? type)),
  );
}
