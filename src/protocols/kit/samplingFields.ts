import type { Fields } from '../../json/json.js';
import type { ChatRequest, ReasoningEffort } from '../../request/request.js';
import { check, type Fault } from '../../validation.js';

/** A field of a request that sets how the model answers. */
export type Setting =
  | 'maxTokens'
  | 'temperature'
  | 'topP'
  | 'frequencyPenalty'
  | 'presencePenalty'
  | 'stopSequences'
  | 'reasoningEffort';

/**
 * The names that a provider gives to the settings of a request. A setting without a name is one
 * that the provider does not have. A function writes the fields of an effort.
 */
export type SettingNames = {
  readonly [Name in Setting]?:
    string | (Name extends 'reasoningEffort' ? (effort: ReasoningEffort) => object : never);
};

// Each with the names that servers give to it, in camel case.
const settings: Readonly<Record<Setting, readonly string[]>> = {
  maxTokens: ['maxTokens', 'maxCompletionTokens', 'maxOutputTokens', 'numPredict', 'nPredict'],
  temperature: ['temperature'],
  topP: ['topP'],
  frequencyPenalty: ['frequencyPenalty'],
  presencePenalty: ['presencePenalty'],
  stopSequences: ['stopSequences', 'stop'],
  reasoningEffort: ['reasoningEffort', 'effort', 'think', 'thinkingLevel', 'thinkingBudget'],
};

// `Object.keys` returns its own keys, which its type cannot say.
const allSettings = /*#__PURE__*/ Object.keys(settings) as readonly Setting[];

const inCamelCase = (name: string): string =>
  name.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The setting that a name stands for in the body of a request, if it does. */
export const settingOf = (name: string): Setting | undefined =>
  allSettings.find((setting) => settings[setting].includes(inCamelCase(name)));

/** Whether two names of a body stand for the same field: in another case, or as another name. */
export const isSameField = (one: string, other: string): boolean =>
  inCamelCase(one) === inCamelCase(other) ||
  (settingOf(one) !== undefined && settingOf(one) === settingOf(other));

/** The value of a setting; `undefined` if it is not given. */
const given = (request: ChatRequest, setting: Setting): unknown => {
  const value = request[setting] ?? undefined;
  return Array.isArray(value) && value.length === 0 ? undefined : value;
};

/**
 * The settings that a request gives, under a provider's names.
 *
 * @example
 * ```ts
 * import { samplingFields } from 'rxjs-chat-stream/protocols';
 *
 * const request = { message: 'Hi', modelId: 'a-model', topP: 0.5 };
 * samplingFields(request, { topP: 'top_p', maxTokens: 'max_tokens' }); // => { top_p: 0.5 }
 * ```
 */
export const samplingFields = (request: ChatRequest, names: SettingNames): Fields =>
  Object.assign(
    {},
    ...allSettings.map((setting) => {
      const value = given(request, setting);
      const name = names[setting];
      if (value === undefined || name === undefined) return {};
      // Only the name of this setting can be a function.
      if (typeof name === 'function') return name(value as ReasoningEffort);
      return { [name]: Array.isArray(value) ? [...value] : value };
    }),
  );

/** The settings that a request gives although the provider does not have them. */
export const unknownSettings = (
  protocol: string,
  request: ChatRequest,
  names: SettingNames,
): readonly Fault[] =>
  allSettings
    .filter((setting) => names[setting] === undefined)
    .map((setting) =>
      check(setting, given(request, setting), {
        is: (value) => value === undefined,
        words: `left out: ${protocol} cannot send it`,
      }),
    );
