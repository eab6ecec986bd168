import type { StreamEvent } from '../../events.js';
import { defineProtocol } from '../kit/defineProtocol.js';
import type { ChatProtocol } from '../protocol.js';
import { body, checkRequest, settings } from './body.js';
import { decoder } from './decoder.js';
import { carries } from './messages.js';
import type { AgUiRequest } from './request.js';

export type { AgUiContext, AgUiRequest } from './request.js';

/** Options of {@link agUi}. */
export interface AgUiOptions {
  /** Appended to the base URL, which is that of the agent. @defaultValue `''` */
  readonly path?: string;
}

/**
 * AG-UI, the protocol between agents and user interfaces, over SSE: version 1.0, and what servers
 * before it send.
 *
 * A stream may have several runs, or a run that continues after its `RUN_FINISHED`. So `done` is
 * the end of the body, or `[DONE]`, after a finished run, and usage is the sum of all runs. The
 * finish reason is `toolCalls` where calls wait for the app or its user, `other` where the run was
 * cancelled or waits for something else, and else that of TanStack AI, if it is sent.
 *
 * A message of the agent is a part of the text. Where an answer comes only in a
 * `MESSAGES_SNAPSHOT`, it is read there at the end. `providerState` has the encrypted values.
 *
 * Texts, calls and results of subagents, and texts of others than the agent, are not the answer.
 * Like state, snapshots, activities and all else without an event of its own, they go to
 * `onUnknownEvent`.
 *
 * The agent chooses its model. `modelId` and the sampling settings go into `forwardedProps`, for
 * agents that let the app choose.
 * `tools` are those of the app; the agent decides when to call them. What the user says to a call
 * that waits for approval is sent as `resume`.
 *
 * @example
 * ```ts
 * import { agUi } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = agUi().decoder();
 * const data = '{"type":"TEXT_MESSAGE_CONTENT","messageId":"m1","delta":"Hi"}';
 * decode({ event: 'message', data });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi', part: 0 }] }
 * ```
 *
 * @see https://docs.ag-ui.com/concepts/events
 */
export function agUi({ path = '' }: AgUiOptions = {}): ChatProtocol<StreamEvent, AgUiRequest> {
  return defineProtocol<StreamEvent, AgUiRequest>({
    name: 'agUi',
    framing: 'sse',
    path,
    check: checkRequest,
    settings,
    carries,
    body,
    defaults: { state: {}, tools: [], context: [] },
    decoder,
  });
}
