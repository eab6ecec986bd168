import {
  type ChatProtocol,
  type StreamEvent,
  type StreamingChatRequest,
  streamingChatProtocol,
} from 'rxjs-chat-stream';
import {
  agUi,
  type AgUiRequest,
  anthropicMessages,
  geminiGenerateContent,
  ollamaChat,
  openAiChat,
  openAiResponses,
  uiMessageStream,
} from 'rxjs-chat-stream/protocols';

/** The protocols that the demo speaks; the first one is the default. */
export const protocolNames = [
  'streamingChat',
  'openAiChat',
  'openAiResponses',
  'anthropicMessages',
  'geminiGenerateContent',
  'ollamaChat',
  'uiMessageStream',
  'agUi',
] as const;
export type ProtocolName = (typeof protocolNames)[number];

/** A request that has what any of them wants. */
export type DemoRequest = StreamingChatRequest & AgUiRequest;

export const protocols: Readonly<
  Record<ProtocolName, () => ChatProtocol<StreamEvent, DemoRequest>>
> = {
  streamingChat: () => streamingChatProtocol<Record<never, never>>(),
  openAiChat,
  openAiResponses,
  anthropicMessages,
  geminiGenerateContent,
  ollamaChat,
  uiMessageStream,
  agUi,
};

/** Those whose servers take nobody without a token. */
export const withToken: ReadonlySet<ProtocolName> = new Set<ProtocolName>([
  'streamingChat',
  'anthropicMessages',
  'geminiGenerateContent',
]);
