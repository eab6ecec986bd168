import { copyJson } from '../../json/copyJson.js';
import { type Fields, isFields, itemsOf, textIn } from '../../json/json.js';
import type { AssistantMessage, FilePart, ImagePart, UserPart } from '../../request/messages.js';
import type { Carried } from '../kit/carried.js';
import { type CallResult, type Exchange, exchanges } from '../kit/exchanges.js';
import { identifiedConversation, type IdentifiedRequest } from '../kit/identifiedConversation.js';
import { unlessEmpty } from '../kit/jsonBody.js';
import { partData } from '../kit/partData.js';
import { resultText } from '../kit/resultText.js';

export const carries: Carried = { part: () => undefined, approval: () => true };

interface Id {
  readonly id: string;
}

const kindOf = (part: ImagePart | FilePart): string => {
  if (part.type === 'image') return 'image';
  const [kind = ''] = part.mediaType.toLowerCase().split('/');
  return /^(?:image|audio|video)$/.test(kind) ? kind : 'document';
};

const sourceOf = (part: ImagePart | FilePart): object => {
  const data = partData(part);
  if (data) return { type: 'data', value: data.base64, mimeType: data.mediaType };
  const value = 'url' in part ? part.url : '';
  return { type: 'url', value, mimeType: 'mediaType' in part ? part.mediaType : undefined };
};

const contentPart = (part: UserPart): object => {
  if (part.type === 'text') return { type: 'text', text: part.text };
  const name = 'name' in part ? part.name : undefined;
  const metadata = name ? { filename: name } : undefined;
  return { type: kindOf(part), source: sourceOf(part), metadata };
};

const contentOf = (content: string | readonly UserPart[] | null | undefined) =>
  typeof content === 'string' ? content : (content ?? []).map(contentPart);

/** The encrypted values of a turn, by what they belong to. */
const valuesIn = ({ providerState }: AssistantMessage, subtype: string): readonly Fields[] =>
  providerState?.protocol === 'agUi'
    ? itemsOf(copyJson(providerState.state))
        .filter(isFields)
        .filter((value) => value['subtype'] === subtype)
    : [];

const valueOf = (values: readonly Fields[], entityId: string): unknown =>
  values.find((value) => value['entityId'] === entityId)?.['encryptedValue'];

/** The messages of the reasoning before a turn. */
const reasoningMessages = (turn: AssistantMessage & Id): readonly object[] => {
  const values = valuesIn(turn, 'message').filter(({ entityId }) => entityId !== turn.id);
  const { id, reasoning } = turn;
  if (values.length > 0) {
    return values.map((value) => ({
      id: value['entityId'],
      role: 'reasoning',
      content: textIn(value['content']),
      encryptedValue: value['encryptedValue'],
    }));
  }
  return reasoning ? [{ id: `${id}-reasoning`, role: 'reasoning', content: reasoning }] : [];
};

const assistantMessage = (turn: AssistantMessage & Id): object => {
  const { id, role, content, toolCalls } = turn;
  const ofCalls = valuesIn(turn, 'tool-call');
  return {
    id,
    role,
    content,
    toolCalls: unlessEmpty(toolCalls)?.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.argumentsText || '{}' },
      encryptedValue: valueOf(ofCalls, call.id),
    })),
    encryptedValue: valueOf(valuesIn(turn, 'message'), id),
  };
};

const resultMessage = (result: CallResult & Id): object => ({
  id: result.id,
  role: 'tool',
  toolCallId: result.toolCallId,
  content: contentOf(result.content),
  error: result.isError ? resultText(result) : undefined,
});

const messagesOf = ({ turn, results }: Exchange<Id>): readonly object[] => [
  ...(turn.role === 'assistant'
    ? [...reasoningMessages(turn), assistantMessage(turn)]
    : [{ id: turn.id, role: turn.role, content: contentOf(turn.content) }]),
  ...results.filter(({ approval }) => !approval).map(resultMessage),
];

/** The conversation as `messages`. */
export const messages = (request: IdentifiedRequest, conversation: string): readonly object[] =>
  exchanges<Id>(identifiedConversation(request, conversation)).flatMap(messagesOf);

/** What the user said to the questions of the run before, with which this run goes on. */
export const resume = ({ history, message }: IdentifiedRequest): readonly object[] => {
  if (message != null) return [];
  const last = exchanges(history ?? []).at(-1);
  return (last?.results ?? []).flatMap(({ approval }) =>
    approval
      ? {
          interruptId: approval.id,
          status: 'resolved',
          payload: { approved: approval.approved, reason: approval.reason ?? undefined },
        }
      : [],
  );
};
