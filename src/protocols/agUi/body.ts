import { copyJson } from '../../json/copyJson.js';
import { type Fields, fieldsOf, isFields, itemsOf } from '../../json/json.js';
import type { ResolvedRequest } from '../../request/request.js';
import { checkEach } from '../../request/requestFaults.js';
import { uuid } from '../../request/uuid.js';
import {
  check,
  collectFaults,
  type Fault,
  nonBlank,
  optional,
  type Rule,
} from '../../validation.js';
import { checkIds } from '../kit/identifiedConversation.js';
import { addFields, conflict, unlessEmpty } from '../kit/jsonBody.js';
import { settingFields, type SettingNames } from '../kit/settingFields.js';
import { messages, resume } from './messages.js';
import type { AgUiRequest } from './request.js';

/** The settings that go into `forwardedProps`. */
const forwarded: SettingNames = {
  maxTokens: 'maxTokens',
  temperature: 'temperature',
  topP: 'topP',
  frequencyPenalty: 'frequencyPenalty',
  presencePenalty: 'presencePenalty',
  stopSequences: 'stopSequences',
  reasoningEffort: 'reasoningEffort',
};

export const settings: SettingNames = {
  ...forwarded,
  tools: (tools) => ({
    tools: tools.map(({ name, description, parameters }) => ({
      name,
      description: description ?? '',
      parameters,
    })),
  }),
};

const isJson = (value: unknown): boolean => copyJson(value) !== undefined;

const areTexts = (...values: readonly unknown[]): boolean =>
  values.every((value) => typeof value === 'string');

const rules = {
  threadId: /*#__PURE__*/ optional(nonBlank),
  runId: /*#__PURE__*/ optional(nonBlank),
  state: /*#__PURE__*/ optional({ is: isJson, words: 'JSON' }),
  forwardedProps: /*#__PURE__*/ optional({
    is: (value) => isFields(value) && isJson(value),
    words: 'an object of JSON values',
  }),
};

const fact: Rule = {
  is: (value) => areTexts(fieldsOf(value)['description'], fieldsOf(value)['value']),
  words: 'a fact with a description and a value that are strings',
};

/** What a run gets from the request where agents look for it. */
const propsOf = (request: AgUiRequest, given: Fields): Fields => ({
  model: request.modelId,
  ...given,
});

const checkForwardedProps = (request: AgUiRequest): readonly Fault[] => {
  const faults: string[] = [];
  const own = propsOf(request, settingFields(request, forwarded));
  addFields(own, fieldsOf(request.forwardedProps), 'forwardedProps.', (path, rival) => {
    faults.push(conflict('agUi', path, rival));
  });
  return faults;
};

export const checkRequest = (request: ResolvedRequest<AgUiRequest>): readonly Fault[] => [
  ...collectFaults(request, rules),
  ...checkEach('context', request.context, fact),
  ...checkIds(request),
  ...checkForwardedProps(request),
  ...itemsOf(request.tools).map((tool, at) =>
    check(`tools[${at}].strict`, fieldsOf(tool)['strict'], {
      is: (value) => value !== true,
      words: 'left out: agUi cannot send it',
    }),
  ),
  // The agent looks for it in `forwardedProps`.
  ...(fieldsOf(request.extraBody)['model'] === undefined
    ? []
    : [conflict('agUi', 'extraBody.model', 'forwardedProps.model')]),
];

export const body = (
  request: ResolvedRequest<AgUiRequest>,
  { tools, ...given }: Fields,
): object => {
  const threadId = request.threadId ?? uuid();
  return {
    threadId,
    runId: request.runId ?? uuid(),
    state: request.state ?? undefined,
    messages: messages(request, threadId),
    resume: unlessEmpty(resume(request)),
    tools,
    context: request.context ?? undefined,
    forwardedProps: { ...request.forwardedProps, ...propsOf(request, given) },
  };
};
