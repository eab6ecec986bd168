import type { ToolDefinition } from '../../request/tools.js';

/** A tool as OpenAI and others write it. */
export const functionTool = ({
  name,
  description,
  parameters,
  strict,
}: ToolDefinition): object => ({
  type: 'function',
  function: { name, description, parameters, strict },
});
