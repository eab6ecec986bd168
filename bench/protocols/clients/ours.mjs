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

const waits = ({ name, argumentsText, providerExecuted }) =>
  !providerExecuted && name + argumentsText !== '';

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
  const { error, parts, toolCalls, sources, files, providerState, ...reply } = snapshot;
  if (error !== undefined) throw new Error(error.message);
  // Clients join the texts of an answer, and tell the calls that wait for the app apart.
  const textOf = (wanted) => parts.map(({ type, text }) => (type === wanted ? text : '')).join('');
  return {
    ...reply,
    text: textOf('content'),
    reasoning: textOf('reasoning'),
    toolCalls: toolCalls.filter(waits).map((call) => [call.name, call.argumentsText]),
    results: toolCalls.filter((call) => 'result' in call).map(({ result }) => result),
    sources: sources.map(({ url, title, id }) => url ?? title ?? id),
    files: files.map(({ mediaType, url, base64 }) => [mediaType, url ?? base64]),
    state: providerState?.state,
  };
}
