export { anthropicMessages, type AnthropicMessagesOptions } from './anthropicMessages.js';
export { openAiChat, type OpenAiChatOptions } from './openAiChat.js';
export { openAiResponses, type OpenAiResponsesOptions } from './openAiResponses.js';
