import type { ErrorDetails } from '../eventDetails.js';
import { type Fields, isFields, parseJson } from '../json/json.js';

/** A failure as the server describes it; `message` is absent if nothing in it is for people. */
export interface ServerError extends ErrorDetails {
  readonly message?: string;
}

const nonBlank = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.trim() || undefined : undefined;

// Google and OpenRouter send numbers as codes. Objects are ignored: `String` throws for some.
const codeText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

// FastAPI: `detail` is text or, for invalid fields, a list of objects with a `msg` each.
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

// Google: `details` is a list; one of its objects may have a `retryDelay` such as `34.5s`.
const retryDelay = (details: unknown): number | undefined =>
  (Array.isArray(details) ? details : [])
    .map((detail: unknown) =>
      isFields(detail) ? Number.parseFloat(codeText(detail['retryDelay'])) : Number.NaN,
    )
    .find((seconds) => seconds >= 0);

const readDetails = (fields: Fields): ErrorDetails => {
  // LiteLLM writes the status as text: `"code": "429"`.
  const status = [fields['status'], fields['code']]
    .map((value) => Number(codeText(value)))
    .find(isStatus);
  // Google swaps them: the status is in `code`, the code in `status`, such as `UNAVAILABLE`.
  const isSwapped = typeof fields['status'] === 'string' && isStatus(fields['code']);
  // Anthropic marks an error with `"type": "error"`, which is not a code.
  const type = fields['type'] === 'error' ? undefined : fields['type'];
  // vLLM has the code in `type` and the status in `code`: `"type": "BadRequestError", "code": 400`.
  const isWord = typeof type === 'string' && type !== '' && /^\d*$/.test(codeText(fields['code']));
  const code = codeText(isSwapped ? fields['status'] : isWord ? type : (fields['code'] ?? type));
  // Servers of the default protocol have `retry_after` in `details`, in seconds.
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
 * Reads an error from a JSON value, in the shapes that servers use:
 *
 * - `{error: {message, code}}`: OpenAI, Google, Anthropic
 * - `{error: string}`: Ollama
 * - `{detail: string | [{msg}]}`: FastAPI
 * - `{message, code}`: the default protocol, vLLM
 *
 * @returns `undefined` for a value that does not look like an error
 */
export function readServerError(json: unknown): ServerError | undefined {
  if (!isFields(json)) return undefined;
  const { error, detail } = json;
  if (isFields(error)) {
    return withMessage(nonBlank(error['message']), { ...readDetails(json), ...readDetails(error) });
  }
  const message = nonBlank(error) ?? detailText(detail) ?? nonBlank(json['message']);
  return message === undefined ? undefined : withMessage(message, readDetails(json));
}

// A refusal may have an event as its body: `event: error`, then `data: …`.
const eventData = (text: string): string =>
  (/^(?:event|data):/.test(text) && /^data: ?(.+)/m.exec(text)?.[1]) || text;

/**
 * Returns the JSON value of a text, or of its first line (NDJSON), or `undefined`. Of a list, which
 * Gemini sends without `alt=sse`, it returns the first item.
 */
export const firstJsonValue = (text: string): unknown => {
  const complete = parseJson(text);
  const json = complete === undefined ? parseJson(/^[{[].*/.exec(text)?.[0] ?? '') : complete;
  return Array.isArray(json) ? (json[0] ?? null) : json;
};

/**
 * Reads an error from a body: JSON as in {@link readServerError}, a JSON string, plain text, or any
 * of these as the data of an event. Markup, as in the error pages of Cloudflare and nginx, and cut
 * JSON give no message. Never throws.
 */
export function parseServerError(body: string): ServerError {
  // `trim` also removes a byte order mark.
  const text = eventData(body.trim());
  const value = firstJsonValue(text);
  if (value !== undefined) return readServerError(value) ?? withMessage(nonBlank(value), {});
  return withMessage(/^[<{[]/.test(text) ? undefined : nonBlank(text), {});
}

/**
 * Whether a body that may also be an answer is an error. A `message` without a code is not enough:
 * it may be what the model says.
 */
export function looksLikeError(body: string): boolean {
  const value = firstJsonValue(body.trim());
  if (!isFields(value)) return false;
  const { error, detail, message, code, status, type } = value;
  return Boolean(error ?? detail ?? (message && (code ?? status ?? type)));
}
