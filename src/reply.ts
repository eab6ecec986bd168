import type { ErrorDetails, FinishReason, TokenUsage } from './eventDetails.js';
import type { StreamEvent, ToolCallEvent } from './events.js';

/** A tool call put together from its deltas. `argumentsText` is JSON once the reply is complete. */
export type ReplyToolCall = Omit<ToolCallEvent, 'type'>;

/** A failure that the server reported. The reply keeps the text before it. */
export interface ReplyError extends ErrorDetails {
  readonly message: string;
}

/**
 * Snapshot of an answer so far. Immutable: the next snapshot shares with this one all that did not
 * change.
 */
export interface ChatReply {
  readonly content: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ReplyToolCall[];
  /** Tokens per second. */
  readonly tps?: number;
  readonly usage?: TokenUsage;
  readonly finishReason?: FinishReason;
  readonly error?: ReplyError;
  /** `stopped`: the stream completed before `done` or `error`, for example by `takeUntil`. */
  readonly status: 'streaming' | 'complete' | 'error' | 'stopped';
}

/**
 * The reply before its first event.
 *
 * @example
 * ```ts
 * import { emptyReply } from 'rxjs-chat-stream';
 *
 * emptyReply; // => { content: '', reasoning: '', toolCalls: [], status: 'streaming' }
 * ```
 */
export const emptyReply: ChatReply = Object.freeze({
  content: '',
  reasoning: '',
  toolCalls: Object.freeze([]),
  status: 'streaming',
});

const addToolCall = (
  calls: readonly ReplyToolCall[],
  { index, id, name, argumentsText }: ToolCallEvent,
): readonly ReplyToolCall[] => {
  const known = calls.find((call) => call.index === index);
  if (known === undefined) return [...calls, { index, id, name, argumentsText }];
  const longer = {
    index,
    id: id || known.id,
    name: name || known.name,
    argumentsText: known.argumentsText + argumentsText,
  };
  return calls.map((call) => (call === known ? longer : call));
};

type Draft = { -readonly [Field in keyof ChatReply]: ChatReply[Field] };

/** Copies field by field: five times as fast as a spread, and every text delta makes a copy. */
const copyOf = (reply: ChatReply): Draft => {
  const { content, reasoning, toolCalls, status, tps, usage, finishReason, error } = reply;
  const copy: Draft = { content, reasoning, toolCalls, status };
  if (tps !== undefined) copy.tps = tps;
  if (usage !== undefined) copy.usage = usage;
  if (finishReason !== undefined) copy.finishReason = finishReason;
  if (error !== undefined) copy.error = error;
  return copy;
};

const appendText = (reply: ChatReply, field: 'content' | 'reasoning', delta: string): ChatReply => {
  if (delta === '') return reply;
  const next = copyOf(reply);
  // Each field by its name: `next[field] +=` takes twice as long.
  if (field === 'content') next.content += delta;
  else next.reasoning += delta;
  return next;
};

/**
 * Adds one event to a reply. Pure.
 *
 * @returns the next snapshot; the same object for an event that changes nothing, such as an empty
 * text or an unknown type
 *
 * @example
 * ```ts
 * import { contentEvent, doneEvent, emptyReply, reduceReply } from 'rxjs-chat-stream';
 *
 * [contentEvent('Hel'), contentEvent('lo'), doneEvent()].reduce(reduceReply, emptyReply);
 * // => { content: 'Hello', reasoning: '', toolCalls: [], status: 'complete' }
 * ```
 */
export function reduceReply(
  reply: ChatReply,
  event: StreamEvent | { readonly type: string },
): ChatReply {
  // An event of an unknown type takes the default branch.
  const known = event as StreamEvent;
  switch (known.type) {
    case 'content':
      return appendText(reply, 'content', known.text);
    case 'reasoning':
      return appendText(reply, 'reasoning', known.text);
    case 'toolCall':
      return { ...reply, toolCalls: addToolCall(reply.toolCalls, known) };
    case 'tps':
      return { ...reply, tps: known.tps };
    case 'usage':
      return { ...reply, usage: known.usage };
    case 'error': {
      const { type: _type, ...error } = known;
      return { ...reply, error, status: 'error' };
    }
    case 'reset':
      return emptyReply;
    case 'done':
      return {
        ...reply,
        ...(known.finishReason === undefined ? {} : { finishReason: known.finishReason }),
        status: 'complete',
      };
    default:
      return reply;
  }
}
