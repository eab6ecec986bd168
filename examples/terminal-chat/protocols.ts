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

/** The protocols of the demo; the first one is the default. */
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

/** A request with the fields of every protocol. */
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

/** The protocols whose servers require a token. */
export const withToken: ReadonlySet<ProtocolName> = new Set<ProtocolName>([
  'streamingChat',
  'anthropicMessages',
  'geminiGenerateContent',
]);
