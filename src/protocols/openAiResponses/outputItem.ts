import { copyJson } from '../../json/copyJson.js';
import { type Fields, fieldsOf, isFields, parseJson } from '../../json/json.js';
import type { ToolMessage } from '../../request/messages.js';
import { textOf } from '../kit/textOf.js';
import { typeOf } from '../kit/typeOf.js';
import { inputPart } from './inputPart.js';

/** What a shell has printed: as the result says in JSON, or as its text. */
const shellOutput = (json: unknown, text: string, isFailed: boolean): unknown => {
  if (Array.isArray(json)) return json;
  if (isFields(json)) return [json];
  const outcome = { type: 'exit', exit_code: isFailed ? 1 : 0 };
  return [{ stdout: isFailed ? '' : text, stderr: isFailed ? text : '', outcome }];
};

/** A picture of the screen: an image, a URL, or what the result says in JSON. */
const screenshot = (json: unknown, { content }: ToolMessage): unknown => {
  if (isFields(json)) return json;
  const parts = typeof content === 'string' ? [] : (content ?? []).map(inputPart);
  const shown = parts.map(fieldsOf).find((part) => part['image_url'] !== undefined);
  return { type: 'computer_screenshot', image_url: shown?.['image_url'] ?? textOf(content) };
};

/** The item with the result of a call, of the kind that the item of the call wants. */
export function outputItem(call: Fields, result: ToolMessage): Fields {
  const { toolCallId: call_id, content, isError, approval } = result;
  const text = textOf(content);
  const json = copyJson(parseJson(text));
  const type = typeOf(call);
  const item = { type: `${type}_output`, call_id };
  /** The field of the output; a result in JSON may have it, and others beside it. */
  const withField = (name: string, value: unknown): Fields => ({
    ...(isFields(json) && name in json ? json : { [name]: value }),
    ...item,
  });

  switch (type) {
    case 'mcp_approval_request':
      return {
        type: 'mcp_approval_response',
        approval_request_id: approval?.id ?? call_id,
        // What has a result of the app is not to be run.
        approve: approval?.approved ?? false,
        reason: (approval ? approval.reason : text) || undefined,
      };
    case 'local_shell_call':
      return { ...item, output: text };
    case 'apply_patch_call':
      return { ...item, status: isError ? 'failed' : 'completed', output: text };
    case 'shell_call':
      return {
        // The limit of the call is to be repeated.
        max_output_length: fieldsOf(call['action'])['max_output_length'],
        ...withField('output', shellOutput(json, text, isError === true)),
      };
    case 'computer_call':
      return withField('output', screenshot(json, result));
    case 'tool_search_call':
      return {
        ...withField('tools', json),
        type: 'tool_search_output',
        execution: 'client',
        status: 'completed',
      };
    default:
      return {
        ...item,
        // A program that calls tools waits for their results.
        caller: call['caller'] ?? undefined,
        output: typeof content === 'string' ? content : (content ?? []).map(inputPart),
      };
  }
}
