import type { StreamEvent } from '../../events.js';
import { uuid } from '../../request/uuid.js';
import { check, nonBlank, optional } from '../../validation.js';
import { defineProtocol } from '../kit/defineProtocol.js';
import { identifiedConversation, type IdentifiedRequest } from '../kit/identifiedConversation.js';
import { samplingFields } from '../kit/samplingFields.js';
import type { ChatProtocol } from '../protocol.js';
import { decoder } from './decoder.js';

/** Options of {@link agUi}. */
export interface AgUiOptions {
  /** Appended to the base URL, which is that of the agent. @defaultValue `''` */
  readonly path?: string;
}

/** A tool of the app that the agent may call. */
export interface AgUiTool {
  readonly name: string;
  readonly description: string;
  /** A JSON Schema. */
  readonly parameters?: unknown;
}

/** A fact that the agent should know. */
export interface AgUiContext {
  readonly description: string;
  readonly value: string;
}

/** The request of {@link agUi}. */
export interface AgUiRequest extends IdentifiedRequest {
  /**
   * The id of the conversation, under which the agent may keep state and history.
   * @defaultValue a new one for each attempt
   */
  readonly threadId?: string | undefined;
  /**
   * The id of this run within the thread. With an id given here, a retry is the same run.
   * @defaultValue a new one for each attempt
   */
  readonly runId?: string | undefined;
  /** The state that the run starts from. @defaultValue `{}` */
  readonly state?: unknown;
  /** Tools of the app that the agent may call. */
  readonly tools?: readonly AgUiTool[] | undefined;
  /** What the agent should know. */
  readonly context?: readonly AgUiContext[] | undefined;
  /** What app and agent have agreed on. The model and the sampling settings are added to it. */
  readonly forwardedProps?: Readonly<Record<string, unknown>> | undefined;
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
    check: ({ threadId, runId }) => [
      check('threadId', threadId, optional(nonBlank)),
      check('runId', runId, optional(nonBlank)),
    ],
    body: (request) => {
      const threadId = request.threadId ?? uuid();
      return {
        // The agent looks for it in `forwardedProps`.
        model: undefined,
        threadId,
        runId: request.runId ?? uuid(),
        state: request.state ?? {},
        messages: identifiedConversation(request, threadId),
        tools: request.tools ?? [],
        context: request.context ?? [],
        forwardedProps: {
          ...request.forwardedProps,
          model: request.modelId,
          ...samplingFields(
            request,
            'maxTokens',
            'temperature',
            'topP',
            'frequencyPenalty',
            'presencePenalty',
          ),
        },
      };
    },
    decoder,
  });
}
