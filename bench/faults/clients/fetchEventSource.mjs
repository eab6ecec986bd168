import { fetchEventSource } from '@microsoft/fetch-event-source';
import { defineBrowserGlobals } from '../../defineBrowserGlobals.mjs';

defineBrowserGlobals();

export const client = {
  title: '@microsoft/fetch-event-source',
  packages: ['@microsoft/fetch-event-source'],
  protocol: 'streamingChat',
  timeoutOption: 'none',
  cancelBy: '`signal`',
  notApplicable: {
    errorEvent: 'it passes every event on',
    malformed: 'it passes the data on unparsed',
  },
  start: ({ url, apiKey, prompt, onText, onError }) => {
    const controller = new AbortController();
    const finished = fetchEventSource(url, {
      method: 'POST',
      headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ message: prompt }),
      signal: controller.signal,
      onmessage: ({ event, data }) => {
        if (event === 'content') onText(JSON.parse(data).text);
      },
      // Returns nothing, which keeps the default: to connect again.
      onerror: (error) => {
        onError(error);
      },
    });
    return { finished, cancel: () => controller.abort() };
  },
};
