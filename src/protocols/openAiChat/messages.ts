import { fieldsOf, isFields, itemsOf } from '../../json/json.js';
import type {
  AssistantMessage,
  FilePart,
  ImagePart,
  MessageToolCall,
  UserPart,
} from '../../request/messages.js';
import type { ChatRequest } from '../../request/request.js';
import { conversation } from '../kit/conversation.js';
import type { CallResult } from '../kit/callResult.js';
import { type Exchange, exchangesWith, type StateContent } from '../kit/exchanges.js';
import { unlessEmpty } from '../kit/jsonBody.js';
import { fileName, isImage, partData, partUrl } from '../kit/partData.js';
import { textOf } from '../kit/textOf.js';

/** The field in which servers take back the reasoning of the model. */
export type ReasoningField = 'reasoning_content' | 'reasoning';

/** The formats of sound that OpenAI takes. */
const soundFormats: ReadonlyMap<string, string> = /*#__PURE__*/ new Map([
  ['audio/wav', 'wav'],
  ['audio/wave', 'wav'],
  ['audio/x-wav', 'wav'],
  ['audio/mpeg', 'mp3'],
  ['audio/mp3', 'mp3'],
]);

const typeIn = ({ mediaType }: FilePart): string =>
  String(mediaType).toLowerCase().replace(/;.*/, '');

/** What a part must be to be sent. Files are sent with their data, and results are text. */
export const carriedPart = (
  part: ImagePart | FilePart,
  role: 'user' | 'tool',
): string | undefined => {
  if (role === 'tool') return 'left out';
  if (part.type === 'image' || isImage(part)) return undefined;
  const type = typeIn(part);
  if (type.startsWith('audio/') && !soundFormats.has(type)) return 'audio/wav or audio/mpeg';
  return partData(part) ? undefined : 'base64 or a data: URL';
};

const wirePart = (part: UserPart): object => {
  if (part.type === 'text') return { type: 'text', text: part.text };
  if (part.type === 'image' || isImage(part)) {
    return { type: 'image_url', image_url: { url: partUrl(part) } };
  }
  const { mediaType = '', base64 = '' } = partData(part) ?? {};
  const format = soundFormats.get(typeIn(part));
  if (format !== undefined) return { type: 'input_audio', input_audio: { data: base64, format } };
  const file_data = `data:${mediaType};base64,${base64}`;
  return { type: 'file', file: { filename: fileName(part), file_data } };
};

const wireContent = (content: string | readonly UserPart[]): unknown =>
  typeof content === 'string' ? content : content.map(wirePart);

const wireResult = ({ toolCallId, content }: CallResult): object => ({
  role: 'tool',
  tool_call_id: toolCallId,
  // DeepSeek takes no list of parts.
  content: textOf(content),
});

/**
 * What the state has of its turn. Google signs the first call of a round, so that the calls from
 * there on are the last round.
 */
const contentOf = (
  state: unknown,
  { toolCalls = [], content }: AssistantMessage,
): StateContent | undefined => {
  if (!isFields(state)) return undefined;
  const signed = new Set(
    itemsOf(fieldsOf(state)['tool_calls']).map((call) => fieldsOf(call)['id']),
  );
  const first = toolCalls.findIndex(({ id }) => signed.has(id));
  return { callIds: toolCalls.slice(Math.max(first, 0)).map(({ id }) => id), text: content };
};

/** The names of OpenAI's tools whose input is plain text. The app defines them in `extraBody`. */
const customTools = ({ extraBody }: ChatRequest): ReadonlySet<unknown> =>
  new Set(
    itemsOf(fieldsOf(extraBody)['tools']).map((tool) => fieldsOf(fieldsOf(tool)['custom'])['name']),
  );

/** Writes the conversation. */
export function messages(request: ChatRequest, reasoningField?: ReasoningField): readonly object[] {
  const custom = customTools(request);

  const wireCall = ({ id, name, argumentsText }: MessageToolCall): object =>
    custom.has(name)
      ? { id, type: 'custom', custom: { name, input: argumentsText } }
      : {
          id,
          type: 'function',
          function: { name, arguments: argumentsText.trim() === '' ? '{}' : argumentsText },
        };

  const wireAnswer = (turn: AssistantMessage): object => {
    const { role, content, reasoning, toolCalls = [], providerState } = turn;
    const { tool_calls, ...state } = fieldsOf(providerState?.state);
    const states = new Map(
      itemsOf(tool_calls).map((call) => [fieldsOf(call)['id'], fieldsOf(call)]),
    );
    return {
      ...state,
      role,
      content: content === '' && toolCalls.length > 0 ? null : content,
      ...(reasoningField && { [reasoningField]: reasoning }),
      tool_calls: unlessEmpty(
        toolCalls.map((call) => ({ ...states.get(call.id), ...wireCall(call) })),
      ),
    };
  };

  const wireExchange = ({ turn, results }: Exchange): readonly object[] => [
    turn.role === 'assistant'
      ? wireAnswer(turn)
      : { role: turn.role, content: wireContent(turn.content) },
    ...results.map(wireResult),
  ];

  return exchangesWith(conversation(request), 'openAiChat', contentOf).flatMap(wireExchange);
}
