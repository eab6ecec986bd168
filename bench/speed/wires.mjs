// An answer as each wire spells it: the events of its head, one for a piece of its text, and those of its tail. Reasoning and content may come in any order.

const data = (payload) => `data: ${JSON.stringify(payload)}\n\n`;
const named = (event, payload) => `event: ${event}\n${data(payload)}`;
const done = 'data: [DONE]\n\n';

const streamingChat = {
  title: 'default protocol',
  head: [],
  piece: {
    content: (text) => named('content', { text }),
    reasoning: (text) => named('reasoning', { text }),
  },
  tail: [named('usage', { input_tokens: 9, output_tokens: 9 }), named('done', {})],
};

const completion = (choices, usage = null) =>
  data({
    id: 'chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG',
    object: 'chat.completion.chunk',
    created: 1741570283,
    model: 'a-model-2025-08-07',
    service_tier: 'default',
    system_fingerprint: 'fp_44709d6fcb',
    choices,
    usage,
  });
const choice = (delta, finish_reason = null) =>
  completion([{ index: 0, delta, logprobs: null, finish_reason }]);

const openAiChat = {
  title: 'OpenAI chat completions',
  head: [choice({ role: 'assistant', content: '', refusal: null })],
  piece: {
    content: (content) => choice({ content }),
    reasoning: (reasoning_content) => choice({ reasoning_content }),
  },
  tail: [
    choice({}, 'stop'),
    completion([], { prompt_tokens: 9, completion_tokens: 9, total_tokens: 18 }),
    done,
  ],
};

const message = (type, payload) => named(type, { type, ...payload });

const anthropicMessages = {
  title: 'Anthropic messages',
  head: [
    message('message_start', {
      message: {
        id: 'msg_01EcyWo6m4hyW8KHs2y2pei5',
        type: 'message',
        role: 'assistant',
        model: 'a-model-20250929',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 9, output_tokens: 1 },
      },
    }),
    message('content_block_start', {
      index: 0,
      content_block: { type: 'thinking', thinking: '', signature: '' },
    }),
    message('content_block_start', { index: 1, content_block: { type: 'text', text: '' } }),
    message('ping', {}),
  ],
  piece: {
    content: (text) =>
      message('content_block_delta', { index: 1, delta: { type: 'text_delta', text } }),
    reasoning: (thinking) =>
      message('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking } }),
  },
  tail: [
    message('content_block_stop', { index: 0 }),
    message('content_block_stop', { index: 1 }),
    message('message_delta', {
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: 9 },
    }),
    message('message_stop', {}),
  ],
};

const uiMessageStream = {
  title: 'AI SDK UI message stream',
  headers: { 'x-vercel-ai-ui-message-stream': 'v1' },
  head: [
    data({ type: 'start', messageId: 'msg_68679a454370819ca74c8eb3d04379630dd1afb72306ca5d' }),
    data({ type: 'start-step' }),
    data({ type: 'reasoning-start', id: 'rs_68679a454370' }),
    data({ type: 'text-start', id: 'txt_68679a454370' }),
  ],
  piece: {
    content: (delta) => data({ type: 'text-delta', id: 'txt_68679a454370', delta }),
    reasoning: (delta) => data({ type: 'reasoning-delta', id: 'rs_68679a454370', delta }),
  },
  tail: [
    data({ type: 'reasoning-end', id: 'rs_68679a454370' }),
    data({ type: 'text-end', id: 'txt_68679a454370' }),
    data({ type: 'finish-step' }),
    data({ type: 'finish', finishReason: 'stop' }),
    done,
  ],
};

const run = { threadId: 'thread_4c5a2f7e', runId: 'run_9d1b3e60' };
const thought = { messageId: 'rsn_5f0c1d2e-8a7b' };
const said = { messageId: 'msg_7b1e9a44-1c3d' };

const agUi = {
  title: 'AG-UI',
  head: [
    data({ type: 'RUN_STARTED', ...run }),
    data({ type: 'REASONING_START', ...thought }),
    data({ type: 'REASONING_MESSAGE_START', ...thought, role: 'reasoning' }),
    data({ type: 'TEXT_MESSAGE_START', ...said, role: 'assistant' }),
  ],
  piece: {
    content: (delta) => data({ type: 'TEXT_MESSAGE_CONTENT', ...said, delta }),
    reasoning: (delta) => data({ type: 'REASONING_MESSAGE_CONTENT', ...thought, delta }),
  },
  tail: [
    data({ type: 'REASONING_MESSAGE_END', ...thought }),
    data({ type: 'REASONING_END', ...thought }),
    data({ type: 'TEXT_MESSAGE_END', ...said }),
    data({ type: 'RUN_FINISHED', ...run }),
  ],
};

export const wires = { streamingChat, openAiChat, anthropicMessages, uiMessageStream, agUi };
