import { EventType } from '@ag-ui/client';
import { EventEncoder } from '@ag-ui/encoder';
import { streamText } from 'ai';
import { convertArrayToReadableStream, MockLanguageModelV4 } from 'ai/test';

const usage = {
  inputTokens: { total: 3, noCache: 3, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 2, text: 2, reasoning: undefined },
};

/** A model that sends reasoning, text and a tool call. */
const model = new MockLanguageModelV4({
  doStream: async () => ({
    stream: convertArrayToReadableStream([
      { type: 'stream-start', warnings: [] },
      { type: 'reasoning-start', id: 'r' },
      { type: 'reasoning-delta', id: 'r', delta: 'Hm' },
      { type: 'reasoning-end', id: 'r' },
      { type: 'text-start', id: 't' },
      { type: 'text-delta', id: 't', delta: 'H' },
      { type: 'text-delta', id: 't', delta: 'é 😀' },
      { type: 'text-end', id: 't' },
      { type: 'tool-call', toolCallId: 'c', toolName: 'f', input: '{"a":1}' },
      { type: 'finish', finishReason: { unified: 'stop', raw: 'stop' }, usage },
    ]),
  }),
});

const encoder = new EventEncoder();
const agUiEvents = [
  { type: EventType.RUN_STARTED, threadId: 't1', runId: 'r1' },
  { type: EventType.REASONING_START, messageId: 'm0' },
  { type: EventType.REASONING_MESSAGE_START, messageId: 'm0', role: 'reasoning' },
  { type: EventType.REASONING_MESSAGE_CONTENT, messageId: 'm0', delta: 'Hm' },
  { type: EventType.REASONING_MESSAGE_END, messageId: 'm0' },
  { type: EventType.REASONING_END, messageId: 'm0' },
  { type: EventType.TEXT_MESSAGE_START, messageId: 'm1', role: 'assistant' },
  { type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'm1', delta: 'Hé 😀' },
  { type: EventType.TEXT_MESSAGE_END, messageId: 'm1' },
  { type: EventType.TOOL_CALL_START, toolCallId: 'c', toolCallName: 'f' },
  { type: EventType.TOOL_CALL_ARGS, toolCallId: 'c', delta: '{"a":1}' },
  { type: EventType.TOOL_CALL_END, toolCallId: 'c' },
  { type: EventType.RUN_FINISHED, threadId: 't1', runId: 'r1' },
];

const reply = { text: 'Hé 😀', reasoning: 'Hm', toolCalls: [['f', '{"a":1}']], status: 'complete' };

/** Encoders that providers publish for servers: what they send, and the reply expected from it. */
export const servers = [
  {
    title: 'ai `toUIMessageStreamResponse`',
    protocol: 'uiMessageStream',
    answer: async () => streamText({ model, prompt: 'Hi' }).toUIMessageStreamResponse(),
    expected: { ...reply, finishReason: 'stop' },
  },
  {
    title: '@ag-ui/encoder `EventEncoder`',
    protocol: 'agUi',
    answer: async () =>
      new Response(agUiEvents.map((event) => encoder.encodeSSE(event)).join(''), {
        headers: { 'content-type': encoder.getContentType() },
      }),
    expected: reply,
  },
];
