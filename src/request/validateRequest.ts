import { type Either, left, right } from 'fp-ts/lib/Either.js';
import type { StreamingFormatError } from '../errors/errors.js';
import { fieldsOf } from '../json/json.js';
import {
  aList,
  anObject,
  aString,
  check,
  collectFaults,
  type Fault,
  invalidRequest,
  nonBlank,
  numberFrom,
  optional,
  type Rule,
  wholeNumberFrom,
} from '../validation.js';
import type { ChatMessage, ChatRequest, ResolvedRequest } from './request.js';

// The characters of an HTTP header value: no CR, LF, NUL or other control, none above Latin-1.
const headerText: Rule = {
  is: (value) => typeof value === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(value),
  words: 'text without line breaks, control characters or characters above U+00FF',
};

const roles: ReadonlySet<unknown> = new Set<ChatMessage['role']>(['user', 'assistant', 'system']);

const turn: Rule = {
  is: (value) => {
    const { role, content } = fieldsOf(value);
    return roles.has(role) && typeof content === 'string';
  },
  words: 'a turn with a role (user, assistant or system) and a content string',
};

const checkHistory = (history: unknown): readonly Fault[] =>
  Array.isArray(history)
    ? history.map((each, index) => check(`history[${index}]`, each, turn))
    : [check('history', history, optional(aList))];

/** Checks that there is a token, for a protocol that requires one. */
export const checkToken = ({ accessToken }: ResolvedRequest): Fault =>
  check('accessToken', accessToken, nonBlank);

const rules = {
  accessToken: headerText,
  message: nonBlank,
  modelId: nonBlank,
  systemPrompt: /*#__PURE__*/ optional(aString),
  maxTokens: /*#__PURE__*/ optional(/*#__PURE__*/ wholeNumberFrom(1)),
  temperature: /*#__PURE__*/ optional(/*#__PURE__*/ numberFrom(0, 2)),
  topP: /*#__PURE__*/ optional(/*#__PURE__*/ numberFrom(0, 1)),
  frequencyPenalty: /*#__PURE__*/ optional(/*#__PURE__*/ numberFrom(-2, 2)),
  presencePenalty: /*#__PURE__*/ optional(/*#__PURE__*/ numberFrom(-2, 2)),
  extraBody: /*#__PURE__*/ optional(anObject),
};

/**
 * Checks the fields that all protocols share; `more` are the checks of one protocol. One
 * `INVALID_REQUEST` error lists all faults.
 */
export function validateRequest<R extends ChatRequest>(
  request: ResolvedRequest<R>,
  more: readonly Fault[] = [],
): Either<StreamingFormatError, ResolvedRequest<R>> {
  const faults = [
    ...more,
    ...collectFaults(request, rules),
    ...checkHistory(request.history),
  ].filter((fault) => fault !== undefined);
  return faults.length === 0 ? right(request) : left(invalidRequest(...faults));
}
