import Anthropic from '@anthropic-ai/sdk';

const finishReasons = new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'toolCalls'],
  ['refusal', 'contentFilter'],
]);

const sourceOf = ({ url, source, title, document_title, file_id, document_index }) =>
  url ??
  (source?.includes('://') ? source : title) ??
  document_title ??
  file_id ??
  source ??
  String(document_index);

const client = {
  package: '@anthropic-ai/sdk',
  method: 'messages.stream',
  read: async (fetch) => {
    const anthropic = new Anthropic({ apiKey: 'sk', maxRetries: 0, fetch });
    const { content, stop_reason, usage } = await anthropic.messages
      .stream({ model: 'm', max_tokens: 1, messages: [] })
      .finalMessage();
    const of = (wanted) => content.filter(({ type }) => type === wanted);
    return {
      text: of('text')
        .map(({ text }) => text)
        .join(''),
      reasoning: of('thinking')
        .map(({ thinking }) => thinking)
        .join(''),
      toolCalls: of('tool_use').map(({ name, input }) => [name, JSON.stringify(input)]),
      results: content.filter(({ type }) => type.endsWith('_result')).map((block) => block.content),
      sources: of('text')
        .flatMap(({ citations }) => citations ?? [])
        .map(sourceOf),
      // Anthropic takes back neither empty texts nor thinking without a signature.
      state: content.filter(
        ({ type, text, signature }) =>
          (type !== 'text' || text.trim() !== '') && (type !== 'thinking' || signature),
      ),
      finishReason: stop_reason === null ? undefined : (finishReasons.get(stop_reason) ?? 'other'),
      usage: usage && {
        // `input_tokens` excludes cached tokens.
        inputTokens:
          usage.input_tokens +
          (usage.cache_creation_input_tokens ?? 0) +
          (usage.cache_read_input_tokens ?? 0),
        outputTokens: usage.output_tokens,
        reasoningTokens: usage.output_tokens_details?.thinking_tokens,
        cachedInputTokens: usage.cache_read_input_tokens,
      },
    };
  },
};

export const clients = [client];
