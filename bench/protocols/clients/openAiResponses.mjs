import OpenAI from 'openai';

const incompleteReasons = new Map([
  ['max_output_tokens', 'length'],
  ['content_filter', 'contentFilter'],
]);

const finishReasonOf = ({ status, incomplete_details: details }, calls) => {
  if (status === 'incomplete' || details?.reason) {
    return incompleteReasons.get(details?.reason) ?? 'other';
  }
  return calls.length > 0 ? 'toolCalls' : 'stop';
};

const answerOf = ({ text, reasoning, calls, response }) => {
  if (response?.status === 'failed') throw new Error('failed');
  const usage = response?.usage;
  return {
    text,
    reasoning,
    toolCalls: calls.map((call) => [call.name, call.arguments ?? JSON.stringify(call.input)]),
    finishReason: response && finishReasonOf(response, calls),
    usage: usage && {
      inputTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      totalTokens: usage.total_tokens,
      reasoningTokens: usage.output_tokens_details?.reasoning_tokens,
      cachedInputTokens: usage.input_tokens_details?.cached_tokens,
    },
  };
};

const responses = (fetch) => new OpenAI({ apiKey: 'sk', maxRetries: 0, fetch }).responses;

const request = { model: 'm', input: 'Hi' };
const callTypes = ['function_call', 'custom_tool_call'];
const textOf = (parts = []) => parts.map((part) => part.text ?? part.refusal ?? '').join('');

const helper = {
  package: 'openai',
  method: 'responses.stream',
  read: async (fetch) => {
    const response = await responses(fetch).stream(request).finalResponse();
    const of = (...types) => response.output.filter(({ type }) => types.includes(type));
    return answerOf({
      text: of('message')
        .map((item) => textOf(item.content))
        .join(''),
      reasoning: of('reasoning')
        .map(({ summary, content }) => textOf(summary) + textOf(content))
        .join(''),
      calls: of(...callTypes),
      response,
    });
  },
};

/** Joins the events as OpenAI's guide does. */
const events = {
  package: 'openai',
  method: 'responses.create',
  read: async (fetch) => {
    const answer = { text: '', reasoning: '', calls: [] };
    for await (const { type, delta, item, response } of await responses(fetch).create({
      ...request,
      stream: true,
    })) {
      if (/^response\.(output_text|refusal)\.delta$/.test(type)) answer.text += delta;
      if (/^response\.reasoning_(summary_)?text\.delta$/.test(type)) answer.reasoning += delta;
      if (type === 'response.output_item.done' && callTypes.includes(item.type)) {
        answer.calls.push(item);
      }
      if (/^response\.(completed|incomplete|failed)$/.test(type)) answer.response = response;
    }
    return answerOf(answer);
  },
};

export const clients = [helper, events];
