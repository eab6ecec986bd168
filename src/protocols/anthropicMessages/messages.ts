import type { AssistantMessage, UserPart } from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import { argumentsObject } from '../kit/argumentsObject.js';
import { conversation, isBlank } from '../kit/conversation.js';
import type { CallResult } from '../kit/callResult.js';
import { type Exchange, exchangesWith } from '../kit/exchanges.js';
import { callIds, type CallIds, inWords } from './callIds.js';
import { ownBlocks, stateContent, textBlocks } from './ownBlocks.js';
import { userBlocks } from './userBlocks.js';

/** The content of a message: text, or blocks. */
type Content = string | readonly object[];

interface Message {
  readonly role: string;
  readonly content: Content;
}

const contentOf = (content: string | readonly UserPart[] | null | undefined): Content =>
  typeof content === 'string' ? content : userBlocks(content ?? []);

const assistantContent = (turn: AssistantMessage, ids: CallIds): Content => {
  const { content, toolCalls = [], providerState } = turn;
  if (providerState) return ownBlocks(turn, providerState.state);
  if (toolCalls.length === 0) return content;
  return [
    ...textBlocks(content),
    ...toolCalls.map(({ id, name, argumentsText }) => ({
      type: 'tool_use',
      id: ids.get(id),
      name: inWords(name),
      input: argumentsObject(argumentsText),
    })),
  ];
};

const resultBlock = ({ toolCallId, content, isError }: CallResult, ids: CallIds): object => ({
  type: 'tool_result',
  tool_use_id: ids.get(toolCallId),
  // Anthropic refuses a failure without words.
  content: isError && isBlank(content ?? '') ? 'The tool failed.' : contentOf(content),
  is_error: isError || undefined,
});

const messagesOf = ({ turn, results }: Exchange, ids: CallIds): readonly Message[] => [
  {
    role: turn.role,
    content: turn.role === 'assistant' ? assistantContent(turn, ids) : contentOf(turn.content),
  },
  { role: 'user', content: results.map((result) => resultBlock(result, ids)) },
];

const join = (one: Content, other: Content): Content => {
  if (typeof one === 'string' && typeof other === 'string') return `${one}\n\n${other}`;
  return [one, other].flatMap((each) => (typeof each === 'string' ? textBlocks(each) : each));
};

/**
 * Joins turns of one role in a row. Anthropic reads them as one anyway; in llama.cpp, the chat
 * templates of many models refuse them.
 */
const joined = (all: readonly Message[]): readonly Message[] => {
  const messages: Message[] = [];
  for (const message of all) {
    const last = messages.at(-1);
    if (message.content.length === 0) continue;
    if (last?.role === message.role) {
      messages.splice(-1, 1, { ...last, content: join(last.content, message.content) });
    } else messages.push(message);
  }
  return messages;
};

const isSystem = ({ turn }: Exchange): boolean => turn.role === 'system';

/** The ids of the calls of a turn, as the app knows them. */
const idsIn = ({ turn }: Exchange): readonly string[] =>
  turn.role === 'assistant' ? (turn.toolCalls ?? []).map(({ id }) => id) : [];

const hasState = ({ turn }: Exchange): boolean =>
  turn.role === 'assistant' && turn.providerState !== undefined;

/** The conversation as `messages`, and the system turns apart from it as `system`. */
export const messages = (request: ChatRequest): { system: string; messages: readonly object[] } => {
  const all = exchangesWith(conversation(request), 'anthropicMessages', stateContent);
  const makeIds = callIds(all.filter(hasState).flatMap(idsIn));
  const idsOf = (each: Exchange): CallIds =>
    hasState(each) ? new Map(idsIn(each).map((id) => [id, id])) : makeIds(idsIn(each));
  return {
    system: all
      .filter(isSystem)
      .map(({ turn }) => turn.content)
      .join('\n\n'),
    messages: joined(
      all.filter((each) => !isSystem(each)).flatMap((each) => messagesOf(each, idsOf(each))),
    ),
  };
};
