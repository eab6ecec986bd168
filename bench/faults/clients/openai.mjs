import OpenAI from 'openai';

export const client = {
  title: 'openai',
  packages: ['openai'],
  protocol: 'openAiChat',
  timeoutOption: '`timeout`',
  cancelBy: '`signal`',
  start: ({ url, apiKey, prompt, limits, onText }) => {
    const controller = new AbortController();
    const timeout = limits.headers ?? limits.idle;
    const read = async () => {
      const openai = new OpenAI({ baseURL: url, apiKey, ...(timeout && { timeout }) });
      const stream = await openai.chat.completions.create(
        { model: 'm', messages: [{ role: 'user', content: prompt }], stream: true },
        { signal: controller.signal },
      );
      for await (const { choices } of stream) {
        const text = choices[0]?.delta?.content;
        if (text) onText(text);
      }
    };
    return { finished: read(), cancel: () => controller.abort() };
  },
};
