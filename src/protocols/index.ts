export {
  geminiGenerateContent,
  type GeminiGenerateContentOptions,
} from './geminiGenerateContent.js';
export { openAiChat, type OpenAiChatOptions } from './openAiChat.js';
