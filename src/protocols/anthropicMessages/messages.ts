import { type Fields, isFields, itemsOf, textIn } from '../../json/json.js';
import type { AssistantMessage, UserPart } from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import { argumentsObject } from '../kit/argumentsObject.js';
import { conversation } from '../kit/conversation.js';
import {
  type CallResult,
  type Exchange,
  exchangesWith,
  type StateContent,
} from '../kit/exchanges.js';
import { typeOf } from '../kit/typeOf.js';
import { userBlocks } from './userBlocks.js';

/** The content of a message: text, or blocks. */
type Content = string | readonly object[];

interface Message {
  readonly role: string;
  readonly content: Content;
}

/** An id as Anthropic takes it; other providers have other characters in theirs. */
const idOf = (id: string): string => id.replace(/[^\w-]/g, '_');

const blocksIn = (state: unknown): readonly Fields[] => itemsOf(state).filter(isFields);

/** The calls of the app and the text in the blocks of a turn. */
const stateContent = (state: unknown): StateContent => {
  const blocks = blocksIn(state);
  const ofType = (type: string): readonly Fields[] =>
    blocks.filter((block) => typeOf(block) === type);
  return {
    callIds: ofType('tool_use').map((block) => textIn(block['id'])),
    text: ofType('text')
      .map((block) => textIn(block['text']))
      .join('\n\n'),
  };
};

const textBlocks = (text: string): readonly object[] =>
  text.trim() === '' ? [] : [{ type: 'text', text }];

const contentOf = (content: string | readonly UserPart[] | null | undefined): Content =>
  typeof content === 'string' ? content : userBlocks(content ?? []);

const assistantContent = (turn: AssistantMessage): Content => {
  const { content, toolCalls = [], providerState } = turn;
  const state = blocksIn(providerState?.state);
  if (state.length > 0) return state;
  if (toolCalls.length === 0) return content;
  return [
    ...textBlocks(content),
    ...toolCalls.map(({ id, name, argumentsText }) => ({
      type: 'tool_use',
      id: idOf(id),
      name,
      input: argumentsObject(argumentsText),
    })),
  ];
};

const resultBlock = ({ toolCallId, content, isError }: CallResult): object => ({
  type: 'tool_result',
  tool_use_id: idOf(toolCallId),
  content: contentOf(content),
  is_error: isError || undefined,
});

const messagesOf = ({ turn, results }: Exchange): readonly Message[] => [
  {
    role: turn.role,
    content: turn.role === 'assistant' ? assistantContent(turn) : contentOf(turn.content),
  },
  ...(results.length > 0 ? [{ role: 'user', content: results.map(resultBlock) }] : []),
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
    if (last?.role === message.role) {
      messages.splice(-1, 1, { ...last, content: join(last.content, message.content) });
    } else messages.push(message);
  }
  return messages;
};

const isSystem = ({ turn }: Exchange): boolean => turn.role === 'system';

/** The conversation as `messages`, and the system turns apart from it as `system`. */
export const messages = (request: ChatRequest): { system: string; messages: readonly object[] } => {
  const all = exchangesWith(conversation(request), 'anthropicMessages', stateContent);
  return {
    system: all
      .filter(isSystem)
      .map(({ turn }) => turn.content)
      .join('\n\n'),
    messages: joined(all.filter((each) => !isSystem(each)).flatMap(messagesOf)),
  };
};
