import { copyJson, isPlain } from '../../json/copyJson.js';
import { type Fields, isFields } from '../../json/json.js';
import type { ChatRequest } from '../../request/request.js';
import { check, type Fault } from '../../validation.js';

/** A field of a request that sets how the model answers. */
export type Setting =
  | 'maxTokens'
  | 'temperature'
  | 'topP'
  | 'frequencyPenalty'
  | 'presencePenalty'
  | 'stopSequences'
  | 'reasoningEffort'
  | 'tools'
  | 'toolChoice'
  | 'responseFormat';

/**
 * The names that a provider gives to the settings of a request. A setting without a name is one
 * that the provider does not have. A function writes the fields of a setting.
 */
export type SettingNames = {
  readonly [Name in Setting]?: string | ((value: NonNullable<ChatRequest[Name]>) => object);
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
  tools: ['tools'],
  toolChoice: ['toolChoice'],
  responseFormat: ['responseFormat'],
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

/** A tool or a format without the fields that are not set, which a database returns as `null`. */
const withoutNull = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (!isFields(value) || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field != null));
};

/** The value of a setting, as a copy if it is JSON; `undefined` if it is not given. */
const given = (request: ChatRequest, setting: Setting): unknown => {
  const value = request[setting] ?? undefined;
  if (Array.isArray(value) && value.length === 0) return undefined;
  return withoutNull(copyJson(value) ?? value);
};

/**
 * The settings that a request gives, under a provider's names.
 *
 * @example
 * ```ts
 * import { settingFields } from 'rxjs-chat-stream/protocols';
 *
 * const request = { message: 'Hi', modelId: 'a-model', topP: 0.5 };
 * settingFields(request, { topP: 'top_p', maxTokens: 'max_tokens' }); // => { top_p: 0.5 }
 * ```
 */
export const settingFields = (request: ChatRequest, names: SettingNames): Fields =>
  Object.assign(
    {},
    ...allSettings.map((setting) => {
      const value = given(request, setting);
      const write = names[setting];
      if (value === undefined || write === undefined) return {};
      // The value is that of the setting, which the type of a union of functions cannot say.
      return typeof write === 'string' ? { [write]: value } : write(value as never);
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
