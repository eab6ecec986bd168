import type { ChatRequest } from '../request.js';

// What wires call the settings of a request.
const names = {
  maxTokens: [
    'max_tokens',
    'max_completion_tokens',
    'max_output_tokens',
    'maxTokens',
    'maxOutputTokens',
    'num_predict',
  ],
  temperature: ['temperature'],
  topP: ['top_p', 'topP'],
  frequencyPenalty: ['frequency_penalty', 'frequencyPenalty'],
  presencePenalty: ['presence_penalty', 'presencePenalty'],
} as const;

type Setting = keyof typeof names;

/** A name of a setting on some wire. */
export type SettingName = (typeof names)[Setting][number];

const settings = /*#__PURE__*/ Object.keys(names) as readonly Setting[];

/**
 * The settings of a request by their `own` names on one wire. The other names of those that are set are there too, without a value, so
 * that `extraBody` cannot set them either.
 */
export const settingsOf = (
  request: ChatRequest,
  ...own: readonly SettingName[]
): Readonly<Partial<Record<SettingName, number>>> =>
  Object.fromEntries(
    settings.flatMap((setting) => {
      const value = request[setting] ?? undefined;
      return names[setting].flatMap((name: SettingName) =>
        own.includes(name) ? [[name, value]] : value === undefined ? [] : [[name, undefined]],
      );
    }),
  );
