export {
  agUi,
  type AgUiContext,
  type AgUiOptions,
  type AgUiRequest,
  type AgUiTool,
} from './agUi.js';
export type { IdentifiedMessage } from './messageIds.js';
export { openAiChat, type OpenAiChatOptions } from './openAiChat.js';
export {
  uiMessageStream,
  type UiMessageStreamOptions,
  type UiMessageStreamRequest,
} from './uiMessageStream.js';
