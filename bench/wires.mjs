// The bytes of an answer in each protocol, as its servers write them:
//
// - `head`: the events before the first delta
// - `content`, `reasoning`: the event of one delta; both may come in any order
// - `tail`: the events that end the answer
//
// The protocols of bench/faults also have:
//
// - `malformed`: an event whose JSON breaks off
// - `errorEvent`: an event that ends the answer with an error
// - `errorBody`: the JSON body of a failed request

const data = (payload) => `data: ${JSON.stringify(payload)}\n\n`;
const named = (event, payload) => `event: ${event}\n${data(payload)}`;
const doneMarker = 'data: [DONE]\n\n';

const benchError = (message) => ({ message, code: 'bench_error' });

const streamingChat = {
  title: 'default protocol',
  head: [],
  content: (text) => named('content', { text }),
  reasoning: (text) => named('reasoning', { text }),
  tail: [named('usage', { input_tokens: 9, output_tokens: 9 }), named('done', {})],
  malformed: 'event: content\ndata: {"text":\n\n',
  errorEvent: (message) => named('error', benchError(message)),
  errorBody: (message) => ({ error: benchError(message) }),
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

const openAiError = (message) => ({
  error: { message, type: 'bench_error', param: null, code: null },
});

const openAiChat = {
  title: 'OpenAI chat completions',
  head: [choice({ role: 'assistant', content: '', refusal: null })],
  content: (content) => choice({ content }),
  reasoning: (reasoning_content) => choice({ reasoning_content }),
  tail: [
    choice({}, 'stop'),
    completion([], { prompt_tokens: 9, completion_tokens: 9, total_tokens: 18 }),
    doneMarker,
  ],
  malformed: 'data: {"id":"c1","choices":[\n\n',
  errorEvent: (message) => data(openAiError(message)),
  errorBody: openAiError,
};

const typed = (type, payload) => named(type, { type, ...payload });

const anthropicError = (message) => ({
  type: 'error',
  error: { type: 'bench_error', message },
});

const anthropicMessages = {
  title: 'Anthropic messages',
  head: [
    typed('message_start', {
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
    typed('content_block_start', {
      index: 0,
      content_block: { type: 'thinking', thinking: '', signature: '' },
    }),
    typed('content_block_start', { index: 1, content_block: { type: 'text', text: '' } }),
    typed('ping', {}),
  ],
  content: (text) =>
    typed('content_block_delta', { index: 1, delta: { type: 'text_delta', text } }),
  reasoning: (thinking) =>
    typed('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking } }),
  tail: [
    typed('content_block_stop', { index: 0 }),
    typed('content_block_stop', { index: 1 }),
    typed('message_delta', {
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: 9 },
    }),
    typed('message_stop', {}),
  ],
  malformed: 'event: content_block_delta\ndata: {"type":"content_block_delta",\n\n',
  errorEvent: (message) => named('error', anthropicError(message)),
  errorBody: anthropicError,
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
  content: (delta) => data({ type: 'text-delta', id: 'txt_68679a454370', delta }),
  reasoning: (delta) => data({ type: 'reasoning-delta', id: 'rs_68679a454370', delta }),
  tail: [
    data({ type: 'reasoning-end', id: 'rs_68679a454370' }),
    data({ type: 'text-end', id: 'txt_68679a454370' }),
    data({ type: 'finish-step' }),
    data({ type: 'finish', finishReason: 'stop' }),
    doneMarker,
  ],
};

const run = { threadId: 'thread_4c5a2f7e', runId: 'run_9d1b3e60' };
const reasoning = { messageId: 'rsn_5f0c1d2e-8a7b' };
const text = { messageId: 'msg_7b1e9a44-1c3d' };

const agUi = {
  title: 'AG-UI',
  head: [
    data({ type: 'RUN_STARTED', ...run }),
    data({ type: 'REASONING_START', ...reasoning }),
    data({ type: 'REASONING_MESSAGE_START', ...reasoning, role: 'reasoning' }),
    data({ type: 'TEXT_MESSAGE_START', ...text, role: 'assistant' }),
  ],
  content: (delta) => data({ type: 'TEXT_MESSAGE_CONTENT', ...text, delta }),
  reasoning: (delta) => data({ type: 'REASONING_MESSAGE_CONTENT', ...reasoning, delta }),
  tail: [
    data({ type: 'REASONING_MESSAGE_END', ...reasoning }),
    data({ type: 'REASONING_END', ...reasoning }),
    data({ type: 'TEXT_MESSAGE_END', ...text }),
    data({ type: 'RUN_FINISHED', ...run }),
  ],
  malformed: 'data: {"type":"TEXT_MESSAGE_CONTENT",\n\n',
  errorEvent: (message) => data({ type: 'RUN_ERROR', ...benchError(message) }),
  errorBody: (message) => ({ error: benchError(message) }),
};

/** The bytes by protocol name. */
export const wires = { streamingChat, openAiChat, anthropicMessages, uiMessageStream, agUi };
