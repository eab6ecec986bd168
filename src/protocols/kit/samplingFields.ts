import type { ChatRequest } from '../../request/request.js';

type Setting = 'maxTokens' | 'temperature' | 'topP' | 'frequencyPenalty' | 'presencePenalty';

// The names that providers give to the settings of a request.
const names: readonly (readonly [Setting, readonly string[]])[] = [
  [
    'maxTokens',
    [
      'maxTokens',
      'max_tokens',
      'max_completion_tokens',
      'max_output_tokens',
      'maxOutputTokens',
      'num_predict',
    ],
  ],
  ['temperature', ['temperature']],
  ['topP', ['topP', 'top_p']],
  ['frequencyPenalty', ['frequencyPenalty', 'frequency_penalty']],
  ['presencePenalty', ['presencePenalty', 'presence_penalty']],
];

/**
 * The settings of a request under a provider's `own` names. The other names of a setting that is
 * given are there too, as `undefined`, so that `extraBody` cannot set them either.
 *
 * @example
 * ```ts
 * import { samplingFields } from 'rxjs-chat-stream/protocols';
 *
 * const request = { message: 'Hi', modelId: 'a-model', topP: 0.5 };
 * JSON.stringify(samplingFields(request, 'top_p', 'max_tokens')); // => '{"top_p":0.5}'
 * ```
 */
export const samplingFields = (
  request: ChatRequest,
  ...own: readonly string[]
): Readonly<Record<string, number | undefined>> =>
  Object.fromEntries(
    names.flatMap(([setting, all]) =>
      all
        .filter((name) => own.includes(name) || request[setting] != null)
        .map((name) => [name, own.includes(name) ? (request[setting] ?? undefined) : undefined]),
    ),
  );
