import { HttpAgent } from '@ag-ui/client';
import Anthropic from '@anthropic-ai/sdk';
import { fetchEventSource } from '@microsoft/fetch-event-source';
import { DefaultChatTransport, readUIMessageStream } from 'ai';
import OpenAI from 'openai';
import { defineBrowserGlobals } from '../../defineBrowserGlobals.mjs';

defineBrowserGlobals();

const url = 'https://chat.example';

const fetchEventSourcePeer = {
  name: '@microsoft/fetch-event-source',
  read: (fetch, answer) =>
    fetchEventSource(url, {
      method: 'POST',
      body: '{}',
      fetch,
      openWhenHidden: true,
      onmessage: ({ event, data }) => answer.add({ type: event, ...JSON.parse(data) }),
      onerror: (error) => {
        throw error;
      },
    }),
};

const openAi = {
  name: 'openai `create`',
  read: async (fetch, answer) => {
    const { chat } = new OpenAI({ apiKey: 'sk', fetch });
    const chunks = await chat.completions.create({ model: 'm', messages: [], stream: true });
    for await (const { choices } of chunks) {
      const delta = choices[0]?.delta;
      if (delta?.content) answer.addContent(delta.content);
      if (delta?.reasoning_content) answer.addReasoning(delta.reasoning_content);
    }
  },
};

const anthropic = {
  name: '@anthropic-ai/sdk `create`',
  read: async (fetch, answer) => {
    const { messages } = new Anthropic({ apiKey: 'sk', fetch });
    const events = await messages.create({ model: 'm', max_tokens: 1, messages: [], stream: true });
    for await (const { type, delta } of events) {
      if (type !== 'content_block_delta') continue;
      if (delta.type === 'text_delta') answer.addContent(delta.text);
      if (delta.type === 'thinking_delta') answer.addReasoning(delta.thinking);
    }
  },
};

const sendMessages = (fetch) =>
  new DefaultChatTransport({ fetch }).sendMessages({
    chatId: 't1',
    messages: [],
    trigger: 'submit-message',
  });

const chatTransport = {
  name: 'ai `DefaultChatTransport`',
  read: async (fetch, answer) => {
    for await (const { type, delta } of await sendMessages(fetch)) {
      if (type === 'text-delta') answer.addContent(delta);
      if (type === 'reasoning-delta') answer.addReasoning(delta);
    }
  },
};

const uiMessages = {
  name: 'ai `readUIMessageStream`',
  accumulates: true,
  maxEvents: 10_000,
  read: async (fetch, answer) => {
    const stream = await sendMessages(fetch);
    for await (const { parts } of readUIMessageStream({ stream, terminateOnError: true })) {
      for (const { type, text } of parts) {
        if (type === 'text') answer.content = text;
        if (type === 'reasoning') answer.reasoning = text;
      }
    }
  },
};

const runInput = {
  threadId: 't1',
  runId: 'r1',
  messages: [],
  tools: [],
  context: [],
  state: {},
  forwardedProps: {},
};

const agentEvents = {
  name: '@ag-ui/client `HttpAgent.run`',
  read: (fetch, answer) =>
    new HttpAgent({ url, fetch }).run(runInput).forEach(({ type, delta }) => {
      if (type === 'TEXT_MESSAGE_CONTENT') answer.addContent(delta);
      if (type === 'REASONING_MESSAGE_CONTENT') answer.addReasoning(delta);
    }),
};

const agentMessages = {
  name: '@ag-ui/client `runAgent`',
  accumulates: true,
  maxEvents: 10_000,
  read: async (fetch, answer) => {
    const { newMessages } = await new HttpAgent({ url, threadId: 't1', fetch }).runAgent();
    for (const { role, content } of newMessages) {
      if (role === 'assistant') answer.content = content;
      if (role === 'reasoning') answer.reasoning = content;
    }
  },
};

/**
 * The official clients of each protocol; for the default one, what its callers would use without
 * this library. Slow clients read at most `maxEvents`.
 */
export const peers = {
  streamingChat: [fetchEventSourcePeer],
  openAiChat: [openAi],
  anthropicMessages: [anthropic],
  uiMessageStream: [chatTransport, uiMessages],
  agUi: [agentEvents, agentMessages],
};
