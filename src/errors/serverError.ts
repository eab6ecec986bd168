import type { ErrorDetails } from '../events.js';
import { type Fields, isFields, parseJson } from '../json/json.js';

/** What a server says of its failure; `message` is absent when it says nothing that a person could read. */
export interface ServerError extends ErrorDetails {
  readonly message?: string;
}

const nonBlank = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.trim() || undefined : undefined;

// A code may be a number; of some objects no text can be made.
const codeText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

// FastAPI reports invalid fields as a list of objects with a `msg` each.
const detailText = (detail: unknown): string | undefined =>
  Array.isArray(detail)
    ? nonBlank(
        detail
          .map((item: unknown) => (isFields(item) ? nonBlank(item['msg']) : nonBlank(item)) ?? '')
          .join('; '),
      )
    : nonBlank(detail);

const isStatus = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599;

// Google lists its details; one of them may be a wait, such as `34.5s`.
const retryDelay = (details: unknown): number | undefined =>
  (Array.isArray(details) ? details : [])
    .map((detail: unknown) =>
      isFields(detail) ? Number.parseFloat(codeText(detail['retryDelay'])) : Number.NaN,
    )
    .find((seconds) => seconds >= 0);

const readDetails = (fields: Fields): ErrorDetails => {
  // Some gateways write it as text.
  const status = [fields['status'], fields['code']]
    .map((each) => Number(codeText(each)))
    .find(isStatus);
  // Google has the status in `code`, and the code in `status`.
  const isSwapped = typeof fields['status'] === 'string' && isStatus(fields['code']);
  // The type `error` says no more than that it is one.
  const type = fields['type'] === 'error' ? undefined : fields['type'];
  // A number beside a word says less than the word.
  const isWord = typeof type === 'string' && type !== '' && /^\d*$/.test(codeText(fields['code']));
  const code = codeText(isSwapped ? fields['status'] : isWord ? type : (fields['code'] ?? type));
  const nested = isFields(fields['details']) ? fields['details'] : fields;
  const seconds = nested['retry_after'] ?? retryDelay(fields['details']);
  return {
    ...(code === '' ? {} : { code }),
    ...(status === undefined ? {} : { status }),
    ...(typeof seconds === 'number' && seconds >= 0 && seconds < Infinity
      ? { retryAfterMs: seconds * 1000 }
      : {}),
  };
};

const withMessage = (message: string | undefined, details: ErrorDetails): ServerError =>
  message === undefined ? details : { message, ...details };

/**
 * Reads an error out of a JSON value, in the shapes that servers use: `{message, code}`, `{error: string | {message, code}}`,
 * `{detail: string | [{msg}]}`. Gives `undefined` for a value that does not look like an error.
 */
export function readServerError(json: unknown): ServerError | undefined {
  if (!isFields(json)) return undefined;
  const { error, detail, message } = json;
  if (isFields(error)) {
    return withMessage(nonBlank(error['message']), { ...readDetails(json), ...readDetails(error) });
  }
  const said = nonBlank(error) ?? detailText(detail) ?? nonBlank(message);
  return said === undefined ? undefined : withMessage(said, readDetails(json));
}

const unframed = (text: string): string =>
  (/^(?:event|data):/.test(text) && /^data: ?(.+)/m.exec(text)?.[1]) || text;

/** The JSON value of a text: it itself, the first of a list, or that of the first line; `undefined` for what is no JSON. */
export const firstJsonValue = (text: string): unknown => {
  const whole = parseJson(text);
  const json = whole === undefined ? parseJson(/^[{[].*/.exec(text)?.[0] ?? '') : whole;
  return Array.isArray(json) ? (json[0] ?? null) : json;
};

/**
 * Reads an error out of any text: JSON in the shapes of {@link readServerError}, whole, in a list or as the first line, a JSON
 * string, or codeText words; also as the data of an event. Markup and broken JSON are no message. Never fails.
 */
export function parseServerError(body: string): ServerError {
  // Also takes off a byte order mark.
  const text = unframed(body.trim());
  const value = firstJsonValue(text);
  if (value !== undefined) return readServerError(value) ?? withMessage(nonBlank(value), {});
  return withMessage(/^[<{[]/.test(text) ? undefined : nonBlank(text), {});
}

/** Whether a body that may also be an answer is an error: a `message` alone may be what the model says. */
export function looksLikeError(body: string): boolean {
  const value = firstJsonValue(body.trim());
  if (!isFields(value)) return false;
  const { error, detail, message, code, status, type } = value;
  return Boolean(error ?? detail ?? (message && (code ?? status ?? type)));
}
