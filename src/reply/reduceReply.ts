import { errorEventKind } from '../errors/errorEventKind.js';
import type { FileEvent, SourceEvent, StreamEvent } from '../events.js';
import { append } from './list.js';
import { memoryOf } from './memory.js';
import { type Changes, listsOf, nextReply } from './nextReply.js';
import { type ChatReply, emptyReply } from './reply.js';
import { addCall, addResult } from './replyCalls.js';
import { addText } from './addText.js';

const change = (reply: ChatReply, changes: Changes): ChatReply =>
  nextReply(reply, memoryOf(reply), changes);

const addPart = (reply: ChatReply, event: SourceEvent | FileEvent): ChatReply => {
  const memory = memoryOf(reply);
  const { parts, sources, files } = listsOf(reply, memory);
  const { type: _type, ...part } = event;
  return nextReply(
    reply,
    { ...memory, numbers: append(memory.numbers, undefined) },
    {
      parts: append(parts, event),
      ...('mediaType' in part
        ? { files: append(files, part) }
        : { sources: append(sources, part) }),
    },
  );
};

/**
 * Adds one event to a reply. Pure. An answer of any number of events takes time in proportion to
 * it: lists of more than 64 items are not copied, and become arrays when they are read.
 *
 * @returns the next snapshot; the same object for an event that changes nothing, such as an empty
 * text or an unknown type
 *
 * @example
 * ```ts
 * import { contentEvent, doneEvent, emptyReply, reduceReply } from 'rxjs-chat-stream';
 *
 * const events = [contentEvent('Hel'), contentEvent('lo'), doneEvent()];
 * const reply = events.reduce(reduceReply, emptyReply);
 * reply.content; // => 'Hello'
 * reply.parts; // => [{ type: 'content', text: 'Hello' }]
 * reply.status; // => 'complete'
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
    case 'reasoning':
      return addText(reply, known);
    case 'toolCall':
      return addCall(reply, known);
    case 'toolResult':
      return addResult(reply, known);
    case 'source':
    case 'file':
      return addPart(reply, known);
    case 'tps':
      return change(reply, { tps: known.tps });
    case 'usage':
      return change(reply, { usage: known.usage });
    case 'providerState': {
      const { protocol, state } = known;
      return change(reply, { providerState: { protocol, state } });
    }
    case 'retrying': {
      const { type: _type, ...retrying } = known;
      return change(reply, { retrying });
    }
    case 'error': {
      const { type: _type, ...error } = known;
      return change(reply, { error: { ...error, ...errorEventKind(known) }, status: 'error' });
    }
    case 'reset':
      return emptyReply;
    case 'done':
      return change(reply, {
        ...(known.finishReason && { finishReason: known.finishReason }),
        status: 'complete',
      });
    default:
      return reply.retrying === undefined ? reply : change(reply, {});
  }
}
