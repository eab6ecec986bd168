import OpenAI from 'openai';

const finishReasons = new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['tool_calls', 'toolCalls'],
  ['function_call', 'toolCalls'],
  ['content_filter', 'contentFilter'],
]);

const answerOf = ({ text, reasoning, calls, reason, usage }) => ({
  text,
  reasoning,
  toolCalls: calls.map((call) => [call.name, call.arguments]),
  finishReason: reason && (finishReasons.get(reason) ?? 'other'),
  usage: usage && {
    inputTokens: usage.prompt_tokens,
    outputTokens: usage.completion_tokens,
    totalTokens: usage.total_tokens,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens,
    cachedInputTokens: usage.prompt_tokens_details?.cached_tokens,
  },
});

const completions = (fetch) => new OpenAI({ apiKey: 'sk', maxRetries: 0, fetch }).chat.completions;

const request = { model: 'm', messages: [] };

const helper = {
  package: 'openai',
  method: 'chat.completions.stream',
  read: async (fetch) => {
    const { choices, usage } = await completions(fetch).stream(request).finalChatCompletion();
    const { message, finish_reason: reason } = choices[0];
    const { function_call: legacyCall, tool_calls: calls = [] } = message;
    return answerOf({
      text: (message.content ?? '') + (message.refusal ?? ''),
      reasoning: message.reasoning_content ?? '',
      calls: legacyCall ? [legacyCall] : calls.map((call) => call.function),
      reason,
      usage,
    });
  },
};

/** Joins the chunks as OpenAI's guide does. */
const chunks = {
  package: 'openai',
  method: 'chat.completions.create',
  read: async (fetch) => {
    const answer = { text: '', reasoning: '' };
    const calls = new Map();
    const addCall = (index, { name = '', arguments: text = '' }) => {
      const known = calls.get(index) ?? { name, arguments: '' };
      calls.set(index, { ...known, arguments: known.arguments + text });
    };
    for await (const { choices, usage } of await completions(fetch).create({
      ...request,
      stream: true,
    })) {
      const { delta, finish_reason: reason } = choices?.[0] ?? {};
      answer.text += (delta?.content ?? '') + (delta?.refusal ?? '');
      answer.reasoning += delta?.reasoning_content ?? '';
      for (const { index, function: call } of delta?.tool_calls ?? []) addCall(index, call);
      if (delta?.function_call) addCall(0, delta.function_call);
      answer.reason = reason ?? answer.reason;
      answer.usage = usage ?? answer.usage;
    }
    return answerOf({ ...answer, calls: [...calls.values()] });
  },
};

const roleChunk = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'a-model',
  choices: [{ index: 0, delta: { role: 'assistant' }, finish_reason: null }],
};

/** Sends a role first: the helper requires it, but compatible servers and our fixtures omit it. */
const helperWithRole = {
  ...helper,
  method: 'chat.completions.stream, after a role',
  head: `data: ${JSON.stringify(roleChunk)}\n\n`,
};

export const clients = [helper, helperWithRole, chunks];
