import { type Fields, fieldsOf } from '../../json/json.js';
import type { AssistantMessage } from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import { argumentsObject } from '../kit/argumentsObject.js';
import { conversation } from '../kit/conversation.js';
import { type Exchange, exchangesWith } from '../kit/exchanges.js';
import { callIn, ownParts, stateContent, textParts } from './ownParts.js';
import { responseParts } from './responseParts.js';
import { userParts } from './userParts.js';

interface Content {
  readonly role: string;
  readonly parts: readonly object[];
}

/** Whether a model is older than Gemini 3. Names without a version are those of the latest one. */
const isOld = (modelId: string): boolean => !/gemini-(?![12](?!\d))/.test(modelId);

// Gemini 3 refuses a call without a signature in the turn that goes on. Google has this word for
// calls that another model made.
const UNSIGNED = 'skip_thought_signature_validator';

/** Signs the first call, if it is not; one signature is enough for calls side by side. */
const signed = (parts: readonly object[]): readonly object[] => {
  const first = parts.findIndex(callIn);
  return parts.map((part, at) =>
    at === first && !fieldsOf(part)['thoughtSignature']
      ? { ...part, thoughtSignature: UNSIGNED }
      : part,
  );
};

const modelParts = (turn: AssistantMessage): readonly object[] => {
  const { content, toolCalls = [], providerState } = turn;
  if (providerState) return ownParts(turn, providerState.state);
  return [
    ...textParts(content),
    ...toolCalls.map(({ id, name, argumentsText }) => ({
      functionCall: { id, name, args: argumentsObject(argumentsText) },
    })),
  ];
};

const contentsOf = (
  { turn, results }: Exchange,
  isOldModel: boolean,
  goesOn: boolean,
): readonly Content[] => {
  if (turn.role !== 'assistant') return [{ role: 'user', parts: userParts(turn.content) }];
  const parts = modelParts(turn);
  return [
    { role: 'model', parts: goesOn && !isOldModel ? signed(parts) : parts },
    { role: 'user', parts: responseParts(turn, results, parts, isOldModel) },
  ];
};

const hasCall = ({ parts }: Content): boolean => parts.some(callIn);

/** Joins turns of the model in a row, if one calls: Gemini refuses a call after the model. */
const joined = (all: readonly Content[]): readonly Content[] => {
  const contents: Content[] = [];
  for (const content of all) {
    const last = contents.at(-1);
    if (content.parts.length === 0) continue;
    if (last?.role === 'model' && content.role === 'model' && [last, content].some(hasCall)) {
      contents.splice(-1, 1, { ...last, parts: [...last.parts, ...content.parts] });
    } else contents.push(content);
  }
  return contents;
};

/** The conversation as `contents`; system turns are instructions, since Gemini has no such role. */
export const contents = (request: ChatRequest): Fields => {
  const all = exchangesWith(conversation(request), 'geminiGenerateContent', stateContent);
  const instructions = all.flatMap(({ turn }) => (turn.role === 'system' ? [turn.content] : []));
  const turns = all.filter(({ turn }) => turn.role !== 'system');
  // Gemini checks the signatures after what the user said last.
  const lastOfUser = turns.map(({ turn }) => turn.role).lastIndexOf('user');
  return {
    systemInstruction:
      instructions.length === 0 ? undefined : { parts: instructions.map((text) => ({ text })) },
    contents: joined(
      turns.flatMap((each, at) => contentsOf(each, isOld(request.modelId), at > lastOfUser)),
    ),
  };
};
