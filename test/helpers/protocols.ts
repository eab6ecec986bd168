import { streamingChatProtocol } from '../../src/index.js';
import {
  agUi,
  type AgUiRequest,
  anthropicMessages,
  geminiGenerateContent,
  ollamaChat,
  openAiChat,
  openAiResponses,
  uiMessageStream,
} from '../../src/protocols/index.js';
import type { ChatProtocol } from '../../src/protocols/protocol.js';
import type { StreamEvent } from '../../src/events.js';
import type { StreamingChatRequest } from '../../src/request/request.js';

/** Takes a request with the fields that any of the protocols requires. */
export type AnyProtocol = ChatProtocol<StreamEvent, StreamingChatRequest & AgUiRequest>;

// Made outside of the table, where its type would be inferred from that of the table.
const streamingChat = streamingChatProtocol();

/** The factory of each protocol, by the name of the protocol. */
export const protocolsByName = {
  streamingChat: (): AnyProtocol => streamingChat,
  agUi: (options?: object): AnyProtocol => agUi(options),
  anthropicMessages: (options?: object): AnyProtocol => anthropicMessages(options),
  geminiGenerateContent: (options?: object): AnyProtocol => geminiGenerateContent(options),
  ollamaChat: (options?: object): AnyProtocol => ollamaChat(options),
  openAiChat: (options?: object): AnyProtocol => openAiChat(options),
  openAiResponses: (options?: object): AnyProtocol => openAiResponses(options),
  uiMessageStream: (options?: object): AnyProtocol => uiMessageStream(options),
};

/** The names of the protocols in the entry `./protocols`. */
export const protocolNames = Object.keys(protocolsByName).filter(
  (name) => name !== 'streamingChat',
);
