import type { ProtocolName } from '../protocols.js';
import { agUi } from './agUi.js';
import { anthropicMessages } from './anthropicMessages.js';
import type { Dialect } from './dialect.js';
import { geminiGenerateContent } from './geminiGenerateContent.js';
import { ollamaChat } from './ollamaChat.js';
import { openAiChat } from './openAiChat.js';
import { openAiResponses } from './openAiResponses.js';
import { streamingChat } from './streamingChat.js';
import { uiMessageStream } from './uiMessageStream.js';

/** What the embedded server speaks, by the name of the protocol that understands it. */
export const dialects: Readonly<Record<ProtocolName, Dialect>> = {
  streamingChat,
  openAiChat,
  openAiResponses,
  anthropicMessages,
  geminiGenerateContent,
  ollamaChat,
  uiMessageStream,
  agUi,
};
