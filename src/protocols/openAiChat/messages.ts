import { fieldsOf, itemsOf } from '../../json/json.js';
import type {
  AssistantMessage,
  FilePart,
  ImagePart,
  MessageToolCall,
  UserPart,
} from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import type { Carried } from '../kit/carried.js';
import { conversation } from '../kit/conversation.js';
import { type CallResult, type Exchange, exchangesWith } from '../kit/exchanges.js';
import { partData, partUrl } from '../kit/partData.js';

const PROTOCOL = 'openAiChat';

const soundFormats: ReadonlyMap<string, string> = new Map([
  ['audio/wav', 'wav'],
  ['audio/x-wav', 'wav'],
  ['audio/wave', 'wav'],
  ['audio/mp3', 'mp3'],
  ['audio/mpeg', 'mp3'],
]);

const isSound = ({ mediaType }: FilePart): boolean => /^audio\//i.test(mediaType);

const formatOf = ({ mediaType }: FilePart): string | undefined =>
  soundFormats.get(mediaType.toLowerCase());

/** What the content parts of a user can be; those of a tool are text. */
export const carries: Carried = {
  part: (part, role) => {
    if (role === 'tool') return 'left out of a result';
    if (part.type === 'image') return undefined;
    if (isSound(part) && formatOf(part) === undefined) return 'sound as wav or mp3';
    return partData(part) ? undefined : 'base64 or a data: URL';
  },
};

const filePart = (part: FilePart): object => {
  if (isSound(part)) {
    return {
      type: 'input_audio',
      input_audio: { data: partData(part)?.base64, format: formatOf(part) },
    };
  }
  // OpenAI wants the name of a file that comes with the message.
  const filename = part.name ?? `file.${part.mediaType.replace(/^.*\/|[;+].*$/g, '')}`;
  return { type: 'file', file: { filename, file_data: partUrl(part) } };
};

const contentPart = (part: UserPart): object =>
  part.type === 'text'
    ? { type: 'text', text: part.text }
    : part.type === 'image'
      ? { type: 'image_url', image_url: { url: partUrl(part) } }
      : filePart(part);

const contentOf = (content: string | readonly (UserPart | ImagePart)[] | null | undefined) =>
  typeof content === 'string' ? content : (content ?? []).map(contentPart);

const toolCall = ({ id, name, argumentsText }: MessageToolCall, state: unknown): object => ({
  ...fieldsOf(itemsOf(state).find((each) => fieldsOf(each)['id'] === id)),
  id,
  type: 'function',
  function: { name, arguments: argumentsText || '{}' },
});

/** The message of a turn of the model, with what the provider has added to it. */
const assistantMessage = (turn: AssistantMessage): object => {
  const { content, toolCalls = [], providerState } = turn;
  const { tool_calls: states, ...fields } = fieldsOf(providerState?.state);
  return {
    ...fields,
    role: 'assistant',
    content: content === '' && toolCalls.length > 0 ? null : content,
    ...(toolCalls.length > 0 && { tool_calls: toolCalls.map((call) => toolCall(call, states)) }),
  };
};

const resultMessage = ({ toolCallId, content }: CallResult): object => ({
  role: 'tool',
  tool_call_id: toolCallId,
  content: contentOf(content),
});

const messagesOf = ({ turn, results }: Exchange): readonly object[] => [
  turn.role === 'assistant'
    ? assistantMessage(turn)
    : { role: turn.role, content: contentOf(turn.content) },
  ...results.map(resultMessage),
];

/** The conversation as `messages`. */
export const messages = (request: ChatRequest): readonly object[] =>
  exchangesWith(conversation(request), PROTOCOL).flatMap(messagesOf);
