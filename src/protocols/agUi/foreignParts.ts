import type { Part } from './wire.js';

/** The kinds of parts that a run consists of. */
export type PartKind = 'content' | 'reasoning' | 'toolCall';

const kinds: readonly PartKind[] = ['content', 'reasoning', 'toolCall'];

// Roles of the agent itself; a text of another role is quoted.
const ownRoles: ReadonlySet<string> = /*#__PURE__*/ new Set(['assistant', 'reasoning']);

/** The parts of others. */
export interface ForeignParts {
  readonly isForeign: (kind: PartKind, part: Partial<Part>) => boolean;
  /** Whether an id names a part of others. */
  readonly isKnown: (id: string) => boolean;
  /** Whether there has been none. */
  readonly isEmpty: () => boolean;
}

/**
 * Makes a test of whether a part belongs to a subagent, or to someone else whom the agent quotes.
 * Only the first event of a part says so, hence the state.
 */
export function foreignParts(): ForeignParts {
  // Foreign messages and calls, by kind and id.
  const foreign = new Set<string>();
  // The message or call that a chunk without an id continues.
  const latest = new Map<PartKind, string>();

  return {
    isForeign: (kind, { role, subagentRunId, toolCallId, messageId }) => {
      const isOthers = Boolean(subagentRunId || (role && !ownRoles.has(role)));
      // Most answers have parts of one agent only.
      if (!isOthers && foreign.size === 0) return false;
      const id = kind === 'toolCall' ? toolCallId : messageId;
      if (id && !subagentRunId) latest.set(kind, id);
      const key = `${kind} ${id || latest.get(kind)}`;
      if (id && isOthers) foreign.add(key);
      return Boolean(subagentRunId) || foreign.has(key);
    },
    isKnown: (id) => kinds.some((kind) => foreign.has(`${kind} ${id}`)),
    isEmpty: () => foreign.size === 0,
  };
}
