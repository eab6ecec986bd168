import type { ErrorDetails } from '../eventDetails.js';
import { given } from '../json/given.js';
import { errorFields, textOf } from './errorFields.js';
import { statusOfCode } from './statusOfCode.js';
import { msIn } from './wholeMs.js';

// The entries of `details` that are looked at: a server decides how many there are.
const MAX_ENTRIES = 16;

// Also as text, as LiteLLM has it: `"code": "429"`.
const statusIn = (text: string): number | undefined =>
  /^[45]\d\d$/.test(text) ? Number(text) : undefined;

/** Whether a code is no more than a number. */
const isNumber = (code = ''): boolean => /^\d*$/.test(code);

// Anthropic marks an error with `"type": "error"`; problem details have a URL or `about:blank`. AWS
// puts a namespace before the name.
const typeIn = (type: unknown): string => {
  const name = textOf(type).replace(/^[\w.]+#/, '');
  return name === 'error' || /[/:]/.test(name) ? '' : name;
};

/** How long the server asks to wait, in ms. */
const waitIn = (json: unknown): number | undefined => {
  const { retryafterms, retryafter, retrydelay } = errorFields(json);
  return msIn(textOf(retryafterms), 1) ?? msIn(textOf(retryafter ?? retrydelay), 1000);
};

/**
 * Reads the code, the status and the time to wait in an error; the time is there, in its `details`
 * or in its `metadata`.
 */
export function errorDetails(json: unknown): ErrorDetails {
  const fields = errorFields(json);
  const { details, metadata } = fields;
  const code = textOf(fields['code']);
  const word = textOf(fields['status']);
  const type = typeIn(fields['type']);
  // Google swaps them: the status is in `code`, the code in `status`, such as `UNAVAILABLE`. vLLM
  // has the code in `type` and the status in `code`.
  const swapped = statusIn(code) !== undefined && /^[A-Z_]+$/.test(word) ? word : '';
  const name = isNumber(code) ? swapped || type || code : code;
  return given({
    code: name,
    status:
      statusIn(word) ??
      statusIn(textOf(fields['statuscode'])) ??
      statusIn(code) ??
      (statusOfCode(name) === undefined ? statusOfCode(type) : undefined),
    retryAfterMs: [json, metadata, ...[details].flat().slice(0, MAX_ENTRIES)]
      .map(waitIn)
      .find((ms) => ms !== undefined),
  });
}

/**
 * The details of an error, and those of what it came from where it has none itself. Where it has no
 * more than a number as a code, the word of its origin is the code.
 */
export const withOrigin = (
  error: ErrorDetails,
  { code, ...origin }: ErrorDetails,
): ErrorDetails => ({
  ...origin,
  ...error,
  ...(isNumber(error.code) && given({ code })),
});
