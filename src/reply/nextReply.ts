import { isLong, type List, toArray } from './list.js';
import { type Lists, type Memory, memorize } from './memory.js';
import type { ChatReply } from './reply.js';

type Draft = { -readonly [Field in keyof ChatReply]: ChatReply[Field] };

/** What an event changes in a reply. */
export type Changes = Partial<Omit<ChatReply, keyof Lists>> & Partial<Lists>;

/** The lists of a reply, without making arrays of long ones. */
export const listsOf = (reply: ChatReply, { long }: Memory): Lists => long ?? reply;

/** Sets a list of the draft; a long one becomes an array when somebody reads it. */
const setLong = (draft: Draft, name: keyof Lists, list: List<unknown>): void => {
  if (!isLong(list)) return;
  Object.defineProperty(draft, name, {
    configurable: true,
    enumerable: true,
    get: () => toArray(list),
  });
};

const short = <T>(list: List<T>): readonly T[] => (isLong(list) ? [] : list);

/**
 * The reply after some changes. It copies field by field: five times as fast as a spread, and every
 * delta of text makes a copy.
 */
export function nextReply(reply: ChatReply, memory: Memory, changes: Changes): ChatReply {
  const before = listsOf(reply, memory);
  const parts = changes.parts ?? before.parts;
  const toolCalls = changes.toolCalls ?? before.toolCalls;
  const sources = changes.sources ?? before.sources;
  const files = changes.files ?? before.files;
  const draft: Draft = {
    content: changes.content ?? reply.content,
    reasoning: changes.reasoning ?? reply.reasoning,
    parts: short(parts),
    toolCalls: short(toolCalls),
    sources: short(sources),
    files: short(files),
    status: changes.status ?? (reply.status === 'idle' ? 'streaming' : reply.status),
  };
  const tps = changes.tps ?? reply.tps;
  if (tps !== undefined) draft.tps = tps;
  const usage = changes.usage ?? reply.usage;
  if (usage !== undefined) draft.usage = usage;
  const finishReason = changes.finishReason ?? reply.finishReason;
  if (finishReason !== undefined) draft.finishReason = finishReason;
  const providerState = changes.providerState ?? reply.providerState;
  if (providerState !== undefined) draft.providerState = providerState;
  const error = changes.error ?? reply.error;
  if (error !== undefined) draft.error = error;
  // It lasts to the next event, which this one is.
  if (changes.retrying !== undefined) draft.retrying = changes.retrying;

  if (isLong(parts) || isLong(toolCalls) || isLong(sources) || isLong(files)) {
    const long = { parts, toolCalls, sources, files };
    for (const [name, list] of Object.entries(long)) setLong(draft, name as keyof Lists, list);
    memorize(draft, { ...memory, long });
  } else {
    memorize(draft, memory);
  }
  return draft;
}
