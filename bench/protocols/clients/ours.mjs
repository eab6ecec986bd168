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

/** What only the provider can read, in the JSON of its state. */
const sealedContent = /"(?:encrypted_content|fingerprint|signature)":"([^"]+)"/g;

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
  const { content, error, toolCalls, files, providerState, ...reply } = snapshot;
  if (error !== undefined) throw new Error(error.message);
  return {
    ...reply,
    text: content,
    toolCalls: toolCalls.map((call) => [call.name, call.argumentsText]),
    files: files.map(({ base64, url }) => base64 ?? url),
    sealed: Array.from(
      JSON.stringify(providerState ?? '').matchAll(sealedContent),
      ([, sealed]) => sealed,
    ),
  };
}
