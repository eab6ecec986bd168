// The request of Cohere's Chat API, version 2: messages, tools and formats.
// https://docs.cohere.com/v2/reference/chat-stream
import type { ChatMessage, ChatRequest } from 'rxjs-chat-stream';
import * as kit from 'rxjs-chat-stream/protocols';

export const settings: kit.SettingNames = {
  maxTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'p',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  stopSequences: 'stop_sequences',
  tools: (tools) => ({
    tools: tools.map(({ name, description, parameters }) => ({
      type: 'function',
      function: { name, description, parameters },
    })),
    strict_tools: tools.some(({ strict }) => strict) || undefined,
  }),
  responseFormat: (format) => ({
    response_format:
      format.type === 'text' ? { type: 'text' } : { type: 'json_object', schema: format.schema },
  }),
};

const toMessage = (turn: ChatMessage): object => {
  switch (turn.role) {
    case 'assistant':
      return {
        role: turn.role,
        content: turn.content,
        tool_calls: turn.toolCalls?.map(({ id, name, argumentsText }) => ({
          id,
          type: 'function',
          function: { name, arguments: argumentsText || '{}' },
        })),
      };
    case 'tool':
      return { role: turn.role, tool_call_id: turn.toolCallId, content: kit.textOf(turn.content) };
    default:
      return { role: turn.role, content: kit.textOf(turn.content) };
  }
};

/** The conversation: results stand after their calls, and calls of other providers are left out. */
export const messages = (request: ChatRequest): readonly object[] =>
  kit
    .exchangesWith(kit.conversation(request), 'cohereChat')
    .flatMap(({ turn, results }) => [turn, ...results])
    .map(toMessage);
