import { copyJson } from '../json/copyJson.js';
import { fieldsOf, isFields, itemsOf } from '../json/json.js';
import {
  aBoolean,
  aString,
  check,
  collectFaults,
  type Fault,
  oneOf,
  optional,
  type Rule,
} from '../validation.js';
import type { ChatRequest } from './request.js';

/** The name of a tool or of a format. */
export const aName: Rule = {
  is: (value) => typeof value === 'string' && /^[\w-]{1,64}$/.test(value),
  words: '1 to 64 of the characters A-Z a-z 0-9 _ -',
};

export const aJsonSchema: Rule = {
  is: (value) => isFields(value) && copyJson(value) !== undefined,
  words: 'a JSON Schema: an object of JSON values',
};

const toolRules = {
  name: aName,
  description: /*#__PURE__*/ optional(aString),
  parameters: aJsonSchema,
  strict: /*#__PURE__*/ optional(aBoolean),
};

const formatRules = {
  type: /*#__PURE__*/ oneOf('text', 'json'),
  name: /*#__PURE__*/ optional(aName),
  schema: /*#__PURE__*/ optional(aJsonSchema),
  strict: /*#__PURE__*/ optional(aBoolean),
};

const within =
  (path: string) =>
  (fault: string): string =>
    `${path}.${fault}`;

const choices: Rule = {
  is: (value) => value === 'auto' || value === 'none' || value === 'required' || isFields(value),
  words: '"auto" or "none" or "required" or an object with the name of a tool',
};

/** Checks the tools of a request, the choice among them, and the format of the answer. */
export function toolFaults({ tools, toolChoice, responseFormat }: ChatRequest): readonly Fault[] {
  const names = itemsOf(tools).map((tool) => fieldsOf(tool)['name']);
  const { name: chosen } = fieldsOf(toolChoice);
  return [
    tools == null || Array.isArray(tools) ? undefined : 'tools must be a list',
    ...Array.from(itemsOf(tools), (tool, at) => [
      ...collectFaults(fieldsOf(tool), toolRules).map(within(`tools[${at}]`)),
      names.indexOf(names[at]) === at ? undefined : `tools[${at}].name must be unique`,
    ]).flat(),
    check('toolChoice', toolChoice, optional(choices)),
    !isFields(toolChoice) || names.includes(chosen)
      ? undefined
      : 'toolChoice.name must be the name of a tool of the request',
    ...(responseFormat == null
      ? []
      : collectFaults(fieldsOf(responseFormat), formatRules).map(within('responseFormat'))),
  ];
}
