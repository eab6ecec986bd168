import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';

export const client = {
  title: 'ai `streamText`',
  packages: ['ai', '@ai-sdk/openai-compatible'],
  protocol: 'openAiChat',
  // `ai` has no limit for the headers alone; `stepMs` limits the whole step.
  timeoutOption: '`chunkMs`; `stepMs` for the headers',
  cancelBy: '`abortSignal`',
  // The reason of an abort is a string of the form `name: message`.
  errorName: (error) => (typeof error === 'string' ? error.split(':')[0] : undefined),
  start: ({ url, apiKey, prompt, limits, onText, onError }) => {
    const controller = new AbortController();
    const read = async () => {
      const provider = createOpenAICompatible({ name: 'bench', baseURL: url, apiKey });
      const { stream } = streamText({
        model: provider('m'),
        prompt,
        abortSignal: controller.signal,
        timeout: { chunkMs: limits.idle, stepMs: limits.headers },
      });
      // Errors are parts of the stream; the finish reason shows whether one of them ended it.
      let failure;
      for await (const part of stream) {
        if (part.type === 'text-delta') onText(part.text);
        if (part.type === 'error') failure = part.error;
        if (part.type === 'abort') failure = part.reason;
        if (part.type === 'finish' && part.finishReason !== 'error' && failure !== undefined) {
          onError(failure);
          failure = undefined;
        }
      }
      if (failure !== undefined) throw failure;
    };
    return { finished: read(), cancel: () => controller.abort() };
  },
};
