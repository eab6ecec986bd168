import { accumulateReply } from '../../../dist/node/operators/index.js';
import { fetchTransport, sendStreamingChat } from '../../../dist/node/src/index.js';
import {
  agUi,
  anthropicMessages,
  openAiChat,
  uiMessageStream,
} from '../../../dist/node/src/protocols/index.js';
import { CALL } from '../names.mjs';

// `streamingChat` is the default.
const protocols = { openAiChat, anthropicMessages, uiMessageStream, agUi };

const request = {
  accessToken: 'sk-1234567890',
  message: 'Hello',
  modelId: 'a/model',
  providerSlug: 'a',
  threadId: 't1',
  runId: 'r1',
};

/** Our call with its default limits, except for the size of the response. */
export const send = (protocol, fetch, config = {}) =>
  sendStreamingChat(request, {
    baseUrl: 'https://chat.example',
    protocol: protocols[protocol]?.(),
    transport: fetchTransport({ fetch }),
    maxResponseSize: 1e9,
    ...config,
  });

/** Reads our events. */
export const ours = (protocol, config) => ({
  name: CALL,
  read: (fetch, answer) => send(protocol, fetch, config).forEach((event) => answer.add(event)),
});

/** Reads our snapshots of the reply, one per event. */
export const oursAccumulating = (protocol) => ({
  name: '`sendStreamingChat` with `accumulateReply`',
  accumulates: true,
  read: (fetch, answer) =>
    send(protocol, fetch)
      .pipe(accumulateReply())
      .forEach(({ content, reasoning }) => {
        answer.content = content;
        answer.reasoning = reasoning;
      }),
});
