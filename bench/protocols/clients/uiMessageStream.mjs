import { DefaultChatTransport, getToolName, isToolUIPart, readUIMessageStream } from 'ai';

const finishReasons = new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  // Where none waits.
  ['tool-calls', 'stop'],
  ['content-filter', 'contentFilter'],
]);

/** The calls of the last step that wait for the app. */
const isWaiting = (parts) =>
  parts
    .slice(parts.findLastIndex(({ type }) => type === 'step-start') + 1)
    .filter(isToolUIPart)
    .some(
      ({ state, providerExecuted }) =>
        state === 'approval-requested' || (state.startsWith('input') && !providerExecuted),
    );

const finishReasonOf = (reason, parts) => {
  if (reason === 'length' || reason === 'content-filter' || reason === 'abort') {
    return finishReasons.get(reason) ?? 'other';
  }
  if (isWaiting(parts)) return 'toolCalls';
  return reason && (finishReasons.get(reason) ?? 'other');
};

const sourceOf = ({ url, title, filename, sourceId }) => url || title || filename || sourceId;

const client = {
  package: 'ai',
  method: 'readUIMessageStream',
  read: async (fetch) => {
    const chunks = await new DefaultChatTransport({ fetch }).sendMessages({
      chatId: 't1',
      messages: [],
      trigger: 'submit-message',
    });
    let reason;
    const stream = chunks.pipeThrough(
      new TransformStream({
        transform: (chunk, controller) => {
          // The message has no finish reason.
          if (chunk.type === 'finish') reason = chunk.finishReason;
          if (chunk.type === 'abort') reason = chunk.type;
          controller.enqueue(chunk);
        },
      }),
    );
    let message;
    for await (message of readUIMessageStream({ stream, terminateOnError: true }));
    if (reason === 'error') throw new Error(reason);
    const parts = message?.parts ?? [];
    const textOf = (wanted) =>
      parts
        .filter(({ type }) => type === wanted)
        .map(({ text }) => text)
        .join('');
    const usage = message?.metadata?.totalUsage ?? message?.metadata?.usage ?? message?.metadata;
    return {
      text: textOf('text'),
      reasoning: textOf('reasoning'),
      toolCalls: parts
        .filter(isToolUIPart)
        .filter(({ providerExecuted }) => !providerExecuted)
        .map((part) => [getToolName(part), JSON.stringify(part.input ?? part.rawInput ?? {})]),
      results: parts
        .filter((part) => part.state?.startsWith('output'))
        .map(({ state, output, errorText, approval }) =>
          state === 'output-available' ? output : (errorText ?? approval?.reason),
        ),
      sources: [
        ...parts.filter(({ type }) => type.startsWith('source')).map(sourceOf),
        ...parts.flatMap(({ citations }) => citations ?? []).map(({ source }) => sourceOf(source)),
      ],
      files: parts
        .filter(({ type }) => type === 'file' || type === 'reasoning-file')
        .map(({ mediaType, url }) => [mediaType, url]),
      finishReason: finishReasonOf(reason, parts),
      usage: usage && {
        inputTokens: usage.inputTokens,
        outputTokens: usage.outputTokens,
        totalTokens: usage.totalTokens,
        reasoningTokens: usage.outputTokenDetails?.reasoningTokens ?? usage.reasoningTokens,
        cachedInputTokens: usage.inputTokenDetails?.cacheReadTokens ?? usage.cachedInputTokens,
      },
    };
  },
};

export const clients = [client];
