import { type Fields, fieldsOf } from '../../json/json.js';
import type { ChatRequest } from '../../request/request.js';
import type { ToolChoice } from '../../request/tools.js';
import type { Fault } from '../../validation.js';
import { unlessEmpty } from '../kit/jsonBody.js';
import type { SettingNames } from '../kit/settingFields.js';
import { messages } from './messages.js';

/** Anthropic requires a limit, and each of its models allows this one. */
export const defaults = { max_tokens: 8192 };

const choiceOf = (choice: ToolChoice): object =>
  typeof choice === 'string'
    ? { type: choice === 'required' ? 'any' : choice }
    : { type: 'tool', name: choice.name };

/** It has no penalties, and no effort below `low`. Its models think only where they are told to. */
export const settings: SettingNames = {
  maxTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  stopSequences: 'stop_sequences',
  reasoningEffort: (effort) =>
    effort === 'none'
      ? { thinking: { type: 'disabled' } }
      : { thinking: { type: 'adaptive' }, effort: effort === 'minimal' ? 'low' : effort },
  tools: (tools) => ({
    tools: tools.map(({ name, description, parameters, strict }) => ({
      name,
      description,
      // It may say nothing of the arguments but that they are an object.
      input_schema: { type: 'object', ...parameters },
      strict,
    })),
  }),
  toolChoice: (choice) => ({ tool_choice: choiceOf(choice) }),
  // The answer always keeps to the schema, which has no name.
  responseFormat: (format) =>
    format.type === 'text' ? {} : { format: { type: 'json_schema', schema: format.schema } },
};

/** Checks that JSON is asked for by a schema: Anthropic cannot ask for any other. */
export const checkFormat = ({ responseFormat }: ChatRequest): Fault => {
  const { type, schema } = fieldsOf(responseFormat);
  return type === 'json' && schema == null
    ? 'responseFormat.schema must be given: anthropicMessages cannot ask for JSON without one'
    : undefined;
};

export const body = (request: ChatRequest, { effort, format, ...given }: Fields): object => {
  const { system, messages: turns } = messages(request);
  return {
    model: request.modelId,
    system: unlessEmpty(system),
    messages: turns,
    stream: true,
    ...given,
    output_config: effort || format ? { effort, format } : undefined,
  };
};
