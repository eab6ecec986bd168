import type { ProviderState } from '../eventDetails.js';

/** Text of a turn. */
export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

/** An image: an `https:` or `data:` URL, or its data as base64. */
export type ImagePart =
  | { readonly type: 'image'; readonly url: string }
  | { readonly type: 'image'; readonly base64: string; readonly mediaType: string };

/** A file, such as a PDF or a recording: an `https:` or `data:` URL, or its data as base64. */
export type FilePart = {
  readonly type: 'file';
  readonly mediaType: string;
  readonly name?: string | undefined;
} & ({ readonly url: string } | { readonly base64: string });

/** A part of what a user says, or of what a tool returns. */
export type UserPart = TextPart | ImagePart | FilePart;

/** Instructions for the model. */
export interface SystemMessage {
  readonly role: 'system';
  readonly content: string;
}

/** A turn of the user. */
export interface UserMessage {
  readonly role: 'user';
  readonly content: string | readonly UserPart[];
}

/** A call of a tool in a turn of the model. */
export interface MessageToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly argumentsText: string;
  /** The provider ran it. It needs no result of the app. */
  readonly providerExecuted?: true | undefined;
}

/** A turn of the model. `toAssistantMessage` makes it of a reply. */
export interface AssistantMessage {
  readonly role: 'assistant';
  readonly content: string;
  /** Sent where the protocol has a field for it. */
  readonly reasoning?: string | undefined;
  readonly toolCalls?: readonly MessageToolCall[] | undefined;
  /** Sent back by the protocol that it names; the others send the fields above. */
  readonly providerState?: ProviderState | undefined;
}

/** What the user said to a call that waited for approval. */
export interface ToolApproval {
  /** The `approvalId` of the call. */
  readonly id: string;
  readonly approved: boolean;
  readonly reason?: string | undefined;
}

/** The result of a tool call, or the user's answer to whether it may run. */
export interface ToolMessage {
  readonly role: 'tool';
  /** The id of the call. */
  readonly toolCallId: string;
  /** The name of the tool. @defaultValue that of the call */
  readonly name?: string | undefined;
  /** The result; JSON is given as text. */
  readonly content?: string | readonly UserPart[] | undefined;
  /** Whether the tool failed. */
  readonly isError?: boolean | undefined;
  /** Instead of `content`. */
  readonly approval?: ToolApproval | undefined;
}

/** One turn of the conversation. JSON, so that an app can store it. */
export type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage;
