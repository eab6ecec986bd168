import { type Fields, parseJson } from '../../json/json.js';
import type { MessageToolCall } from '../../request/messages.js';
import { argumentsObject } from '../kit/argumentsObject.js';

/** The type of the item that asks whether a tool of an MCP server may run. */
export const APPROVAL_REQUEST = 'mcp_approval_request';

// The items that the decoder makes calls of which have the item's type as name.
const types: ReadonlySet<string> = new Set([
  'apply_patch_call',
  'computer_call',
  'local_shell_call',
  APPROVAL_REQUEST,
  'shell_call',
  'tool_search_call',
]);

/** Whether a call is one of an item that is not a function or a custom tool. */
export const isItemCall = (name: string): boolean => types.has(name);

/** The input of a custom tool; `undefined` for the arguments of a function. */
export const inputOfCustom = (argumentsText: string): string | undefined => {
  const parsed = parseJson(argumentsText);
  return typeof parsed === 'string' ? parsed : undefined;
};

/** The item of a call. */
export function callItem({ id, name, argumentsText }: MessageToolCall): object {
  if (name === APPROVAL_REQUEST) return { ...argumentsObject(argumentsText), type: name, id };
  if (types.has(name)) {
    const fields: Fields = { ...argumentsObject(argumentsText), type: name, call_id: id };
    // These two must have an id of their own.
    const needsId = name === 'local_shell_call' || name === 'computer_call';
    return { ...fields, status: 'completed', ...(needsId && { id }) };
  }
  const input = inputOfCustom(argumentsText);
  return input === undefined
    ? { type: 'function_call', call_id: id, name, arguments: argumentsText || '{}' }
    : { type: 'custom_tool_call', call_id: id, name, input };
}
