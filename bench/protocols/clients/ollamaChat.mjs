import { Ollama } from 'ollama';

const finishReasonOf = (reason, calls) => {
  if (reason === 'stop') return calls.length > 0 ? 'toolCalls' : 'stop';
  return reason === 'length' ? 'length' : 'other';
};

const client = {
  package: 'ollama',
  method: 'chat',
  read: async (fetch) => {
    const ollama = new Ollama({ fetch });
    const calls = [];
    let text = '';
    let reasoning = '';
    let last;
    for await (const part of await ollama.chat({ model: 'm', messages: [], stream: true })) {
      text += part.message.content ?? '';
      reasoning += part.message.thinking ?? '';
      calls.push(...(part.message.tool_calls ?? []).map((call) => call.function));
      last = part;
    }
    return {
      text,
      reasoning,
      toolCalls: calls.map((call) => [call.name, JSON.stringify(call.arguments ?? {})]),
      finishReason: last.done_reason && finishReasonOf(last.done_reason, calls),
      usage: { inputTokens: last.prompt_eval_count, outputTokens: last.eval_count },
    };
  },
};

export const clients = [client];
