import { type ToolCallEvent, toolCallEvent } from '../../events.js';
import { idOf } from './toolCalls.js';

/** Numbers the tool calls of one answer, for wires on which a call comes whole. */
export interface WholeCalls {
  /** The event of a call; none if that came before. `whole` is a value or JSON text; none are an empty object. */
  readonly push: (
    id: string | null | undefined,
    name: string,
    whole: unknown,
  ) => readonly ToolCallEvent[];
  /** How many calls there are. */
  readonly count: () => number;
}

export const wholeCalls = (): WholeCalls => {
  const ids = new Set<string>();
  return {
    push: (given, name, whole) => {
      const index = ids.size;
      const id = idOf(index, given);
      if (ids.has(id)) return [];
      ids.add(id);
      const argumentsText =
        typeof whole === 'string' && whole ? whole : JSON.stringify(whole || {});
      return [toolCallEvent({ index, id, name, argumentsText })];
    },
    count: () => ids.size,
  };
};
