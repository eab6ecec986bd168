import { copyJson } from '../json/copyJson.js';
import { fieldsOf, isFields, itemsOf } from '../json/json.js';
import {
  aBoolean,
  aList,
  aString,
  check,
  collectFaults,
  type Fault,
  oneOf,
  optional,
  readable,
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

const faultsOfTools = (tools: unknown): readonly Fault[] => {
  const known = new Set<unknown>();
  return [
    check('tools', tools, optional(aList)),
    ...Array.from(itemsOf(tools), (tool, at) => {
      const { name } = fieldsOf(tool);
      const isRepeated = typeof name === 'string' && known.has(name);
      known.add(name);
      return [
        ...collectFaults(fieldsOf(tool), toolRules).map(within(`tools[${at}]`)),
        isRepeated ? `tools[${at}].name must be unique` : undefined,
      ];
    }).flat(),
  ];
};

const faultsOfChoice = (choice: unknown, tools: unknown): readonly Fault[] => {
  const isKnown = itemsOf(tools).some(
    (tool) => fieldsOf(tool)['name'] === fieldsOf(choice)['name'],
  );
  return [
    check('toolChoice', choice, optional(choices)),
    isFields(choice) && !isKnown
      ? 'toolChoice.name must be the name of a tool of the request'
      : undefined,
  ];
};

const faultsOfFormat = (format: unknown): readonly Fault[] =>
  format == null ? [] : collectFaults(fieldsOf(format), formatRules).map(within('responseFormat'));

/** Checks the tools of a request, the choice among them, and the format of the answer. */
export const toolFaults = ({
  tools,
  toolChoice,
  responseFormat,
}: ChatRequest): readonly Fault[] => [
  ...readable('tools', () => faultsOfTools(tools)),
  ...readable('toolChoice', () => faultsOfChoice(toolChoice, tools)),
  ...readable('responseFormat', () => faultsOfFormat(responseFormat)),
];
