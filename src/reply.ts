import type {
  ErrorDetails,
  FinishReason,
  StreamEvent,
  TokenUsage,
  ToolCallEvent,
} from './events.js';

/** A tool call, put together from its pieces; `argumentsText` is JSON text, whole once the reply is complete. */
export type ReplyToolCall = Omit<ToolCallEvent, 'type'>;

/** A failure that the server reported, beside the text that came before it. */
export interface ReplyError extends ErrorDetails {
  readonly message: string;
}

/** An answer so far. Immutable: the next snapshot shares with this one whatever did not change. */
export interface ChatReply {
  readonly content: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ReplyToolCall[];
  readonly tps?: number;
  readonly usage?: TokenUsage;
  readonly finishReason?: FinishReason;
  readonly error?: ReplyError;
  /** `stopped`: the stream was completed from outside before its end. */
  readonly status: 'streaming' | 'complete' | 'error' | 'stopped';
}

/** The reply before its first event. */
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

/** A copy, of the fields one by one: in a fifth of the time that a spread takes, and there is one for each piece of text. */
const copyOf = (reply: ChatReply): Draft => {
  const { content, reasoning, toolCalls, status, tps, usage, finishReason, error } = reply;
  const copy: Draft = { content, reasoning, toolCalls, status };
  if (tps !== undefined) copy.tps = tps;
  if (usage !== undefined) copy.usage = usage;
  if (finishReason !== undefined) copy.finishReason = finishReason;
  if (error !== undefined) copy.error = error;
  return copy;
};

const grown = (reply: ChatReply, part: 'content' | 'reasoning', text: string): ChatReply => {
  if (text === '') return reply;
  const next = copyOf(reply);
  if (part === 'content') next.content += text;
  else next.reasoning += text;
  return next;
};

/**
 * The reply after one more event. Pure; an event that changes nothing, also one of an unknown type, gives the same object.
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
  // Types outside the union fall through to the end.
  const known = event as StreamEvent;
  switch (known.type) {
    case 'content':
      return grown(reply, 'content', known.text);
    case 'reasoning':
      return grown(reply, 'reasoning', known.text);
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
