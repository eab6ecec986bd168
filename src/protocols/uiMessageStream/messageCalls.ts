import type { StreamEvent } from '../../events.js';
import type { Fields } from '../../json/json.js';
import type { ToolCallDelta } from '../kit/callRegistry.js';
import type { Events } from '../kit/events.js';
import { toolCalls, type ToolCalls, type ToolResult } from '../kit/toolCalls.js';
import { growingText } from '../kit/growingText.js';
import { type CallPart, type MessagePart, saysSomething } from './messagePart.js';
import type { PartList } from './partList.js';

/** Assembles the calls of a message. */
export interface MessageCalls extends Pick<ToolCalls, 'end' | 'isWaiting'> {
  readonly add: (id: string, delta: Omit<ToolCallDelta, 'key' | 'id'>) => Events;
  /** Takes the complete input of a call. In a later step, the id may name another call. */
  readonly complete: (id: string, call: Omit<ToolCallDelta, 'key' | 'id'>) => Events;
  /** Takes a result, also that of a call of an earlier message. */
  readonly result: (result: ToolResult) => Events;
  /** Whether an id names a call of this message. */
  readonly isKnown: (id: string) => boolean;
  /** Takes what the provider says of a call. */
  readonly note: (id: string, field: 'metadata' | 'resultMetadata', metadata: unknown) => void;
  /** Takes a request for approval that must be given back. */
  readonly noteApproval: (id: string, approval: Fields) => void;
  readonly beginStep: () => void;
  /** Forgets the calls of the step, whose parts have been dropped. */
  readonly dropStep: (dropped: readonly MessagePart<unknown>[]) => void;
}

export function messageCalls(
  list: Pick<PartList<never>, 'place' | 'placeEvent' | 'note'>,
): MessageCalls {
  const calls = toolCalls();
  const parts = new Map<string, CallPart>();
  let step = 0;
  let callsBefore = 0;
  let endedInStep = new Set<string>();

  const begin = (id: string): CallPart => {
    const part: CallPart = {
      kind: 'call',
      id,
      step,
      text: growingText(),
      event: undefined,
      metadata: undefined,
      resultMetadata: undefined,
      approval: undefined,
      result: undefined,
    };
    parts.set(id, part);
    list.place(part);
    return part;
  };
  const place = (id: string, events: ReturnType<ToolCalls['push']>): readonly StreamEvent[] => {
    const part = parts.get(id) ?? begin(id);
    for (const event of events) {
      part.event = event;
      part.text.add(event.argumentsText);
      list.note(event.argumentsText.length);
    }
    return events;
  };

  return {
    add: (id, delta) => place(id, calls.push({ ...delta, key: id, id })),
    complete: (id, call) => {
      endedInStep.add(id);
      return place(id, calls.complete({ ...call, key: id, id }));
    },
    result: (result) => {
      const events = calls.result(result);
      const part = parts.get(result.id);
      const key = `result ${part?.step} ${result.id}`;
      for (const event of events) {
        list.placeEvent(event, key, part?.step !== step);
        if (part?.event?.providerExecuted) part.result = event;
      }
      return events;
    },
    isKnown: (id) => parts.has(id),
    note: (id, field, metadata) => {
      const part = parts.get(id);
      if (part !== undefined && saysSomething(metadata)) part[field] = metadata;
    },
    noteApproval: (id, approval) => {
      const part = parts.get(id);
      if (part !== undefined) part.approval = approval;
    },
    beginStep: () => {
      step++;
      callsBefore = calls.count();
      for (const id of endedInStep) {
        calls.release(id);
        parts.delete(id);
      }
      endedInStep = new Set();
    },
    dropStep: (dropped) => {
      calls.rewind(callsBefore);
      endedInStep = new Set();
      for (const part of dropped) if (part.kind === 'call') parts.delete(part.id);
    },
    end: calls.end,
    isWaiting: calls.isWaiting,
  };
}
