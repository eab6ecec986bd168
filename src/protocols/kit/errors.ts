import { type ErrorEvent, errorEvent } from '../../events.js';
import type { ServerError } from '../../errors/serverError.js';
import { fieldsOf } from '../../json/json.js';

// What providers call their failures, and the status that each would have had as a refusal.
const statuses: readonly (readonly [RegExp, number])[] = [
  [/overload/, 529],
  [/quota|rate_?limit|too_many|exhausted/, 429],
  [/billing|payment|credit/, 402],
  [/authenti|unauthori|api_key/, 401],
  [/permission|forbidden/, 403],
  [/not_?found/, 404],
  [/too_large/, 413],
  [/deadline|timeout/, 504],
  [/unavailable|slow_down|system_resource/, 503],
  [/invalid|bad_request|context_length/, 400],
  [/server|internal|api_error/, 500],
];

/** The HTTP status that a provider's own code for a failure implies, if it is one that we know. */
export const impliedStatus = (code: string): number | undefined =>
  statuses.find(([pattern]) => pattern.test(code.toLowerCase()))?.[1];

/** Whether a JSON value tells a failure, in the words that OpenAI, Anthropic and vLLM have for it. */
export const isFailure = (json: unknown): boolean => {
  const { error, type, object } = fieldsOf(json);
  return Boolean(error) || type === 'error' || object === 'error';
};

/** The event of a failure that the server told inside of its stream. */
export function failureEvent({ message, ...details }: ServerError): ErrorEvent {
  const status = details.status ?? impliedStatus(details.code ?? '');
  return errorEvent(message ?? details.code ?? 'Unknown streaming error', {
    ...details,
    ...(status === undefined ? {} : { status }),
  });
}
