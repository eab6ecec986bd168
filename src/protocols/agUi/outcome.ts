import type { FinishReason } from '../../eventDetails.js';
import { noEvents } from '../kit/events.js';
import { extrasOf, type RunEnd } from './wire.js';

/** How a run ended. */
export interface Outcome {
  readonly reason: FinishReason | 'cancelled' | undefined;
  readonly raw: string | undefined;
  /** The calls that the app must see to. `undefined` means all that have no result. */
  readonly pending: readonly string[] | undefined;
  /** What the user is asked about calls. */
  readonly questions: readonly { readonly id: string; readonly approvalId: string }[];
}

// The words of TanStack AI; the protocol has none.
const finishReasons: ReadonlyMap<unknown, FinishReason> = /*#__PURE__*/ new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['content_filter', 'contentFilter'],
  ['tool_calls', 'toolCalls'],
]);

// The reason of an interrupt that leaves the call to the app, as TanStack AI names it.
const isForApp = (reason: string | null | undefined): boolean =>
  /(client|frontend)[-_]tool/.test(reason ?? '');

export function outcomeOf(end: Partial<RunEnd>): Outcome {
  const { finishReason } = extrasOf(end);
  const word = typeof finishReason === 'string' && finishReason !== '' ? finishReason : undefined;
  const { outcome } = end;
  const type = typeof outcome === 'string' ? outcome : (outcome?.type ?? 'success');
  const interrupts = (typeof outcome === 'object' && outcome?.interrupts) || noEvents;
  const pending = (typeof outcome === 'object' && outcome?.pendingToolCallIds) || noEvents;
  if (type === 'success') {
    return {
      reason: word === undefined ? undefined : (finishReasons.get(word) ?? 'other'),
      raw: word,
      pending: pending.length > 0 ? pending : undefined,
      questions: [],
    };
  }
  return {
    reason: type === 'cancelled' ? type : 'other',
    raw: word ?? type,
    pending: interrupts.flatMap(({ toolCallId }) => toolCallId || []),
    questions: interrupts.flatMap(({ id: approvalId, reason, toolCallId: id }) =>
      id && approvalId && !isForApp(reason) ? [{ id, approvalId }] : [],
    ),
  };
}
