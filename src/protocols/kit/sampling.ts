import type { ChatRequest } from '../../request/request.js';

type Setting = 'maxTokens' | 'temperature' | 'topP' | 'frequencyPenalty' | 'presencePenalty';

// What wires call the settings of a request.
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
 * The settings of a request by their `own` names on one wire. The other names of those that are set are there too, without a value, so
 * that `extraBody` cannot set them either.
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
