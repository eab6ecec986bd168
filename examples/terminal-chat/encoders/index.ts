import type { ProtocolName } from '../protocols.js';
import { agUi } from './agUi.js';
import { anthropicMessages } from './anthropicMessages.js';
import type { ServerProtocol } from './encoder.js';
import { geminiGenerateContent } from './geminiGenerateContent.js';
import { ollamaChat } from './ollamaChat.js';
import { openAiChat } from './openAiChat.js';
import { openAiResponses } from './openAiResponses.js';
import { streamingChat } from './streamingChat.js';
import { uiMessageStream } from './uiMessageStream.js';

/** The server's side of each protocol. */
export const serverProtocols: Readonly<Record<ProtocolName, ServerProtocol>> = {
  streamingChat,
  openAiChat,
  openAiResponses,
  anthropicMessages,
  geminiGenerateContent,
  ollamaChat,
  uiMessageStream,
  agUi,
};
