export {
  geminiGenerateContent,
  type GeminiGenerateContentOptions,
} from './geminiGenerateContent.js';
export { ollamaChat, type OllamaChatOptions } from './ollamaChat.js';
export { openAiChat, type OpenAiChatOptions } from './openAiChat.js';
