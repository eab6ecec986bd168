import type { Fields } from '../../json/json.js';
import { typeOf } from '../kit/typeOf.js';

// What the types of items that are calls have in common, and what is particular to some of them.

/** What calls a tool: also `program`, code of the model that calls tools, and OpenRouter's own. */
export const isCall = (type: string): boolean =>
  /_call$|^openrouter:|^program$|^mcp_approval_request$/.test(type);

/** What answers a call. */
export const isOutput = (type: string): boolean => type.endsWith('_output');

/** Types whose items have the name of the tool; of the others, the type is the name. */
export const isNamed = (type: string): boolean => /^(function|custom_tool|mcp)_call$/.test(type);

/** Types whose call begins before its item is complete: their arguments come in deltas. */
export const isStreamed = (type: string): boolean =>
  /^(function|custom_tool|apply_patch|shell)_call$/.test(type);

// The second line is of xAI.
const runByProvider = /*#__PURE__*/ new RegExp(
  '^(web_search|file_search|code_interpreter|image_generation|mcp|' +
    'x_search|code_execution|view_image|view_x_video)_call$',
);

/** The tools that xAI runs itself although it sends them as custom tools. */
const customOfXai = /^(x_(keyword|semantic|user)_search|x_thread_fetch|view_x_video)$/;

/** Whether the provider runs a call itself. The others wait for the app. */
export const isProviderExecuted = (item: Fields): boolean => {
  const type = typeOf(item);
  switch (type) {
    case 'function_call':
    case 'apply_patch_call':
    case 'computer_call':
    case 'local_shell_call':
      return false;
    case 'custom_tool_call':
      return customOfXai.test(String(item['name']));
    case 'shell_call':
      return typeOf(item['environment']).startsWith('container');
    case 'tool_search_call':
      return item['execution'] === 'server' || (item['execution'] !== 'client' && !item['call_id']);
    default:
      // What is not known yet waits if its output is to name it.
      return runByProvider.test(type) || !type.endsWith('_call') || !item['call_id'];
  }
};
