export {
  agUi,
  type AgUiContext,
  type AgUiOptions,
  type AgUiRequest,
  type AgUiTool,
} from './agUi.js';
export { anthropicMessages, type AnthropicMessagesOptions } from './anthropicMessages.js';
export {
  geminiGenerateContent,
  type GeminiGenerateContentOptions,
} from './geminiGenerateContent.js';
export type { IdentifiedMessage } from './kit/conversation.js';
export { ollamaChat, type OllamaChatOptions } from './ollamaChat.js';
export { openAiChat, type OpenAiChatOptions } from './openAiChat.js';
export { openAiResponses, type OpenAiResponsesOptions } from './openAiResponses.js';
export {
  uiMessageStream,
  type UiMessageStreamOptions,
  type UiMessageStreamRequest,
} from './uiMessageStream.js';
