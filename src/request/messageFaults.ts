import { copyJson } from '../json/copyJson.js';
import { fieldsOf, itemsOf } from '../json/json.js';
import {
  aBoolean,
  aList,
  anObject,
  aString,
  check,
  collectFaults,
  type Fault,
  nonBlank,
  oneOf,
  optional,
  type Rule,
  type Rules,
} from '../validation.js';
import { partRules } from './partRules.js';

/** Checks the fields of an object, which is at this path. */
const faultsAt = (path: string, value: unknown, rules: Rules): readonly string[] =>
  collectFaults(fieldsOf(value), rules).map((fault) => `${path}.${fault}`);

const aTextOrParts: Rule = {
  is: (value) => typeof value === 'string' || Array.isArray(value),
  words: 'a string or a list of parts',
};

const aPartType = /*#__PURE__*/ oneOf('text', 'image', 'file');

/** Checks what a user says, or what a tool returns. */
export const contentFaults = (path: string, content: unknown): readonly Fault[] =>
  Array.isArray(content)
    ? Array.from(content, (part: unknown, at) => {
        const { type } = fieldsOf(part);
        const rules = Object.hasOwn(partRules, String(type)) ? partRules[String(type)] : undefined;
        return faultsAt(`${path}[${at}]`, part, rules?.(Object(part)) ?? { type: aPartType });
      }).flat()
    : [check(path, content, aTextOrParts)];

const callRules = {
  id: nonBlank,
  name: nonBlank,
  argumentsText: aString,
  providerExecuted: /*#__PURE__*/ optional(aBoolean),
};

const stateRules = {
  protocol: nonBlank,
  state: { is: (value: unknown) => copyJson(value) !== undefined, words: 'JSON' },
};

const approvalRules = {
  id: nonBlank,
  approved: aBoolean,
  reason: /*#__PURE__*/ optional(aString),
};

const assistantRules = {
  content: aString,
  reasoning: /*#__PURE__*/ optional(aString),
  toolCalls: /*#__PURE__*/ optional(aList),
  providerState: /*#__PURE__*/ optional(anObject),
};

const toolRules = {
  toolCallId: nonBlank,
  name: /*#__PURE__*/ optional(nonBlank),
  isError: /*#__PURE__*/ optional(aBoolean),
};

const resultFaults = (path: string, content: unknown, approval: unknown): readonly Fault[] => {
  if (approval == null) return contentFaults(`${path}.content`, content);
  if (content != null) return [`${path}.content must be left out where there is an approval`];
  return faultsAt(`${path}.approval`, approval, approvalRules);
};

const aRole = /*#__PURE__*/ oneOf('system', 'user', 'assistant', 'tool');

/** Checks one turn of a conversation. */
export function messageFaults(path: string, turn: unknown): readonly Fault[] {
  const { role, content, toolCalls, providerState, approval } = fieldsOf(turn);
  switch (role) {
    case 'system':
      return faultsAt(path, turn, { content: aString });
    case 'user':
      return contentFaults(`${path}.content`, content);
    case 'assistant':
      return [
        ...faultsAt(path, turn, assistantRules),
        ...Array.from(itemsOf(toolCalls), (call, at) =>
          faultsAt(`${path}.toolCalls[${at}]`, call, callRules),
        ).flat(),
        ...(providerState == null
          ? []
          : faultsAt(`${path}.providerState`, providerState, stateRules)),
      ];
    case 'tool':
      return [...faultsAt(path, turn, toolRules), ...resultFaults(path, content, approval)];
    default:
      return faultsAt(path, turn, { role: aRole });
  }
}
