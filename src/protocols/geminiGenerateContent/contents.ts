import { type Fields, fieldsOf, isFields, itemsOf, parseJson, textIn } from '../../json/json.js';
import type { AssistantMessage, MessageToolCall, UserPart } from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import { argumentsObject } from '../kit/argumentsObject.js';
import { conversation } from '../kit/conversation.js';
import {
  type CallResult,
  type Exchange,
  exchangesWith,
  type StateContent,
} from '../kit/exchanges.js';
import { resultText } from '../kit/resultText.js';
import { userPart, userParts } from './userParts.js';

// Gemini 3 refuses a call without a signature in the turn that goes on. Google has this word for
// calls that another model made.
const UNSIGNED = 'skip_thought_signature_validator';

const wantsSignature = (modelId: string): boolean => /gemini-(?:[3-9]|\d\d)/.test(modelId);

const partsIn = (state: unknown): readonly Fields[] => itemsOf(state).filter(isFields);

const callIn = (part: object): Fields | undefined => {
  const { functionCall } = fieldsOf(part);
  return isFields(functionCall) ? functionCall : undefined;
};

/** The calls and the text in the parts of a turn. A call may have come without an id. */
const stateContent = (state: unknown, calls: readonly MessageToolCall[]): StateContent => {
  const parts = partsIn(state);
  // From the end: in a turn of several rounds, the parts are those of the last one.
  const rest = [...calls];
  const called = parts.flatMap<Fields>((part) => callIn(part) ?? []);
  const callIds = called.reduceRight<readonly string[]>((ids, { id, name }) => {
    const at = rest.map((call) => (id ? call.id === id : call.name === name)).lastIndexOf(true);
    return [...rest.splice(at, at < 0 ? 0 : 1).map((call) => call.id), ...ids];
  }, []);
  const text = parts
    .filter(({ thought }) => thought !== true)
    .map((part) => textIn(part['text']))
    .join('');
  return { callIds, text };
};

const callParts = (calls: readonly MessageToolCall[], isSigned: boolean): readonly object[] =>
  calls.map(({ id, name, argumentsText }, at) => ({
    functionCall: { id, name, args: argumentsObject(argumentsText) },
    // One signature is enough for calls side by side.
    ...(isSigned && at === 0 && { thoughtSignature: UNSIGNED }),
  }));

const modelParts = (turn: AssistantMessage, modelId: string): readonly object[] => {
  const state = partsIn(turn.providerState?.state);
  if (state.length > 0) return state;
  return [
    ...(turn.content.trim() === '' ? [] : [{ text: turn.content }]),
    ...callParts(turn.toolCalls ?? [], wantsSignature(modelId)),
  ];
};

/** What a function returned: an object as it is, all else as `output`, a failure as `error`. */
const responseOf = (result: CallResult): object => {
  const text = resultText(result);
  const parsed = parseJson(text);
  const value = isFields(parsed) || Array.isArray(parsed) ? parsed : text;
  if (result.isError) return { error: value };
  return isFields(value) ? value : { output: value };
};

const isMedia = (part: UserPart): boolean => part.type !== 'text';

const resultPart = (result: CallResult, calls: readonly object[]): object => {
  const { toolCallId, name, content } = result;
  const hasId = calls.some((part) => callIn(part)?.['id'] === toolCallId);
  const media = Array.isArray(content) ? content.filter(isMedia).map(userPart) : [];
  return {
    functionResponse: {
      ...(hasId && { id: toolCallId }),
      name,
      response: responseOf(result),
      ...(media.length > 0 && { parts: media }),
    },
  };
};

const contentsOf =
  (modelId: string) =>
  ({ turn, results }: Exchange): readonly object[] => {
    if (turn.role !== 'assistant') return [{ role: 'user', parts: userParts(turn.content) }];
    const parts = modelParts(turn, modelId);
    return [
      { role: 'model', parts },
      ...(results.length > 0
        ? [{ role: 'user', parts: results.map((result) => resultPart(result, parts)) }]
        : []),
    ];
  };

/** The conversation as `contents`; system turns are instructions, since Gemini has no such role. */
export const contents = (request: ChatRequest): Fields => {
  const all = exchangesWith(conversation(request), 'geminiGenerateContent', stateContent);
  const instructions = all.flatMap(({ turn }) => (turn.role === 'system' ? [turn.content] : []));
  return {
    systemInstruction:
      instructions.length === 0 ? undefined : { parts: instructions.map((text) => ({ text })) },
    contents: all.filter(({ turn }) => turn.role !== 'system').flatMap(contentsOf(request.modelId)),
  };
};
