import type { ToolMessage, UserMessage, UserPart } from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import { argumentsObject } from '../kit/argumentsObject.js';
import type { Carried } from '../kit/carried.js';
import { conversation } from '../kit/conversation.js';
import { type Exchange, exchangesWith } from '../kit/exchanges.js';
import { unlessEmpty } from '../kit/jsonBody.js';
import { partData } from '../kit/partData.js';

export const carries: Carried = {
  part: (part) =>
    part.type === 'file' ? 'left out' : partData(part) ? undefined : 'base64 or a data: URL',
};

const textOf = (part: UserPart): readonly string[] => (part.type === 'text' ? [part.text] : []);

const imageOf = (part: UserPart): readonly string[] =>
  part.type === 'text' ? [] : [partData(part)?.base64 ?? ''];

/** A text, and the images beside it. */
const contentOf = (content: (UserMessage | ToolMessage)['content']): object =>
  typeof content === 'string'
    ? { content }
    : {
        content: (content ?? []).flatMap(textOf).join('\n\n'),
        images: unlessEmpty((content ?? []).flatMap(imageOf)),
      };

const messageOf = (turn: Exchange['turn']): object => {
  if (turn.role !== 'assistant') return { role: turn.role, ...contentOf(turn.content) };
  const { role, content, reasoning, toolCalls } = turn;
  return {
    role,
    content,
    thinking: unlessEmpty(reasoning),
    tool_calls: unlessEmpty(toolCalls)?.map(({ name, argumentsText }) => ({
      function: { name, arguments: argumentsObject(argumentsText) },
    })),
  };
};

/** The conversation as `messages`. Results come in the order of history: they have no ids. */
export const messages = (request: ChatRequest): readonly object[] =>
  exchangesWith(conversation(request), 'ollamaChat').flatMap(({ turn, results }) => [
    messageOf(turn),
    ...results.map(({ name, content }) => ({
      role: 'tool',
      ...contentOf(content),
      tool_name: name,
    })),
  ]);
