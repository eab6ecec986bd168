import { fetchTransport, sendStreamingChat } from '../../../dist/node/src/index.js';
import { accumulateReply } from '../../../dist/node/operators/index.js';
import {
  agUi,
  anthropicMessages,
  openAiChat,
  uiMessageStream,
} from '../../../dist/node/src/protocols/index.js';

// The default is that of `streamingChat`.
const protocols = { openAiChat, anthropicMessages, uiMessageStream, agUi };

const request = {
  accessToken: 'sk-1234567890',
  message: 'Hello',
  modelId: 'a/model',
  providerSlug: 'a',
  threadId: 't1',
  runId: 'r1',
};

/** Our call, its limits in force, with room for the longest answer. */
export const send = (wire, fetch, config = {}) =>
  sendStreamingChat(request, {
    baseUrl: 'https://chat.example',
    protocol: protocols[wire]?.(),
    transport: fetchTransport({ fetch }),
    maxResponseSize: 1e9,
    ...config,
  });

/** Our events, and the text put together from them. */
export const ours = (wire, config) => ({
  name: '`sendStreamingChat`',
  read: (fetch, answer) => send(wire, fetch, config).forEach((event) => answer.add(event)),
});

/** Our snapshots of the whole reply, one per event. */
export const oursAccumulating = (wire) => ({
  name: '`sendStreamingChat` with `accumulateReply`',
  accumulates: true,
  read: (fetch, answer) =>
    send(wire, fetch)
      .pipe(accumulateReply())
      .forEach(({ content, reasoning }) => {
        answer.content = content;
        answer.reasoning = reasoning;
      }),
});
