import { HttpAgent } from '@ag-ui/client';

const finishReasonOf = ({ outcome, pendingToolCallIds }) => {
  if (outcome !== 'success') return 'other';
  return pendingToolCallIds.length > 0 ? 'toolCalls' : undefined;
};

const parsed = (content) => {
  try {
    const json = JSON.parse(content);
    return typeof json === 'object' ? json : content;
  } catch {
    return content;
  }
};

const sumOf = (usages) => {
  const sum = {};
  for (const usage of usages) {
    const { inputTokens, outputTokens, totalTokens = inputTokens + outputTokens } = usage;
    for (const [name, count] of Object.entries({ ...usage, totalTokens })) {
      if (Number.isFinite(count)) sum[name] = (sum[name] ?? 0) + count;
    }
  }
  return sum;
};

const client = {
  package: '@ag-ui/client',
  method: 'runAgent',
  read: async (fetch) => {
    const agent = new HttpAgent({ url: 'https://chat.example', threadId: 't1', fetch });
    const usages = [];
    let end;
    let failure;
    const { newMessages } = await agent.runAgent(
      { runId: 'r1' },
      {
        onRunFinishedEvent: ({ event, ...outcome }) => {
          end = outcome;
          usages.push(...(event.usage ?? []));
        },
        onRunErrorEvent: ({ event }) => {
          failure = event;
        },
      },
    );
    if (failure !== undefined) throw new Error(failure.message);
    const of = (wanted) =>
      newMessages.filter(({ role, subagentRunId }) => role === wanted && !subagentRunId);
    const textOf = (role) =>
      of(role)
        .map(({ content }) => content ?? '')
        .join('');
    return {
      text: textOf('assistant'),
      reasoning: textOf('reasoning'),
      toolCalls: of('assistant')
        .flatMap(({ toolCalls }) => toolCalls ?? [])
        .map((call) => [call.function.name, call.function.arguments || '{}']),
      results: of('tool').map(({ content }) => parsed(content)),
      finishReason: end && finishReasonOf(end),
      usage: sumOf(usages),
    };
  },
};

export const clients = [client];
