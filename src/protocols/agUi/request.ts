import type { IdentifiedRequest } from '../kit/identifiedConversation.js';

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
  /** What the agent should know. */
  readonly context?: readonly AgUiContext[] | undefined;
  /** What app and agent have agreed on. The model and the sampling settings are added to it. */
  readonly forwardedProps?: Readonly<Record<string, unknown>> | undefined;
}
