import { DefaultChatTransport, getToolName, isToolUIPart, readUIMessageStream } from 'ai';

const finishReasons = new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['tool-calls', 'toolCalls'],
  ['content-filter', 'contentFilter'],
]);

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
        .map((part) => [getToolName(part), JSON.stringify(part.input ?? part.rawInput ?? {})]),
      finishReason: reason && (finishReasons.get(reason) ?? 'other'),
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
