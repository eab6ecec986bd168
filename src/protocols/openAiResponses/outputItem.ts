import { fieldsOf, itemsOf, parseJson } from '../../json/json.js';
import type { MessageToolCall } from '../../request/messages.js';
import type { CallResult } from '../kit/exchanges.js';
import { resultText } from '../kit/resultText.js';
import { inputOfCustom, isItemCall } from './callItem.js';

const screenshot = ({ content }: CallResult, parts: unknown): unknown => {
  const image = itemsOf(parts)
    .map((part) => fieldsOf(part)['image_url'])
    .find((url) => url !== undefined);
  return image === undefined
    ? parseJson(String(content))
    : { type: 'computer_screenshot', image_url: image };
};

const shellOutput = (result: CallResult): unknown => {
  const text = resultText(result);
  const parsed = parseJson(text);
  if (Array.isArray(parsed)) return parsed;
  const outcome = { type: 'exit', exit_code: result.isError ? 1 : 0 };
  return [
    result.isError ? { stdout: '', stderr: text, outcome } : { stdout: text, stderr: '', outcome },
  ];
};

/**
 * The item of a result.
 * @param call that it answers
 * @param content of the result, as parts of the API
 */
export function outputItem(
  call: MessageToolCall | undefined,
  result: CallResult,
  content: unknown,
): object {
  const { toolCallId: id, approval } = result;
  if (approval) {
    return {
      type: 'mcp_approval_response',
      approval_request_id: approval.id,
      approve: approval.approved,
      reason: approval.reason ?? undefined,
    };
  }
  const text = resultText(result);
  switch (call && isItemCall(call.name) ? call.name : undefined) {
    case 'apply_patch_call': {
      const status = result.isError ? 'failed' : 'completed';
      return { type: 'apply_patch_call_output', call_id: id, status, output: text };
    }
    case 'computer_call':
      return { type: 'computer_call_output', call_id: id, output: screenshot(result, content) };
    case 'local_shell_call':
      return { type: 'local_shell_call_output', id, output: text };
    case 'shell_call':
      return { type: 'shell_call_output', call_id: id, output: shellOutput(result) };
    case 'tool_search_call':
      return {
        type: 'tool_search_output',
        call_id: id,
        execution: 'client',
        tools: itemsOf(parseJson(text)),
      };
    default: {
      const isCustom = call && inputOfCustom(call.argumentsText) !== undefined;
      const type = isCustom ? 'custom_tool_call_output' : 'function_call_output';
      return { type, call_id: id, output: content };
    }
  }
}
