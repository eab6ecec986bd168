import type { ResponseFormat, ToolChoice, ToolDefinition } from '../../request/tools.js';
import type { SettingNames } from '../kit/settingFields.js';

const wireTool = ({ name, description, parameters, strict }: ToolDefinition): object => ({
  type: 'function',
  function: { name, description, parameters, strict: strict ?? undefined },
});

const wireChoice = (choice: ToolChoice): unknown =>
  typeof choice === 'string' ? choice : { type: 'function', function: { name: choice.name } };

const wireFormat = (format: ResponseFormat): object => {
  if (format.type === 'text') return { type: 'text' };
  const { name, schema, strict } = format;
  return schema == null
    ? { type: 'json_object' }
    : {
        type: 'json_schema',
        json_schema: { name: name ?? 'answer', schema, strict: strict ?? undefined },
      };
};

/** The fields of tools, of the choice among them, and of the format of the answer. */
export const toolSettings: SettingNames = {
  tools: (tools) => ({ tools: tools.map(wireTool) }),
  toolChoice: (choice) => ({ tool_choice: wireChoice(choice) }),
  responseFormat: (format) => ({ response_format: wireFormat(format) }),
};
