import { fieldsOf, itemsOf } from '../json/json.js';
import {
  aList,
  anObject,
  aString,
  check,
  collectFaults,
  type Fault,
  nonBlank,
  numberFrom,
  oneOf,
  optional,
  readable,
  type Rule,
  wholeNumberFrom,
} from '../validation.js';
import { contentFaults, messageFaults } from './messageFaults.js';
import type { ChatRequest, ResolvedRequest } from './request.js';
import { toolFaults } from './toolFaults.js';
import { unansweredCalls } from './unansweredCalls.js';

// The characters of an HTTP header value: no CR, LF, NUL or other control, none above Latin-1.
const headerText: Rule = {
  is: (value) => typeof value === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(value),
  words: 'text without line breaks, control characters or characters above U+00FF',
};

const texts: Rule = {
  // `every` would pass over the holes of a list.
  is: (value) =>
    Array.isArray(value) && [...value].every((each) => typeof each === 'string' && each !== ''),
  words: 'a list of non-empty strings',
};

/** Checks each element of a list in a request. */
export const checkEach = (name: string, list: unknown, rule: Rule): readonly Fault[] =>
  Array.isArray(list)
    ? Array.from(list, (each, index) => check(`${name}[${index}]`, each, rule))
    : [check(name, list, optional(aList))];

/** Checks that there is a token, for a protocol that requires one. */
export const checkToken = ({ accessToken }: ResolvedRequest): Fault =>
  check('accessToken', accessToken, nonBlank);

const rules = {
  modelId: nonBlank,
  systemPrompt: /*#__PURE__*/ optional(aString),
  maxTokens: /*#__PURE__*/ optional(/*#__PURE__*/ wholeNumberFrom(1)),
  temperature: /*#__PURE__*/ optional(/*#__PURE__*/ numberFrom(0, 2)),
  topP: /*#__PURE__*/ optional(/*#__PURE__*/ numberFrom(0, 1)),
  frequencyPenalty: /*#__PURE__*/ optional(/*#__PURE__*/ numberFrom(-2, 2)),
  presencePenalty: /*#__PURE__*/ optional(/*#__PURE__*/ numberFrom(-2, 2)),
  stopSequences: /*#__PURE__*/ optional(texts),
  reasoningEffort: /*#__PURE__*/ optional(
    /*#__PURE__*/ oneOf('none', 'minimal', 'low', 'medium', 'high'),
  ),
  extraBody: /*#__PURE__*/ optional(anObject),
};

const checkMessage = ({ message, history }: ChatRequest): readonly Fault[] => {
  if (Array.isArray(message)) {
    const faults = contentFaults('message', message);
    const isEmpty = message.every((part) => /^\s*$/.test(String(fieldsOf(part)['text'] ?? '-')));
    return isEmpty ? ['message must be a non-empty list of parts'] : faults;
  }
  const mayGoOn = message == null && fieldsOf(itemsOf(history).at(-1))['role'] === 'tool';
  return mayGoOn ? [] : [check('message', message, nonBlank)];
};

const historyFaults = ({ history, message }: ChatRequest): readonly Fault[] => [
  check('history', history, optional(aList)),
  ...Array.from(itemsOf(history), (turn, at) =>
    readable(`history[${at}]`, () => messageFaults(`history[${at}]`, turn)),
  ).flat(),
  ...readable('history', () => unansweredCalls(history, message)),
];

/** Checks the fields that all protocols share. Returns a sentence for each fault. */
export const requestFaults = (request: ResolvedRequest<ChatRequest>): readonly Fault[] => [
  check('accessToken', request.accessToken, headerText),
  ...readable('message', () => checkMessage(request)),
  ...readable('the request', () => collectFaults(request, rules)),
  ...readable('history', () => historyFaults(request)),
  ...toolFaults(request),
];
