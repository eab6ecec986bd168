export {
  agUi,
  type AgUiContext,
  type AgUiOptions,
  type AgUiRequest,
  type AgUiTool,
} from './agUi/index.js';
export { anthropicMessages, type AnthropicMessagesOptions } from './anthropicMessages/index.js';
export {
  geminiGenerateContent,
  type GeminiGenerateContentOptions,
} from './geminiGenerateContent/index.js';
export type { IdentifiedMessage } from './kit/identifiedConversation.js';
export { ollamaChat, type OllamaChatOptions } from './ollamaChat/index.js';
export { openAiChat, type OpenAiChatOptions } from './openAiChat/index.js';
export { openAiResponses, type OpenAiResponsesOptions } from './openAiResponses/index.js';
export {
  uiMessageStream,
  type UiMessageStreamOptions,
  type UiMessageStreamRequest,
} from './uiMessageStream/index.js';
