import {
  emptyReply,
  fetchTransport,
  reduceReply,
  sendStreamingChat,
} from '../../../dist/node/src/index.js';
import * as all from '../../../dist/node/src/protocols/index.js';

const protocols = new Map(Object.entries(all));

const request = {
  accessToken: 'sk-1234567',
  message: 'Hi',
  modelId: 'm',
  threadId: 't1',
  runId: 'r1',
};

/** Reads the answer with our protocol of that name. */
export async function readOurs(name, options, fetch) {
  let snapshot = emptyReply;
  await sendStreamingChat(request, {
    baseUrl: 'https://chat.example',
    protocol: protocols.get(name)(options),
    transport: fetchTransport({ fetch }),
  }).forEach((event) => {
    snapshot = reduceReply(snapshot, event);
  });
  const { content, error, toolCalls, ...reply } = snapshot;
  if (error !== undefined) throw new Error(error.message);
  return {
    ...reply,
    text: content,
    toolCalls: toolCalls.map((call) => [call.name, call.argumentsText]),
  };
}
