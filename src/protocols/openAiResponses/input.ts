import { type Fields, isFields, itemsOf, textIn } from '../../json/json.js';
import type { AssistantMessage, FilePart, UserPart } from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import type { Carried } from '../kit/carried.js';
import { messageOf, turnsOf } from '../kit/conversation.js';
import { type Exchange, exchangesWith, type StateContent } from '../kit/exchanges.js';
import { partUrl } from '../kit/partData.js';
import { typeOf } from '../kit/typeOf.js';
import { APPROVAL_REQUEST, callItem } from './callItem.js';
import { isCall } from './isCall.js';
import { outputItem } from './outputItem.js';

export const carries: Carried = {
  part: () => undefined,
  approval: (callName) => callName === APPROVAL_REQUEST,
};

const filePart = (part: FilePart): object => {
  const filename = part.name ?? undefined;
  const url = partUrl(part);
  return url.startsWith('https:')
    ? { type: 'input_file', file_url: url, filename }
    : {
        type: 'input_file',
        // OpenAI wants the name of a file that comes with the message.
        filename: filename ?? `file.${part.mediaType.replace(/^.*\/|[;+].*$/g, '')}`,
        file_data: url,
      };
};

const contentPart = (part: UserPart): object => {
  switch (part.type) {
    case 'text':
      return { type: 'input_text', text: part.text };
    case 'image':
      return { type: 'input_image', image_url: partUrl(part), detail: 'auto' };
    case 'file':
      return filePart(part);
  }
};

const contentOf = (content: string | readonly UserPart[] | null | undefined) =>
  typeof content === 'string' ? content : (content ?? []).map(contentPart);

const message = (role: string, content: string | readonly UserPart[]): object => ({
  type: 'message',
  role,
  content: contentOf(content),
});

const itemsIn = (state: unknown): readonly Fields[] => itemsOf(state).filter(isFields);

/** The calls and the text of a turn that was sent as items. */
const stateContent = (state: unknown): StateContent => {
  const items = itemsIn(state);
  return {
    callIds: items
      .filter((item) => isCall(typeOf(item)))
      .map((item) => textIn(item['call_id']) || textIn(item['id'])),
    text: items
      .filter((item) => typeOf(item) === 'message')
      .flatMap((item) => itemsOf(item['content']).filter(isFields))
      .map((part) => textIn(part['text']))
      .join('\n\n'),
  };
};

const assistantItems = ({ content, toolCalls = [], providerState }: AssistantMessage) => {
  const state = itemsIn(providerState?.state);
  if (state.length > 0) return state;
  return [
    ...(content.trim() === '' ? [] : [message('assistant', content)]),
    ...toolCalls.map(callItem),
  ];
};

const itemsFor = ({ turn, results }: Exchange): readonly object[] => {
  if (turn.role !== 'assistant') return [message(turn.role, turn.content)];
  const calls = new Map((turn.toolCalls ?? []).map((call) => [call.id, call]));
  return [
    ...assistantItems(turn),
    ...results.map((result) =>
      outputItem(calls.get(result.toolCallId), result, contentOf(result.content)),
    ),
  ];
};

/** The conversation as `input`; the system prompt is in `instructions`. */
export const input = (request: ChatRequest): readonly object[] =>
  exchangesWith(
    [...turnsOf(request), ...messageOf(request)],
    'openAiResponses',
    stateContent,
  ).flatMap(itemsFor);
