import { copyJson } from '../../json/copyJson.js';
import { fieldsOf, itemsOf } from '../../json/json.js';
import type { AssistantMessage } from '../../request/messages.js';
import type { Carried } from '../kit/carried.js';
import type { CallResult } from '../kit/callResult.js';
import { type Exchange, exchanges } from '../kit/exchanges.js';
import { identifiedConversation, type IdentifiedRequest } from '../kit/identifiedConversation.js';
import { unlessEmpty } from '../kit/jsonBody.js';
import { textOf } from '../kit/textOf.js';
import { contentOf } from './contentOf.js';

export const carries: Carried = { part: () => undefined, approval: () => true };

interface Id {
  readonly id: string;
}

/** An encrypted value of the agent, as the decoder keeps it. */
interface Value {
  readonly subtype: string;
  readonly entityId: string;
  readonly encryptedValue: string;
  /** The text of a reasoning. */
  readonly content?: string;
  /** Whose message it belongs to; that of the reasoning if it is left out. */
  readonly role?: string;
}

const isValue = (value: unknown): value is Value => {
  const { subtype, entityId, encryptedValue, content = '', role = '' } = fieldsOf(value);
  return [subtype, entityId, encryptedValue, content, role].every(
    (field) => typeof field === 'string',
  );
};

/** The encrypted values of a turn; none from a broken store. */
const valuesIn = ({ providerState }: AssistantMessage): readonly Value[] =>
  providerState?.protocol === 'agUi' ? itemsOf(copyJson(providerState.state)).filter(isValue) : [];

/** The messages of the reasoning before a turn: what is not encrypted, then what is. */
const reasoningMessages = (
  { id, reasoning }: AssistantMessage & Id,
  values: readonly Value[],
): readonly object[] => {
  const role = 'reasoning';
  const clear = values.reduce(
    (text, { content = '' }) => text.replace(content, ''),
    reasoning ?? '',
  );
  return [
    ...(clear.trim() === '' ? [] : [{ id: `${id}-reasoning`, role, content: clear.trim() }]),
    ...values.map(({ entityId, content = '', encryptedValue }) => ({
      id: entityId,
      role,
      content,
      encryptedValue,
    })),
  ];
};

const assistantMessages = (
  turn: AssistantMessage & Id,
  results: readonly CallResult[],
): readonly object[] => {
  const { id, role, content, toolCalls } = turn;
  const values = valuesIn(turn);
  const isOfAnswer = (value: Value): boolean => value.entityId === id || value.role === role;
  const ofMessages = values.filter(({ subtype }) => subtype === 'message');
  const ofAnswer = ofMessages.filter(isOfAnswer);
  const ofCalls = new Map(
    values
      .filter(({ subtype }) => subtype === 'tool-call')
      .map(({ entityId, encryptedValue }) => [entityId, encryptedValue]),
  );
  const answered = new Set(results.map(({ toolCallId }) => toolCallId));
  // Of what another provider ran, the agent knows neither the tool nor the result.
  const calls = (toolCalls ?? []).filter((call) => !call.providerExecuted || answered.has(call.id));
  const message = {
    id,
    role,
    content: unlessEmpty(content),
    toolCalls: unlessEmpty(calls)?.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.argumentsText.trim() || '{}' },
      encryptedValue: ofCalls.get(call.id),
    })),
    encryptedValue: ofAnswer.at(-1)?.encryptedValue,
  };
  return [
    ...reasoningMessages(
      turn,
      ofMessages.filter((value) => !isOfAnswer(value)),
    ),
    ...(message.content || message.toolCalls || message.encryptedValue ? [message] : []),
  ];
};

const resultMessage = (result: CallResult & Id): object => ({
  id: result.id,
  role: 'tool',
  toolCallId: result.toolCallId,
  content: contentOf(result.content),
  error: result.isError ? textOf(result.content) : undefined,
});

const messagesOf = ({ turn, results }: Exchange<Id>): readonly object[] => [
  ...(turn.role === 'assistant'
    ? assistantMessages(turn, results)
    : [{ id: turn.id, role: turn.role, content: contentOf(turn.content) }]),
  ...results.filter(({ approval }) => !approval).map(resultMessage),
];

/** The conversation as `messages`. */
export const messages = (request: IdentifiedRequest, conversation: string): readonly object[] =>
  exchanges<Id>(identifiedConversation(request, conversation)).flatMap(messagesOf);

/** What the user said to the questions of the last run, with which this run goes on. */
export const resume = ({ history }: IdentifiedRequest): readonly object[] => {
  const all = exchanges(history ?? []);
  const last = all.map(({ turn }) => turn.role === 'assistant').lastIndexOf(true);
  // Once the user has said more, the agent asks no longer.
  if (all.slice(last + 1).some(({ turn }) => turn.role === 'user')) return [];
  return (all[last]?.results ?? []).flatMap(({ approval }) =>
    approval
      ? {
          interruptId: approval.id,
          status: 'resolved',
          payload: { approved: approval.approved, reason: approval.reason ?? undefined },
        }
      : [],
  );
};
