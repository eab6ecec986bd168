import { createParser } from 'eventsource-parser';
import { LIMIT } from '../names.mjs';

// The least that each protocol needs: turn a message into an event, without any check.
const decoders = {
  streamingChat: ({ event, data }) => {
    const json = JSON.parse(data);
    switch (event) {
      case 'content':
        return { type: 'content', text: json.text };
      case 'reasoning':
        return { type: 'reasoning', text: json.text };
      case 'usage':
        return { type: 'usage', usage: json };
      case 'done':
        return { type: 'done' };
    }
  },

  openAiChat: ({ data }) => {
    if (data === '[DONE]') return { type: 'done' };
    const { choices, usage } = JSON.parse(data);
    const delta = choices[0]?.delta;
    if (delta?.content) return { type: 'content', text: delta.content };
    if (delta?.reasoning_content) return { type: 'reasoning', text: delta.reasoning_content };
    if (usage) return { type: 'usage', usage };
  },

  anthropicMessages: ({ data }) => {
    const json = JSON.parse(data);
    switch (json.type) {
      case 'content_block_delta':
        switch (json.delta.type) {
          case 'text_delta':
            return { type: 'content', text: json.delta.text };
          case 'thinking_delta':
            return { type: 'reasoning', text: json.delta.thinking };
        }
        break;
      case 'message_delta':
        return { type: 'usage', usage: json.usage };
      case 'message_stop':
        return { type: 'done' };
    }
  },

  uiMessageStream: ({ data }) => {
    if (data === '[DONE]') return { type: 'done' };
    const json = JSON.parse(data);
    switch (json.type) {
      case 'text-delta':
        return { type: 'content', text: json.delta };
      case 'reasoning-delta':
        return { type: 'reasoning', text: json.delta };
    }
  },

  agUi: ({ data }) => {
    const json = JSON.parse(data);
    switch (json.type) {
      case 'TEXT_MESSAGE_CONTENT':
        return { type: 'content', text: json.delta };
      case 'REASONING_MESSAGE_CONTENT':
        return { type: 'reasoning', text: json.delta };
      case 'RUN_FINISHED':
        return { type: 'done' };
    }
  },
};

/** The least that a client of a protocol has to do; all others are compared with it. */
export const limit = (protocol) => ({
  name: LIMIT,
  read: async (fetch, answer) => {
    const decode = decoders[protocol];
    const { body } = await fetch('https://chat.example', { method: 'POST', body: '{}' });
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const parser = createParser({
      onEvent: (message) => {
        const event = decode(message);
        if (event !== undefined) answer.add(event);
      },
    });
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      parser.feed(decoder.decode(read.value, { stream: true }));
    }
  },
});
