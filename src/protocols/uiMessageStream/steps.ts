import { contentEvent, reasoningEvent } from '../../eventConstructors.js';
import type { ToolCallEvent } from '../../events.js';
import { type Events, noEvents } from '../kit/events.js';
import type { ToolCallDelta } from '../kit/callRegistry.js';
import { toolCalls, type ToolCalls } from '../kit/toolCalls.js';

/** Assembles an answer of several steps, each of which a `reset-step` may void. */
export interface Steps {
  readonly addText: (type: 'content' | 'reasoning', delta: string) => Events;
  readonly addCall: (delta: ToolCallDelta) => Events;
  /** Takes the complete input of a call. In a later step, the id may name another call. */
  readonly endCall: (call: ToolCallDelta & { readonly id: string }) => Events;
  readonly begin: () => void;
  /** Whether the step has brought nothing. */
  readonly isEmpty: () => boolean;
  /** Forgets the step, and returns the events of those before it to be emitted again. */
  readonly reset: () => Events;
  readonly calls: Pick<ToolCalls, 'end' | 'isWaiting'>;
}

/** Deltas of one type in a row, as strings: 10 bytes for a delta, where an event takes 50. */
type Run =
  | { readonly type: 'content' | 'reasoning'; readonly deltas: string[] }
  | { readonly type: 'toolCall'; readonly events: readonly ToolCallEvent[] };

const eventsOf = (run: Run): Events => {
  switch (run.type) {
    case 'content':
      return run.deltas.map(contentEvent);
    case 'reasoning':
      return run.deltas.map(reasoningEvent);
    case 'toolCall':
      return run.events;
  }
};

export function steps(): Steps {
  const calls = toolCalls();
  // What all steps have brought, to be emitted again after a reset.
  const runs: Run[] = [];
  // The last run of this step.
  let current: Run | undefined;
  // How many runs and calls the steps before this one have.
  let runsBefore = 0;
  let callsBefore = 0;
  let endedInStep: string[] = [];

  const addRun = (run: Run): void => {
    current = run;
    runs.push(run);
  };
  const add = (events: readonly ToolCallEvent[]): Events => {
    if (events.length > 0) addRun({ type: 'toolCall', events });
    return events;
  };

  return {
    addText: (type, delta) => {
      if (delta === '') return noEvents;
      if (current?.type === type) current.deltas.push(delta);
      else addRun({ type, deltas: [delta] });
      return [type === 'content' ? contentEvent(delta) : reasoningEvent(delta)];
    },
    addCall: (delta) => add(calls.push(delta)),
    endCall: (call) => {
      endedInStep.push(call.id);
      return add(calls.complete(call));
    },
    begin: () => {
      current = undefined;
      runsBefore = runs.length;
      callsBefore = calls.count();
      for (const id of endedInStep) calls.release(id);
      endedInStep = [];
    },
    isEmpty: () => runs.length === runsBefore,
    reset: () => {
      current = undefined;
      runs.length = runsBefore;
      calls.rewind(callsBefore);
      endedInStep = [];
      return runs.flatMap(eventsOf);
    },
    calls,
  };
}
