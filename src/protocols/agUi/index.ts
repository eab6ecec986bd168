import type { StreamEvent } from '../../events.js';
import { defineProtocol } from '../kit/defineProtocol.js';
import type { ChatProtocol } from '../protocol.js';
import { body, check, settings } from './body.js';
import { decoder } from './decoder.js';
import type { AgUiRequest } from './request.js';

export type { AgUiContext, AgUiRequest, AgUiTool } from './request.js';

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
 * finish reason is `toolCalls` where the agent says that calls wait for the app, and `other` where
 * the run was cancelled or waits for the user; else there is none.
 *
 * Texts and calls of subagents, and texts of others than the agent, are not the answer. Like state,
 * activities, tool results and all else without an event of its own, they go to `onUnknownEvent`.
 *
 * The agent chooses its model. `modelId` and the sampling settings go into `forwardedProps`, for
 * agents that let the app choose.
 *
 * @example
 * ```ts
 * import { agUi } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = agUi().decoder();
 * const data = '{"type":"TEXT_MESSAGE_CONTENT","messageId":"m1","delta":"Hi"}';
 * decode({ event: 'message', data });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi' }] }
 * ```
 *
 * @see https://docs.ag-ui.com/concepts/events
 */
export function agUi({ path = '' }: AgUiOptions = {}): ChatProtocol<StreamEvent, AgUiRequest> {
  return defineProtocol<StreamEvent, AgUiRequest>({
    name: 'agUi',
    framing: 'sse',
    path,
    check,
    settings,
    body,
    defaults: { state: {}, tools: [], context: [] },
    decoder,
  });
}
