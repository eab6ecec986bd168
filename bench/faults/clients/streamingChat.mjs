import { sendStreamingChat } from '../../../dist/node/src/index.js';

/** This library, with operators between the call and the subscriber. */
export const streamingChatClient = (title, ...operators) => ({
  title,
  packages: ['rxjs-chat-stream'],
  protocol: 'streamingChat',
  timeoutOption: '`connectionTimeout`, `readTimeout`',
  cancelBy: 'unsubscribe',
  errorName: ({ type, code, name }) => (type === 'error' ? 'event' : (code ?? name)),
  start: ({ url, apiKey, prompt, limits, onText, onError }) => {
    const request = { accessToken: apiKey, message: prompt, modelId: 'm', providerSlug: 'p' };
    const events = sendStreamingChat(request, {
      baseUrl: url,
      ...(limits.headers && { connectionTimeout: limits.headers }),
      ...(limits.idle && { readTimeout: limits.idle }),
    }).pipe(...operators);
    const { promise: finished, resolve, reject } = withResolvers();
    const subscription = events.subscribe({
      next: (event) => {
        if (event.type === 'content') onText(event.text);
        if (event.type === 'error') onError(event);
      },
      error: reject,
      complete: resolve,
    });
    return { finished, cancel: () => subscription.unsubscribe() };
  },
});

// `Promise.withResolvers` needs Node 22.
const withResolvers = () => {
  const resolvers = {};
  const promise = new Promise((resolve, reject) => Object.assign(resolvers, { resolve, reject }));
  return { promise, ...resolvers };
};
