import type { ErrorDetails } from '../eventDetails.js';
import { type ErrorFields, errorFields } from './errorFields.js';
import { statusOfCode } from './statusOfCode.js';
import { wholeMs } from './wholeMs.js';

// The entries of `details` that are looked at: a server decides how many there are.
const MAX_ENTRIES = 16;

// Google and OpenRouter send numbers as codes. Objects are ignored: `String` throws for some.
const textOf = (value: unknown): string =>
  typeof value === 'string' || Number.isFinite(value) ? String(value) : '';

// Also as text, as LiteLLM has it: `"code": "429"`.
const statusIn = (text: string): number | undefined =>
  /^[45]\d\d$/.test(text) ? Number(text) : undefined;

/** Whether a code is no more than a number. */
const isNumber = (code = ''): boolean => /^\d*$/.test(code);

// Anthropic marks an error with `"type": "error"`; problem details have a URL or `about:blank`. AWS
// puts a namespace before the name.
const typeIn = (fields: ErrorFields): string => {
  const type = textOf(fields.get('type')).replace(/^[\w.]+#/, '');
  return type === 'error' || /[/:]/.test(type) ? '' : type;
};

// OAuth and others have a name in `error`, beside a sentence; most servers have the sentence there.
const nameIn = (fields: ErrorFields): string => {
  const name = textOf(fields.get('errortext'));
  return /^[a-z]+(_[a-z]+)+$|^\w+(Error|Exception)$/.test(name) ? name : '';
};

const failureIn = (fields: ErrorFields): Pick<ErrorDetails, 'code' | 'status'> => {
  const code = textOf(fields.get('code'));
  const given = textOf(fields.get('status'));
  const type = typeIn(fields);
  // Google swaps them: the status is in `code`, the code in `status`, such as `UNAVAILABLE`. vLLM
  // has the code in `type` and the status in `code`.
  const swapped = statusIn(code) !== undefined && /^[A-Z_]+$/.test(given) ? given : '';
  const name = isNumber(code) ? swapped || type || nameIn(fields) || code : code;
  const status =
    statusIn(given) ??
    statusIn(textOf(fields.get('statuscode'))) ??
    statusIn(code) ??
    (statusOfCode(name) === undefined ? statusOfCode(type) : undefined);
  return { ...(name === '' ? {} : { code: name }), ...(status === undefined ? {} : { status }) };
};

const waitUnits = { retryafterms: 1, retryafter: 1000, retryafterseconds: 1000, retrydelay: 1000 };

/** How long the server asks to wait, in ms. Google writes `34.5s`. */
const waitIn = (json: unknown): number | undefined => {
  const fields = errorFields(json);
  for (const [name, unit] of Object.entries(waitUnits)) {
    const text = textOf(fields.get(name));
    const ms = /^\d+(\.\d+)?s?$/.test(text) ? wholeMs(Number.parseFloat(text) * unit) : undefined;
    if (ms !== undefined) return ms;
  }
  return undefined;
};

/**
 * Reads the code, the status and the time to wait in an error; the time is there, in its `details`
 * or in its `metadata`.
 */
export function errorDetails(json: unknown): ErrorDetails {
  const fields = errorFields(json);
  const retryAfterMs = [
    json,
    [fields.get('details')].flat().slice(0, MAX_ENTRIES),
    fields.get('metadata'),
  ]
    .flat()
    .map(waitIn)
    .find((ms) => ms !== undefined);
  return { ...failureIn(fields), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/**
 * The details of an error, and those of what it came from where it has none itself. Where it has no
 * more than a number as a code, the word of its origin is the code.
 */
export function withOrigin(error: ErrorDetails, origin: ErrorDetails): ErrorDetails {
  const { code } = isNumber(error.code) && origin.code !== undefined ? origin : error;
  return { ...origin, ...error, ...(code === undefined ? {} : { code }) };
}
