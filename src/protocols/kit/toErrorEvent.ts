import { statusOf } from '../../errors/statusOfCode.js';
import type { ServerError } from '../../errors/serverError.js';
import { errorEvent } from '../../eventConstructors.js';
import type { ErrorEvent } from '../../events.js';
import { given } from '../../json/given.js';
import { fieldsOf } from '../../json/json.js';

/**
 * Whether JSON is an error as OpenAI (`error`), Anthropic (`type`), vLLM (`object`) or Cloudflare
 * (`errors`) sends it. Google sends it in a list.
 */
export const isErrorPayload = (json: unknown): boolean => {
  const { error, errors, type, object } = fieldsOf(Array.isArray(json) ? json[0] : json);
  if (Boolean(error) || type === 'error' || object === 'error') return true;
  return Array.isArray(errors) && errors.length > 0 && type === undefined;
};

/**
 * The `error` event of a failure that the server reports inside its stream. Its status is the one
 * that the code implies, where the server sends none.
 *
 * @example
 * ```ts
 * import { toErrorEvent } from 'rxjs-chat-stream/protocols';
 *
 * toErrorEvent({ message: 'Busy', code: 'overloaded' });
 * // => { type: 'error', message: 'Busy', code: 'overloaded', status: 529 }
 * ```
 */
export function toErrorEvent({ message, ...details }: ServerError): ErrorEvent {
  return errorEvent(message ?? details.code ?? 'Unknown streaming error', {
    ...details,
    ...given({ status: statusOf(details) }),
  });
}
