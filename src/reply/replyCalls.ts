import type { ToolCallEvent, ToolResultEvent } from '../events.js';
import { append, itemAt, type List, replace, sizeOf, toArray } from './list.js';
import { addCallId, type Memory, memoryOf } from './memory.js';
import { listsOf, nextReply } from './nextReply.js';
import type { ChatReply, ReplyToolCall } from './reply.js';

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

/** Where the call of an index is; `undefined` if there is no such call. */
const placeOf = (
  calls: List<ReplyToolCall>,
  { callAt }: Memory,
  index: number,
): number | undefined => {
  const noted = callAt.get(index);
  if (noted === undefined || itemAt(calls, noted)?.index === index) return noted;
  // Another reply that comes from the same one has put its call elsewhere.
  const at = toArray(calls).findIndex((call) => call.index === index);
  return at === -1 ? undefined : at;
};

/** The reply with another call at its end. */
const withCall = (reply: ChatReply, memory: Memory, call: ReplyToolCall): ChatReply => {
  const { toolCalls, parts } = listsOf(reply, memory);
  const at = sizeOf(toolCalls);
  memory.callAt.set(call.index, at);
  addCallId(memory, call.id, at);
  return nextReply(
    reply,
    { ...memory, numbers: append(memory.numbers, undefined) },
    {
      toolCalls: append(toolCalls, call),
      parts: append(parts, { type: 'toolCall', index: call.index }),
    },
  );
};

/** Adds a delta to the call of its index. */
export function addCall(reply: ChatReply, event: ToolCallEvent): ChatReply {
  const memory = memoryOf(reply);
  const { toolCalls } = listsOf(reply, memory);
  const at = placeOf(toolCalls, memory, event.index);
  const known = at === undefined ? undefined : itemAt(toolCalls, at);
  const { id, name, argumentsText, providerExecuted, approvalId } = event;
  if (at === undefined || known === undefined) {
    const { type: _type, ...call } = event;
    return withCall(reply, memory, call);
  }
  if (id !== '' && id !== known.id) addCallId(memory, id, at);
  const longer: Mutable<ReplyToolCall> = { ...known };
  longer.id = id || known.id;
  longer.name = name || known.name;
  longer.argumentsText += argumentsText;
  if (providerExecuted) longer.providerExecuted = true;
  if (approvalId) longer.approvalId = approvalId;
  return nextReply(reply, memory, { toolCalls: replace(toolCalls, at, longer) });
}

const withoutResult = (call: ReplyToolCall): ReplyToolCall => {
  const { result: _result, isError: _isError, preliminary: _preliminary, ...rest } = call;
  return rest;
};

/** Where the result of an id belongs: to the first call without a final one, or to the last. */
const placeOfResult = (
  calls: List<ReplyToolCall>,
  { callsOf }: Memory,
  id: string,
): number | undefined => {
  let open: number | undefined;
  let last: number | undefined;
  // In any order: another reply that comes from the same one may have noted its calls earlier.
  for (const at of callsOf.get(id) ?? []) {
    const call = itemAt(calls, at);
    if (call?.id !== id) continue;
    last = Math.max(at, last ?? at);
    if (!('result' in call) || call.preliminary) open = Math.min(at, open ?? at);
  }
  return open ?? last;
};

/**
 * Adds a result to its call: of calls that share the id, to the first without a final one. A result
 * whose call never came makes a call.
 */
export function addResult(
  reply: ChatReply,
  { type: _type, id, name, ...result }: ToolResultEvent,
): ChatReply {
  const memory = memoryOf(reply);
  const { toolCalls } = listsOf(reply, memory);
  const at = placeOfResult(toolCalls, memory, id);
  const call = at === undefined ? undefined : itemAt(toolCalls, at);
  if (at === undefined || call === undefined) {
    const index = sizeOf(toolCalls);
    return withCall(reply, memory, { index, id, name: name ?? '', argumentsText: '', ...result });
  }
  return nextReply(reply, memory, {
    toolCalls: replace(toolCalls, at, { ...withoutResult(call), ...result }),
  });
}
