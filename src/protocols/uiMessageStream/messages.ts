import { copyJson } from '../../json/copyJson.js';
import { type Fields, fieldsOf, isFields, itemsOf, parseJson, textIn } from '../../json/json.js';
import type { AssistantMessage, MessageToolCall, UserPart } from '../../request/messages.js';
import type { Carried } from '../kit/carried.js';
import { type CallResult, type Exchange, exchanges } from '../kit/exchanges.js';
import { identifiedConversation, type IdentifiedRequest } from '../kit/identifiedConversation.js';
import { partData, partUrl } from '../kit/partData.js';
import { resultText } from '../kit/resultText.js';
import { typeOf } from '../kit/typeOf.js';

const PROTOCOL = 'uiMessageStream';

export const carries: Carried = { part: () => undefined, approval: () => true };

const partOf = (part: UserPart): object => {
  if (part.type === 'text') return part;
  const mediaType = 'mediaType' in part ? part.mediaType : partData(part)?.mediaType;
  const filename = 'name' in part ? (part.name ?? undefined) : undefined;
  return { type: 'file', mediaType: mediaType ?? 'image/*', url: partUrl(part), filename };
};

const contentParts = (content: string | readonly UserPart[]): readonly object[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content.map(partOf);

/** JSON that is text, or the text where it is none. */
const jsonIn = (text: string): unknown => parseJson(text) ?? text;

const outputOf = (result: CallResult): unknown =>
  typeof result.content === 'string' ? jsonIn(result.content) : copyJson(result.content);

/** What has become of a call. */
const outcomeOf = (results: readonly CallResult[], state: Fields): Fields => {
  const result = results.find(({ content }) => content != null);
  const answer = results.find(({ approval }) => approval)?.approval;
  const { id, approved, reason } = answer ?? {};
  const approval = answer && {
    ...fieldsOf(state['approval']),
    id,
    approved,
    reason: reason ?? undefined,
  };
  if (result) {
    return result.isError
      ? { state: 'output-error', errorText: resultText(result), approval }
      : { state: 'output-available', output: outputOf(result), approval };
  }
  if (approval) return { state: 'approval-responded', approval };
  // The results of tools that the provider ran.
  if ('errorText' in state) return { state: 'output-error' };
  return { state: 'output' in state ? 'output-available' : 'input-available' };
};

const toolPart = (
  { id, name, argumentsText, providerExecuted }: MessageToolCall,
  results: readonly CallResult[],
  state: Fields,
): object => {
  const { type: _, approval: __, ...rest } = state;
  return {
    type: `tool-${name}`,
    toolCallId: id,
    input: argumentsText === '' ? {} : jsonIn(argumentsText),
    providerExecuted: providerExecuted ?? undefined,
    ...rest,
    ...outcomeOf(
      results.filter(({ toolCallId }) => toolCallId === id),
      state,
    ),
  };
};

const isOfTool = (part: Fields): boolean => typeOf(part) === 'tool';

const assistantParts = (
  { content, reasoning, toolCalls = [], providerState }: AssistantMessage,
  results: readonly CallResult[],
): readonly object[] => {
  const own = providerState?.protocol === PROTOCOL ? copyJson(providerState.state) : undefined;
  const state = itemsOf(own).filter(isFields);
  const stateOf = new Map(
    state.filter(isOfTool).map((part) => [textIn(part['toolCallId']), part] as const),
  );
  const ofCall = (call: MessageToolCall): object =>
    toolPart(call, results, stateOf.get(call.id) ?? {});
  if (state.length === 0) {
    return [
      ...(reasoning ? [{ type: 'reasoning', text: reasoning }] : []),
      ...(content.trim() === '' ? [] : [{ type: 'text', text: content }]),
      ...toolCalls.map(ofCall),
    ];
  }
  const calls = new Map(toolCalls.map((call) => [call.id, call]));
  return [
    ...toolCalls.filter(({ id }) => !stateOf.has(id)).map(ofCall),
    ...state.flatMap((part) => {
      if (!isOfTool(part)) return part;
      const call = calls.get(textIn(part['toolCallId']));
      return call ? ofCall(call) : [];
    }),
  ];
};

const messageOf = ({ turn, results }: Exchange<{ readonly id: string }>): object => ({
  id: turn.id,
  role: turn.role,
  parts: turn.role === 'assistant' ? assistantParts(turn, results) : contentParts(turn.content),
});

/** The conversation as messages of the AI SDK, each call with its result. */
export const messages = (request: IdentifiedRequest, conversation: string): readonly object[] =>
  exchanges<{ readonly id: string }>(identifiedConversation(request, conversation)).map(messageOf);
