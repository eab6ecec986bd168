import { type Fields, isFields, itemsOf, fieldsOf, textIn } from '../../json/json.js';
import type { AssistantMessage, MessageToolCall, UserPart } from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import { messageOf, turnsOf } from '../kit/conversation.js';
import { type Exchange, exchangesWith, type StateContent } from '../kit/exchanges.js';
import { unlessEmpty } from '../kit/jsonBody.js';
import { typeOf } from '../kit/typeOf.js';
import { callItem } from './callItem.js';
import { inputPart } from './inputPart.js';
import { isCall, isOutput, isProviderExecuted } from './isCall.js';
import { outputItem } from './outputItem.js';

const messageItem = (role: string, content: string | readonly UserPart[]): Fields => ({
  type: 'message',
  role,
  content: typeof content === 'string' ? content : content.map(inputPart),
});

const callIdOf = (item: Fields): string => textIn(item['call_id']) || textIn(item['id']);

/** The items in a state; `undefined` if it is none of this protocol. */
const itemsIn = (state: unknown): readonly Fields[] | undefined =>
  Array.isArray(state) && state.length > 0 && state.every(isFields) ? state : undefined;

const idsOf = (items: readonly Fields[], isKind: (type: string) => boolean): readonly string[] =>
  items.filter((item) => isKind(typeOf(item))).map(callIdOf);

const contentOf = (state: unknown): StateContent | undefined => {
  const items = itemsIn(state);
  return (
    items && {
      callIds: idsOf(items, isCall),
      text: items
        .filter((item) => typeOf(item) === 'message')
        .flatMap(({ content }) => itemsOf(content).map(fieldsOf))
        .map(({ text, refusal }) => textIn(text) || textIn(refusal))
        .join(''),
    }
  );
};

/** Whether OpenAI takes an item without its id. */
const mayBeAnonymous = (item: Fields): boolean =>
  /^(message|web_search_call)$/.test(typeOf(item)) ||
  (isCall(typeOf(item)) && textIn(item['call_id']) !== '' && typeOf(item) !== 'program');

/**
 * The items of a state for the input. A call that the turn no longer has will have no result, and
 * the reasoning that led to it must not be the end.
 */
const itemsOfCalls = (
  items: readonly Fields[],
  calls: readonly MessageToolCall[],
): readonly Fields[] => {
  const answered = new Set([...calls.map(({ id }) => id), ...idsOf(items, isOutput)]);
  const kept = items.filter(
    (item) => !isCall(typeOf(item)) || isProviderExecuted(item) || answered.has(callIdOf(item)),
  );
  if (kept.length === items.length) return items;
  while (kept.length > 0 && typeOf(kept.at(-1)) === 'reasoning') kept.pop();
  return kept;
};

/**
 * Leaves out the ids of items where the state has no reasoning: OpenAI wants an item with an id to
 * follow the reasoning that it came with, which is not in the state if it is not encrypted.
 */
const withoutLostIds = (items: readonly Fields[]): readonly Fields[] =>
  items.some((item) => typeOf(item) === 'reasoning')
    ? items
    : items.map((item) => (mayBeAnonymous(item) ? { ...item, id: undefined } : item));

const answerItems = (turn: AssistantMessage, functions: ReadonlySet<string>): readonly Fields[] => {
  const { toolCalls = [] } = turn;
  const items = itemsIn(turn.providerState?.state);
  if (items) return withoutLostIds(itemsOfCalls(items, toolCalls));
  return [
    ...(turn.content.trim() === '' ? [] : [messageItem(turn.role, turn.content)]),
    ...toolCalls.map((call) => callItem(call, functions)),
  ];
};

/** The conversation as input items, without the system prompt. */
function input(request: ChatRequest): readonly Fields[] {
  const functions = new Set((request.tools ?? []).map(({ name }) => name));

  const exchangeItems = ({ turn, results }: Exchange): readonly Fields[] => {
    if (turn.role !== 'assistant') return [messageItem(turn.role, turn.content)];
    const items = answerItems(turn, functions);
    const calls = new Map(
      items.filter((item) => isCall(typeOf(item))).map((item) => [callIdOf(item), item]),
    );
    return [
      ...items,
      ...results.map((result) => outputItem(calls.get(result.toolCallId) ?? {}, result)),
    ];
  };

  return exchangesWith(
    [...turnsOf(request), ...messageOf(request)],
    'openAiResponses',
    contentOf,
  ).flatMap(exchangeItems);
}

export const body = (request: ChatRequest, settings: Fields): object => ({
  model: request.modelId,
  instructions: unlessEmpty(request.systemPrompt),
  input: input(request),
  stream: true,
  ...settings,
});
