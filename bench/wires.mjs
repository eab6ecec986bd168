// The same answer as each wire format spells it: `head`, `delta`s, `tail` with the terminal event; and `failure`, an error in its place.

const data = (payload) => `data: ${JSON.stringify(payload)}\n\n`;
const named = (event, payload) => `event: ${event}\n${data(payload)}`;

/** The default format of this library: named events. */
export const streamingChat = {
  name: 'default protocol',
  head: '',
  delta: (text) => named('content', { text }),
  malformed: 'event: content\ndata: {"text":\n\n',
  tail: named('done', {}),
  failure: (message) => named('error', { message, code: 'bench_error' }),
  error: (message) => ({ error: { message, code: 'bench_error' } }),
};

const chunk = (delta, finish_reason = null) =>
  data({
    id: 'c1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason }],
  });

export const chatCompletions = {
  name: 'chat completions',
  head: chunk({ role: 'assistant', content: '' }),
  delta: (content) => chunk({ content }),
  malformed: 'data: {"id":"c1","choices":[\n\n',
  tail: `${chunk({}, 'stop')}data: [DONE]\n\n`,
  failure: (message) => data({ error: { message, type: 'bench_error', param: null, code: null } }),
  error: (message) => ({ error: { message, type: 'bench_error', param: null, code: null } }),
};

const block = (type, payload) => named(type, { type, ...payload });

export const messages = {
  name: 'messages',
  head:
    block('message_start', {
      message: {
        id: 'm1',
        type: 'message',
        role: 'assistant',
        model: 'm',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 1, output_tokens: 1 },
      },
    }) + block('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  delta: (text) => block('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
  malformed: 'event: content_block_delta\ndata: {"type":"content_block_delta",\n\n',
  tail:
    block('content_block_stop', { index: 0 }) +
    block('message_delta', {
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: 2 },
    }) +
    block('message_stop', {}),
  failure: (message) => block('error', { error: { type: 'bench_error', message } }),
  error: (message) => ({ type: 'error', error: { type: 'bench_error', message } }),
};

export const agUi = {
  name: 'AG-UI events',
  head:
    data({ type: 'RUN_STARTED', threadId: 't1', runId: 'r1' }) +
    data({ type: 'TEXT_MESSAGE_START', messageId: 'm1', role: 'assistant' }),
  delta: (delta) => data({ type: 'TEXT_MESSAGE_CONTENT', messageId: 'm1', delta }),
  malformed: 'data: {"type":"TEXT_MESSAGE_CONTENT",\n\n',
  tail:
    data({ type: 'TEXT_MESSAGE_END', messageId: 'm1' }) +
    data({ type: 'RUN_FINISHED', threadId: 't1', runId: 'r1' }),
  failure: (message) => data({ type: 'RUN_ERROR', message, code: 'bench_error' }),
  error: (message) => ({ error: { message, code: 'bench_error' } }),
};
