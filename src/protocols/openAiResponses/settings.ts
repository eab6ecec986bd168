import type { ResponseFormat, ToolDefinition } from '../../request/tools.js';
import type { SettingNames } from '../kit/settingFields.js';

const wireTool = ({ name, description, parameters, strict }: ToolDefinition): object => ({
  type: 'function',
  name,
  description: description ?? undefined,
  parameters,
  // Without it, OpenAI makes every argument required where it can.
  strict: strict ?? false,
});

const wireFormat = (format: ResponseFormat): object => {
  if (format.type === 'text') return { type: 'text' };
  const { name, schema, strict } = format;
  return schema == null
    ? { type: 'json_object' }
    : { type: 'json_schema', name: name ?? 'answer', schema, strict: strict ?? undefined };
};

/** Its settings. It takes no stop sequences. */
export const settings: SettingNames = {
  maxTokens: 'max_output_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  reasoningEffort: (effort) => ({ reasoning: { effort } }),
  tools: (tools) => ({ tools: tools.map(wireTool) }),
  toolChoice: (choice) => ({
    tool_choice: typeof choice === 'string' ? choice : { type: 'function', name: choice.name },
  }),
  responseFormat: (format) => ({ text: { format: wireFormat(format) } }),
};
