import type { ErrorDetails } from '../eventDetails.js';
import { firstJsonValue } from '../json/firstJsonValue.js';
import { isFields } from '../json/json.js';
import { errorDetails, withOrigin } from './errorDetails.js';
import { areOfError, errorFields } from './errorFields.js';
import { errorSentence } from './errorSentence.js';

/** A failure as the server describes it; `message` is absent if nothing in it is for people. */
export interface ServerError extends ErrorDetails {
  readonly message?: string;
}

const describe = (json: unknown): ServerError | undefined => {
  const sentence = errorSentence(json);
  const { error } = errorFields(json);
  if (sentence === undefined && error === undefined) return undefined;
  // The `type` of a fault that FastAPI lists is that of a check, and no code of the failure.
  const origin = 'loc' in errorFields(sentence?.from) ? {} : errorDetails(sentence?.from);
  return {
    ...(sentence && { message: sentence.text }),
    ...withOrigin({ ...errorDetails(json), ...errorDetails(error) }, origin),
  };
};

/**
 * Reads an error from a JSON value: its most specific sentence, its code, its status and the time
 * to wait, in the shapes that servers and frameworks use:
 *
 * - `{error: {message, code}}` and all that may be in it: OpenAI, Google, Anthropic, OpenRouter
 * - `{error: string}`: Ollama
 * - `{detail: string | [{msg, loc}]}`: FastAPI
 * - `{errors: […]}`, `{errors: {field: […]}}` and `{field: […]}`: Cloudflare, ASP.NET, Django
 * - `{title, detail}`: problem details
 * - `{message, code}`: the default protocol, NestJS, Spring, AWS
 *
 * @returns `undefined` for a value that does not look like an error
 *
 * @example
 * ```ts
 * import { readServerError } from 'rxjs-chat-stream/protocols';
 *
 * const raw = '{"error":{"message":"At most 1 image","type":"invalid_request_error"}}';
 * readServerError({ error: { message: 'Provider returned error', code: 400, metadata: { raw } } });
 * // => { message: 'At most 1 image', code: 'invalid_request_error', status: 400 }
 * ```
 */
export const readServerError = (json: unknown): ServerError | undefined =>
  isFields(json) ? describe(json) : undefined;

// A refusal may have an event as its body: `event: error`, then lines of `data: …`.
const eventData = (text: string): string => {
  if (!/^(?:event|data):/.test(text)) return text;
  const [event = ''] = text.split(/\r?\n\r?\n/, 1);
  return Array.from(event.matchAll(/^data: ?(.*)$/gm), ([, line]) => line).join('\n') || text;
};

/**
 * Reads an error from a body: JSON as in {@link readServerError}, a JSON string, plain text, the
 * title of a page, or any of these as the data of an event. Cut JSON gives no message. It never
 * throws.
 */
export function parseServerError(body: string): ServerError {
  // `trim` also removes a byte order mark.
  const text = eventData(body.trim());
  const json = firstJsonValue(text);
  const isOther = json !== undefined && !isFields(json) && typeof json !== 'string';
  return (isOther ? undefined : describe(json ?? text)) ?? {};
}

/**
 * Whether a body that may also be an answer is an error. A `message` without a code is not enough:
 * it may be what the model says.
 */
export const looksLikeError = (body: string): boolean =>
  areOfError(errorFields(firstJsonValue(body.trim())));
