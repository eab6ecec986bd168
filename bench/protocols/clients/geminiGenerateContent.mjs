import { GoogleGenAI } from '@google/genai';

const finishReasons = new Map([
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['SAFETY', 'contentFilter'],
  ['RECITATION', 'contentFilter'],
  ['BLOCKLIST', 'contentFilter'],
  ['PROHIBITED_CONTENT', 'contentFilter'],
  ['SPII', 'contentFilter'],
  ['MODEL_ARMOR', 'contentFilter'],
  ['IMAGE_SAFETY', 'contentFilter'],
  ['IMAGE_PROHIBITED_CONTENT', 'contentFilter'],
  ['IMAGE_RECITATION', 'contentFilter'],
]);

const finishReasonOf = (reason, calls) =>
  reason === 'STOP' && calls.length > 0 ? 'toolCalls' : (finishReasons.get(reason) ?? 'other');

const outputTokensOf = ({ candidatesTokenCount: text, thoughtsTokenCount: thoughts }) =>
  text === undefined ? thoughts : text + (thoughts ?? 0);

const sourceOf = ({ web, image, maps, retrievedContext }) => {
  const { uri, sourceUri, title, ...more } = web ?? image ?? maps ?? retrievedContext;
  return uri ?? sourceUri ?? title ?? more.documentName ?? more.fileSearchStore;
};

const sourcesOf = ({ groundingMetadata, citationMetadata, urlContextMetadata }) => [
  ...(groundingMetadata?.groundingChunks ?? []).map(sourceOf),
  ...(citationMetadata?.citations ?? []).map(({ uri }) => uri),
  ...(urlContextMetadata?.urlMetadata ?? [])
    .filter(({ urlRetrievalStatus = 'SUCCESS' }) => String(urlRetrievalStatus).endsWith('SUCCESS'))
    .map(({ retrievedUrl }) => retrievedUrl),
];

const client = {
  package: '@google/genai',
  method: 'generateContentStream',
  read: async (fetch) => {
    const ai = new GoogleGenAI({ apiKey: 'sk', httpOptions: { fetch } });
    const stream = await ai.models.generateContentStream({ model: 'm', contents: 'Hi' });
    const parts = [];
    let reason;
    let usage;
    const sources = [];
    for await (const { candidates, promptFeedback, usageMetadata } of stream) {
      const first = candidates?.[0];
      parts.push(...(first?.content?.parts ?? []));
      sources.push(...sourcesOf(first ?? {}));
      reason = first?.finishReason ?? (promptFeedback?.blockReason && 'SAFETY') ?? reason;
      usage = usageMetadata ?? usage;
    }
    const textOf = (isThought) =>
      parts
        .filter(({ thought }) => Boolean(thought) === isThought)
        .map(({ text }) => text ?? '')
        .join('');
    const calls = parts.flatMap(({ functionCall }) => functionCall ?? []);
    return {
      text: textOf(false),
      reasoning: textOf(true),
      toolCalls: calls.map(({ name, args }) => [name, JSON.stringify(args ?? {})]),
      results: parts.flatMap(({ codeExecutionResult: ran, toolResponse }) =>
        ran ? { outcome: ran.outcome, output: ran.output } : (toolResponse?.response ?? []),
      ),
      sources: sources.filter(Boolean),
      files: parts
        .filter(({ thought }) => !thought)
        .flatMap(({ inlineData, fileData }) => inlineData ?? fileData ?? [])
        .map(({ mimeType, data, fileUri }) => [
          mimeType ?? 'application/octet-stream',
          data ?? fileUri,
        ])
        .filter(([, data]) => data),
      finishReason: reason && finishReasonOf(reason, calls),
      usage: usage && {
        inputTokens: usage.promptTokenCount,
        outputTokens: outputTokensOf(usage),
        totalTokens: usage.totalTokenCount,
        reasoningTokens: usage.thoughtsTokenCount,
        cachedInputTokens: usage.cachedContentTokenCount,
      },
    };
  },
};

export const clients = [client];
