import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { Cases } from './conversations.js';

export const openAiChat = {
  'a question': {
    request: {},
    body: {
      model: 'a-model',
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
      stream_options: { include_usage: true },
    },
  },
} satisfies Cases<ChatCompletionCreateParamsStreaming>;
