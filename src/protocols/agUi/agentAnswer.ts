import type { ProviderState, TokenUsage } from '../../eventDetails.js';
import { type Events, noEvents } from '../kit/events.js';
import { summary, type Summary } from '../kit/summary.js';
import { tokenUsage } from '../kit/tokenUsage.js';
import { toArgumentsText } from '../kit/toolCalls.js';
import { type AgentCalls, agentCalls } from './agentCalls.js';
import type { PartKind } from './foreignParts.js';
import { type MessageTexts, messageTexts } from './messageTexts.js';
import { outcomeOf } from './outcome.js';
import { lastMessages, resultsIn, type SnapshotMessage } from './lastMessages.js';
import { addUsage } from './runUsage.js';
import { type EncryptedValue, extrasOf, type Part, type RunEnd } from './wire.js';

/** Assembles what an agent answers, in one run or several. */
export interface AgentAnswer extends Pick<
  Summary<TokenUsage>,
  'note' | 'reopen' | 'isFinished' | 'usageEvents'
> {
  readonly texts: Pick<MessageTexts, 'begin'>;
  readonly calls: Pick<AgentCalls, 'complete' | 'result'>;
  readonly addPart: (kind: PartKind, from: Partial<Part>) => Events;
  readonly encrypt: (value: EncryptedValue) => Events;
  /** Takes the whole conversation. What has not come as deltas is read at the end. */
  readonly addSnapshot: (messages: readonly unknown[]) => Events;
  readonly finishRun: (end: Partial<RunEnd>) => Events;
  /** The last events. */
  readonly end: () => Events;
}

const toModel = (model: unknown): string | undefined =>
  typeof model === 'string' ? model : undefined;

export function agentAnswer(): AgentAnswer {
  const { note, finish, end, ...answer } = summary(
    (usage: TokenUsage) => tokenUsage(usage),
    addUsage,
  );
  const texts = messageTexts();
  const calls = agentCalls(texts.noteCall);
  const encrypted = new Map<string, EncryptedValue>();
  let snapshot: readonly unknown[] = [];
  let outcome = outcomeOf({});

  const addPart = (kind: PartKind, from: Partial<Part>): Events => {
    if (kind === 'toolCall') return calls.add(from);
    if (kind === 'content') note({ responseId: from.messageId });
    return texts.add(kind, from.messageId, from.delta ?? '');
  };

  const callsIn = ({ toolCalls }: SnapshotMessage): Events =>
    (toolCalls ?? noEvents).flatMap(({ id, function: { name, arguments: json } }) =>
      calls.addWhole({ id, name, argumentsText: toArgumentsText(json) }),
    );
  /** What is only in the snapshot, of each kind that has not come as deltas. */
  const rest = (): Events => {
    const hasCalls = calls.count() > 0;
    const has = { content: texts.has('content'), reasoning: texts.has('reasoning') };
    return lastMessages(snapshot).flatMap((message) => {
      const { id: messageId, role, content } = message;
      const kind = role === 'assistant' ? 'content' : 'reasoning';
      const isNew = role !== 'activity' && typeof content === 'string' && !has[kind];
      if (isNew) texts.begin(kind, messageId);
      return [
        ...(isNew ? addPart(kind, { messageId, delta: content }) : noEvents),
        ...(hasCalls ? noEvents : callsIn(message)),
      ];
    });
  };

  const state = (): ProviderState | undefined =>
    encrypted.size === 0
      ? undefined
      : {
          protocol: 'agUi',
          state: [...encrypted.values()].map(({ subtype, entityId, encryptedValue }) => {
            const ofMessage = subtype === 'message' ? texts.find(entityId) : undefined;
            return { subtype, entityId, encryptedValue, ...ofMessage };
          }),
        };

  return {
    ...answer,
    note,
    texts,
    calls,
    addPart,
    encrypt: (value) => {
      if (value.encryptedValue !== '') encrypted.set(`${value.subtype} ${value.entityId}`, value);
      return noEvents;
    },
    addSnapshot: (messages) => {
      snapshot = messages;
      return resultsIn(messages).flatMap((message) =>
        calls.isOpen(message.toolCallId) ? calls.result(message) : noEvents,
      );
    },
    finishRun: (run) => {
      outcome = outcomeOf(run);
      note({ model: toModel(extrasOf(run)['model']) });
      finish();
      return noEvents;
    },
    end: () => {
      const events = [...rest(), ...calls.completeAll()];
      const { reason, raw, pending, questions } = outcome;
      const asked = questions.flatMap(({ id, approvalId }) =>
        calls.isOpen(id) ? calls.ask(id, approvalId) : noEvents,
      );
      const isWaiting = pending?.some(calls.isOpen) ?? calls.isWaiting();
      // What the agent waits for is not in this answer.
      const isElsewhere =
        pending !== undefined && !isWaiting && /^(stop|toolCalls)?$/.test(reason ?? '');
      finish(isElsewhere ? 'other' : reason, raw);
      const waiting = { end: calls.end, isWaiting: () => isWaiting };
      return [...events, ...asked, ...end(waiting, state())];
    },
  };
}
