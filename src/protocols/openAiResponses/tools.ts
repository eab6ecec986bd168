import type { ResponseFormat, ToolChoice, ToolDefinition } from '../../request/tools.js';

/** A function; without `strict`, OpenAI would take it for one whose schema is strict. */
export const toolOf = ({ name, description, parameters, strict }: ToolDefinition): object => ({
  type: 'function',
  name,
  description,
  parameters,
  strict: strict ?? false,
});

export const choiceOf = (choice: ToolChoice): unknown =>
  typeof choice === 'string' ? choice : { type: 'function', name: choice.name };

/** The format of the answer; OpenAI wants a name for a schema. */
export const formatOf = (format: ResponseFormat): object => {
  if (format.type === 'text') return { type: 'text' };
  const { name = 'answer', schema, strict } = format;
  return schema ? { type: 'json_schema', name, schema, strict } : { type: 'json_object' };
};
