import type { ObservableInput } from 'rxjs';
import type { ChatMessage, UserPart } from './messages.js';
import type { ResponseFormat, ToolChoice, ToolDefinition } from './tools.js';

/** How much a model should reason before it answers. */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high';

/**
 * The fields that every protocol takes. A field that is `undefined` or `null` is not sent. A field
 * that the protocol cannot carry is a fault.
 */
export interface ChatRequest {
  /**
   * The bearer token, or a function that returns it. The function is called for each subscription,
   * so a retry gets a fresh token. A returned string is the token itself. The time it takes does
   * not count for `connectionTimeout`. Some protocols need no token.
   */
  readonly accessToken?: string | (() => string | ObservableInput<string>) | undefined;
  /**
   * What the user says now. It must not be in `history` too. It may be left out where `history`
   * ends with a turn of a tool.
   */
  readonly message?: string | readonly UserPart[] | undefined;
  /** The model, as the provider or server names it. */
  readonly modelId: string;
  /**
   * Earlier turns, oldest first. Turns that carry nothing are not sent. The calls of a turn that
   * the provider did not run have their results before the next turn of the user.
   */
  readonly history?: readonly ChatMessage[] | undefined;
  /** Instructions for the model, sent before the history. */
  readonly systemPrompt?: string | undefined;
  /** Maximum number of tokens in the answer: a whole number from 1. */
  readonly maxTokens?: number | undefined;
  /** Randomness, 0 to 2. */
  readonly temperature?: number | undefined;
  /** Nucleus sampling threshold, 0 to 1. */
  readonly topP?: number | undefined;
  /** -2 to 2. */
  readonly frequencyPenalty?: number | undefined;
  /** -2 to 2. */
  readonly presencePenalty?: number | undefined;
  /** Texts at which the model stops. They are not empty, and not part of the answer. */
  readonly stopSequences?: readonly string[] | undefined;
  /** How much the model should reason. A provider without a level takes its nearest one. */
  readonly reasoningEffort?: ReasoningEffort | undefined;
  /** Tools that the model may call. `withTools` of `./operators` runs them. */
  readonly tools?: readonly ToolDefinition[] | undefined;
  /** Whether the model calls tools. */
  readonly toolChoice?: ToolChoice | undefined;
  /** Whether the answer is JSON, and of which schema. `accumulateObject` reads it. */
  readonly responseFormat?: ResponseFormat | undefined;
  /**
   * JSON to add to the body, objects at any depth; `tools` of the provider are added to those of
   * the request. A value for what else the request or the protocol sets is a fault.
   */
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined;
}

/** The request of a protocol that requires a token. */
export interface AuthorizedRequest extends ChatRequest {
  readonly accessToken: string | (() => string | ObservableInput<string>);
}

/** The request of the default protocol. */
export interface StreamingChatRequest extends AuthorizedRequest {
  /** The provider that serves the model, such as `deepseek`. */
  readonly providerSlug: string;
}

/** A request with its token looked up; the token is empty where there is none. */
export type ResolvedRequest<R extends ChatRequest = ChatRequest> = R & {
  readonly accessToken: string;
};
