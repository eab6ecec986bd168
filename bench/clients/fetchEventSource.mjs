import { fetchEventSource } from '@microsoft/fetch-event-source';
import { streamingChat } from '../wires.mjs';

// It is made for browsers, and takes its timers from `window` and its listeners from `document`.
globalThis.window = globalThis;
globalThis.document = { hidden: false, addEventListener() {}, removeEventListener() {} };

export const client = {
  title: '@microsoft/fetch-event-source',
  packages: ['@microsoft/fetch-event-source'],
  wire: streamingChat,
  timeoutOption: 'none',
  cancelBy: '`signal`',
  notApplicable: {
    errorEvent: 'it hands every event on',
    malformed: 'it hands the data on unparsed',
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
      // Returns nothing, so that the default of going on is what is measured.
      onerror: (error) => {
        onError(error);
      },
    });
    return { finished, cancel: () => controller.abort() };
  },
};
