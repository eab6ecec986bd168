import { isLeft, right } from 'fp-ts/lib/Either.js';
import { readServerError } from '../../errors/serverError.js';
import type { SseMessage } from '../../framing/framing.js';
import { fieldsOf } from '../../json/json.js';
import { type Events, noEvents } from '../kit/events.js';
import type { Summary } from '../kit/summary.js';
import { toErrorEvent } from '../kit/toErrorEvent.js';
import type { ToolCalls } from '../kit/toolCalls.js';
import { validate } from '../kit/validate.js';
import type { Decoded } from '../protocol.js';
import type { TurnItems } from './turnItems.js';
import { lifecycleEvent, type Response, toFinishReason, type Usage } from './wire.js';

/** Reads a message of one shape. */
export type Read = (message: SseMessage, json: unknown) => Decoded;

export const ignore: Read = () => right(noEvents);

/** How a response ended. */
type Status = 'completed' | 'incomplete' | 'cancelled' | 'failed';

/** Readers of the events about the response as a whole. */
export interface Lifecycle {
  readonly begun: Read;
  /** Makes the reader of a last event, which means `usual` where it has no status. */
  readonly ended: (usual: Status) => Read;
}

/** What the end of a response ends. */
export interface LifecycleParts {
  readonly answer: Summary<Usage>;
  readonly calls: ToolCalls;
  readonly turn: TurnItems;
  /** Reads the items of the final response that have not come before. */
  readonly readOutput: (output: readonly unknown[], message: SseMessage) => Decoded;
  /** What is left of items that never came complete. */
  readonly rest: (isComplete: boolean) => Events;
}

const statusOf = ({ status }: Response, usual: Status): Status => {
  switch (usual === 'completed' ? status : usual) {
    case 'incomplete':
      return 'incomplete';
    case 'cancelled':
    case 'canceled':
      return 'cancelled';
    case 'failed':
      return 'failed';
    default:
      return 'completed';
  }
};

export function lifecycle({ answer, calls, turn, readOutput, rest }: LifecycleParts): Lifecycle {
  const readResponse =
    (next: (response: Response, message: SseMessage) => Decoded): Read =>
    (message, json) => {
      const event = validate(message, json, lifecycleEvent);
      if (isLeft(event)) return event;
      const response: Response = event.right.response ?? {};
      const { id, model, usage } = response;
      answer.note({ responseId: id, model, usage });
      return next(response, message);
    };

  const finish = (status: Exclude<Status, 'failed'>, reason: string | undefined): void => {
    if (status === 'cancelled') answer.finish('cancelled', reason || status);
    else if (status === 'incomplete' || reason) {
      answer.finish(toFinishReason(reason), reason || status);
    } else answer.finish('stop');
  };

  return {
    begun: readResponse(() => right(noEvents)),
    ended: (usual) =>
      readResponse((response, message) => {
        const { incomplete_details, status_details, output } = response;
        const status = statusOf(response, usual);
        const details = fieldsOf(status_details);
        const given = incomplete_details?.reason ?? details['reason'];
        const reason = typeof given === 'string' ? given : undefined;
        if (status === 'failed') {
          const error = response.error ?? details['error'];
          const known = readServerError({ error }) ?? (reason ? { code: reason } : {});
          return right([...answer.usageEvents(), toErrorEvent(known)]);
        }
        const missing = readOutput(output ?? [], message);
        if (isLeft(missing)) return missing;
        finish(status, reason);
        const isComplete = status === 'completed' && !reason;
        return right([
          ...missing.right,
          ...rest(isComplete),
          ...answer.end(calls, turn.state(output)),
        ]);
      }),
  };
}
