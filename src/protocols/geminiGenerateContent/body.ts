import { type Fields, fieldsOf, itemsOf, textIn } from '../../json/json.js';
import type { ChatRequest, ReasoningEffort } from '../../request/request.js';
import type { ToolChoice } from '../../request/tools.js';
import type { Fault } from '../../validation.js';
import type { SettingNames } from '../kit/settingFields.js';
import { contents } from './contents.js';

/** Gemini has no level for no thoughts at all. Models before Gemini 3 take a budget only. */
const thinkingConfig = (effort: ReasoningEffort): object =>
  effort === 'none' ? { thinkingBudget: 0 } : { thinkingLevel: effort.toUpperCase() };

export const settings: SettingNames = {
  maxTokens: 'maxOutputTokens',
  temperature: 'temperature',
  topP: 'topP',
  frequencyPenalty: 'frequencyPenalty',
  presencePenalty: 'presencePenalty',
  stopSequences: 'stopSequences',
  reasoningEffort: (effort) => ({ thinkingConfig: thinkingConfig(effort) }),
  tools: (tools) => ({
    tools: [
      {
        functionDeclarations: tools.map(({ name, description, parameters }) => ({
          name,
          description,
          parametersJsonSchema: parameters,
        })),
      },
    ],
    isStrict: tools.some(({ strict }) => strict),
  }),
  toolChoice: (choice) => ({ choice }),
  // The answer always keeps to the schema, which has no name.
  responseFormat: (format) =>
    format.type === 'text'
      ? { responseMimeType: 'text/plain' }
      : { responseMimeType: 'application/json', responseJsonSchema: format.schema },
};

/** Checks that the names of tools begin as Gemini wants it. */
export const checkTools = ({ tools }: ChatRequest): readonly Fault[] =>
  itemsOf(tools).map((tool, at) =>
    /^[\d-]/.test(textIn(fieldsOf(tool)['name']))
      ? `tools[${at}].name must begin with a letter or "_": geminiGenerateContent cannot send it`
      : undefined,
  );

const modes = { auto: 'AUTO', none: 'NONE', required: 'ANY' };

const configOf = (choice: ToolChoice, isStrict: boolean): object => {
  if (typeof choice !== 'string') return { mode: 'ANY', allowedFunctionNames: [choice.name] };
  // Gemini keeps all functions to their schemas, or none.
  return { mode: choice === 'auto' && isStrict ? 'VALIDATED' : modes[choice] };
};

export const body = (
  request: ChatRequest,
  { tools, isStrict, choice, ...generationConfig }: Fields,
): object => ({
  ...contents(request),
  tools,
  toolConfig:
    choice || isStrict
      ? {
          functionCallingConfig: configOf(
            // The settings above have copied it from the request.
            (choice as ToolChoice | undefined) ?? 'auto',
            isStrict === true,
          ),
        }
      : undefined,
  generationConfig,
});
