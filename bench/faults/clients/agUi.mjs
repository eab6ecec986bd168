import { HttpAgent } from '@ag-ui/client';

export const client = {
  title: '@ag-ui/client',
  packages: ['@ag-ui/client'],
  protocol: 'agUi',
  timeoutOption: 'none',
  cancelBy: '`abortRun()`',
  errorName: ({ type }) => type,
  start: ({ url, apiKey, prompt, onText, onError }) => {
    const agent = new HttpAgent({
      url,
      headers: { Authorization: `Bearer ${apiKey}` },
      initialMessages: [{ id: 'u1', role: 'user', content: prompt }],
    });
    const finished = agent.runAgent(
      { runId: 'r1' },
      {
        onTextMessageContentEvent: ({ event }) => onText(event.delta),
        onRunErrorEvent: ({ event }) => onError(event),
      },
    );
    return { finished, cancel: () => agent.abortRun() };
  },
};
