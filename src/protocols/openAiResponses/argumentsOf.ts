import { type Fields, fieldsOf } from '../../json/json.js';
import { toArgumentsText } from '../kit/toolCalls.js';
import { typeOf } from '../kit/typeOf.js';
import type { Frame } from './callArguments.js';

const otherFields = /*#__PURE__*/ new RegExp(
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
