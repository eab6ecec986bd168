import { isLeft, right } from 'fp-ts/lib/Either.js';
import { readServerError } from '../../errors/serverError.js';
import type { SseMessage } from '../../framing/framing.js';
import { noEvents } from '../kit/events.js';
import { summary } from '../kit/summary.js';
import { toErrorEvent } from '../kit/toErrorEvent.js';
import type { ToolCalls } from '../kit/toolCalls.js';
import { typeOf } from '../kit/typeOf.js';
import { validate } from '../kit/validate.js';
import type { Decoded } from '../protocol.js';
import { lifecycleEvent, type Response, toFinishReason, toUsage } from './wire.js';

/** Reads a message of one shape. */
export type Read = (message: SseMessage, json: unknown) => Decoded;

/** Readers of the events about the response as a whole. */
export interface Lifecycle {
  readonly begun: Read;
  readonly completed: Read;
  readonly incomplete: Read;
  readonly failed: Read;
}

/**
 * @param emitted the types of all events so far
 * @param read reads a message as if it had come
 */
export function lifecycle(calls: ToolCalls, emitted: ReadonlySet<string>, read: Read): Lifecycle {
  const answer = summary(toUsage);

  const readResponse =
    (next: (response: Response, message: SseMessage) => Decoded): Read =>
    (message, json) => {
      const event = validate(message, json, lifecycleEvent);
      if (isLeft(event)) return event;
      const { response } = event.right;
      const { id, model, usage } = response;
      answer.note({ responseId: id, model, usage });
      return next(response, message);
    };

  /**
   * Reads the items of the final response whose kind of event has not come at all: some servers
   * stream nothing, or texts but no calls.
   */
  const readOutput = ({ output }: Response, message: SseMessage): Decoded => {
    const before = new Set(emitted);
    const isMissing = (item: unknown): boolean => {
      switch (typeOf(item)) {
        case 'message':
          return !before.has('content');
        case 'function_call':
        case 'custom_tool_call':
          return !before.has('toolCall');
        default:
          return before.size === 0;
      }
    };
    const decoded = (output ?? []).flatMap((item, output_index) =>
      isMissing(item)
        ? [read(message, { type: 'response.output_item.done', item, output_index })]
        : [],
    );
    return (
      decoded.find(isLeft) ??
      right(decoded.flatMap((each) => (isLeft(each) ? noEvents : each.right)))
    );
  };

  const end = (isComplete: boolean): Read =>
    readResponse((response, message) => {
      const missing = readOutput(response, message);
      if (isLeft(missing)) return missing;
      answer.finish(toFinishReason(response, isComplete));
      return right([...missing.right, ...answer.end(calls)]);
    });

  return {
    begun: readResponse(() => right(noEvents)),
    completed: end(true),
    incomplete: end(false),
    failed: readResponse(({ error }) =>
      right([...answer.usageEvents(), toErrorEvent(readServerError({ error }) ?? {})]),
    ),
  };
}
