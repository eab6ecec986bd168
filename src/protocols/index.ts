export { openAiChat, type OpenAiChatOptions } from './openAiChat.js';
