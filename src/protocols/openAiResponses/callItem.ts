import { copyJson } from '../../json/copyJson.js';
import { type Fields, isFields, parseJson } from '../../json/json.js';
import type { MessageToolCall } from '../../request/messages.js';

/** Items that call a tool of OpenAI and wait for the app. The name of their calls is their type. */
const ownTools: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'local_shell_call',
  'shell_call',
  'apply_patch_call',
  'computer_call',
  'tool_search_call',
  'mcp_approval_request',
]);

/**
 * The item of a call, as the decoder reads it: `argumentsText` is what the item says to do, and
 * that of a custom tool is a JSON string.
 * @param functions names of the app's own tools, which may be those of items
 */
export function callItem(
  { id, name, argumentsText }: MessageToolCall,
  functions: ReadonlySet<string>,
): Fields {
  // The copy fails for JSON that is too deep to be written.
  const given = copyJson(parseJson(argumentsText));
  if (typeof given === 'string')
    return { type: 'custom_tool_call', call_id: id, name, input: given };
  if (!isFields(given) || !ownTools.has(name) || functions.has(name)) {
    const text = argumentsText.trim() === '' ? '{}' : argumentsText;
    return { type: 'function_call', call_id: id, name, arguments: text };
  }
  switch (name) {
    case 'mcp_approval_request':
      return { ...given, type: name, id };
    case 'tool_search_call':
      return {
        type: name,
        call_id: id,
        arguments: given,
        execution: 'client',
        status: 'completed',
      };
    default:
      return { ...given, type: name, call_id: id, status: 'completed' };
  }
}
