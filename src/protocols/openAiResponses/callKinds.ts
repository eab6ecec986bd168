import { type Fields, fieldsOf } from '../../json/json.js';
import { toArgumentsText } from '../kit/toolCalls.js';
import { typeOf } from '../kit/typeOf.js';
import type { Frame } from './callArguments.js';

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
const runByProvider = new RegExp(
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

const otherFields = new RegExp(
  '^(id|type|status|call_id|approval_request_id|created_by|caller|environment|execution|' +
    'fingerprint|error|outputs?|results?)$',
);

/** Whether a field of an item does not say what to do. */
const isOther = (name: string): boolean => otherFields.test(name);

const without = (fields: Fields, isLeftOut: (name: string) => boolean): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !isLeftOut(name)));

/**
 * The JSON around the deltas of an item. They stand at the beginning of what `argumentsOf` writes.
 */
export const frameOf = (item: Fields): Frame | undefined => {
  switch (typeOf(item)) {
    case 'custom_tool_call':
      return ['"', '"'];
    case 'code_interpreter_call':
      return ['{"code":"', '"}'];
    case 'shell_call':
      return ['{"action":{"commands":["', '"]}}'];
    case 'apply_patch_call': {
      const { diff: _, ...operation } = fieldsOf(item['operation']);
      return [JSON.stringify({ operation: { ...operation, diff: '' } }).slice(0, -3), '"}}'];
    }
    default:
      return undefined;
  }
};

/** The arguments of a call as JSON text: those of the tool, or what its item says to do. */
export const argumentsOf = (item: Fields): string => {
  const rest = without(item, isOther);
  switch (typeOf(item)) {
    case 'custom_tool_call':
      return JSON.stringify(item['input'] ?? '');
    case 'mcp_approval_request':
      return JSON.stringify(rest);
    case 'code_interpreter_call':
      return JSON.stringify({ code: '', ...rest });
    case 'shell_call': {
      const { action: _, ...others } = rest;
      return JSON.stringify({ action: { commands: [], ...fieldsOf(item['action']) }, ...others });
    }
    case 'apply_patch_call': {
      const { operation: _, ...others } = rest;
      const { diff, ...operation } = fieldsOf(item['operation']);
      return JSON.stringify({ operation: { ...operation, diff }, ...others });
    }
    default: {
      const given = item['arguments'];
      // The kit completes a function call without arguments, unless the answer was cut.
      if (given || typeOf(item) === 'function_call') return given ? toArgumentsText(given) : '';
      if (typeOf(item) === 'mcp_call') return '{}';
      const { action, ...others } = rest;
      if (action === undefined) return JSON.stringify(others);
      // The sources of a search are its result.
      const { sources: _, ...what } = fieldsOf(action);
      return JSON.stringify({ action: what, ...others });
    }
  }
};
