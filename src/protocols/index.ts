export {
  agUi,
  type AgUiContext,
  type AgUiOptions,
  type AgUiRequest,
  type AgUiTool,
} from './agUi.js';
export { anthropicMessages, type AnthropicMessagesOptions } from './anthropicMessages.js';
export type { IdentifiedMessage } from './messageIds.js';
export { openAiChat, type OpenAiChatOptions } from './openAiChat.js';
export { openAiResponses, type OpenAiResponsesOptions } from './openAiResponses.js';
export {
  uiMessageStream,
  type UiMessageStreamOptions,
  type UiMessageStreamRequest,
} from './uiMessageStream.js';
