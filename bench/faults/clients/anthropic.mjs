import Anthropic from '@anthropic-ai/sdk';

export const client = {
  title: '@anthropic-ai/sdk',
  packages: ['@anthropic-ai/sdk'],
  protocol: 'anthropicMessages',
  timeoutOption: '`timeout`',
  cancelBy: '`signal`',
  start: ({ url, apiKey, prompt, limits, onText }) => {
    const controller = new AbortController();
    const timeout = limits.headers ?? limits.idle;
    const read = async () => {
      const anthropic = new Anthropic({ baseURL: url, apiKey, ...(timeout && { timeout }) });
      const stream = await anthropic.messages.create(
        {
          model: 'm',
          max_tokens: 16,
          messages: [{ role: 'user', content: prompt }],
          stream: true,
        },
        { signal: controller.signal },
      );
      for await (const event of stream) {
        if (event.type === 'content_block_delta') onText(event.delta.text);
      }
    };
    return { finished: read(), cancel: () => controller.abort() };
  },
};
