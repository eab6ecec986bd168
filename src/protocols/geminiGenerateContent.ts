import { chain, isLeft, left, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { truncated } from '../errors/errors.js';
import type { FinishReason, StreamEvent, TokenUsage } from '../events.js';
import type { SseMessage } from '../framing/framing.js';
import {
  type AuthorizedRequest,
  type Fault,
  check,
  checkToken,
  type ResolvedRequest,
  validateRequest,
} from '../request/request.js';
import { has, fieldsOf } from '../json/json.js';
import {
  count,
  guarded,
  isText,
  list,
  orNull,
  position,
  struct,
  text,
  wholeArguments,
} from './kit/codecs.js';
import { unknownMessage } from './kit/detect.js';
import { jsonRequest, turnsOf } from './kit/body.js';
import { isFailure } from './kit/errors.js';
import { doneWith, tokenUsage } from './kit/report.js';
import type { ChatProtocol, Decoded, ProtocolDecoder } from './protocol.js';
import {
  both,
  contentOf,
  none,
  type FastPath,
  type Reader,
  type Readers,
  reading,
  readMessage,
  reasoningOf,
  tellUsage,
} from './kit/decoder.js';
import { samplingFields } from './kit/sampling.js';
import { wholeCalls } from './kit/wholeCalls.js';

/** Options of {@link geminiGenerateContent}. */
export interface GeminiGenerateContentOptions {
  /**
   * First in the path, behind the base URL `https://generativelanguage.googleapis.com`; empty where the base URL has the version.
   * @defaultValue `'v1beta'`
   */
  readonly apiVersion?: string;
}

// A call in pieces has its arguments by JSON path; no request gets one that does not ask for it.
const notStreamed = /*#__PURE__*/ guarded(
  'absent, since streamed arguments are not understood',
  (value): value is null | undefined | false => !value,
);
const functionCall = /*#__PURE__*/ struct({
  name: t.string,
  args: wholeArguments,
  id: text,
  partialArgs: notStreamed,
  willContinue: notStreamed,
});
const part = /*#__PURE__*/ struct({
  text,
  thought: /*#__PURE__*/ orNull(t.boolean),
  functionCall: /*#__PURE__*/ orNull(functionCall),
});
const content = /*#__PURE__*/ struct({
  parts: /*#__PURE__*/ list(part),
});
const candidate = /*#__PURE__*/ struct({
  index: /*#__PURE__*/ orNull(position),
  content: /*#__PURE__*/ orNull(content),
  finishReason: text,
});
const usage = /*#__PURE__*/ orNull(
  /*#__PURE__*/ struct({
    promptTokenCount: count,
    candidatesTokenCount: count,
    thoughtsTokenCount: count,
    cachedContentTokenCount: count,
    totalTokenCount: count,
  }),
);
const chunk = /*#__PURE__*/ struct({
  candidates: /*#__PURE__*/ list(candidate),
  promptFeedback: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ blockReason: text })),
  usageMetadata: usage,
  responseId: text,
  modelVersion: text,
});

type Part = t.TypeOf<typeof part>;

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['CONTINUATION', 'length'],
]);
const filters = /SAFETY|RECITATION|BLOCKLIST|PROHIBITED|SPII|ARMOR/;

// `…_UNSPECIFIED` is what an enumeration of this wire has for nothing.
const isTold = (reason: string | null | undefined): reason is string =>
  Boolean(reason) && !reason?.endsWith('_UNSPECIFIED');

const toFinishReason = (reason: string): FinishReason =>
  finishReasons.get(reason) ?? (filters.test(reason) ? 'contentFilter' : 'other');

const sum = (
  some: number | null | undefined,
  more: number | null | undefined,
): number | null | undefined => (some == null ? more : some + (more ?? 0));

const toUsage = (wire: NonNullable<t.TypeOf<typeof usage>>): TokenUsage =>
  tokenUsage({
    inputTokens: wire.promptTokenCount,
    outputTokens: sum(wire.candidatesTokenCount, wire.thoughtsTokenCount),
    totalTokens: wire.totalTokenCount,
    reasoningTokens: wire.thoughtsTokenCount,
    cachedInputTokens: wire.cachedContentTokenCount,
  });

const isChunk = has('candidates', 'usageMetadata', 'promptFeedback');

const decoder = (onUnknown: (message: SseMessage) => void = () => {}): ProtocolDecoder => {
  const calls = wholeCalls();
  let finishReason: FinishReason | undefined;
  let lastUsage: t.TypeOf<typeof usage>;
  let responseId: string | undefined;
  let model: string | undefined;

  const readPart = ({ text: said, thought, functionCall: call }: Part): readonly StreamEvent[] =>
    both(
      thought ? reasoningOf(said) : contentOf(said),
      call ? calls.push(call.id, call.name, call.args) : none,
    );

  const readChunk = reading(chunk, (from) => {
    responseId = from.responseId || responseId;
    model = from.modelVersion || model;
    lastUsage = from.usageMetadata ?? lastUsage;
    // Others are other answers to the same prompt.
    const first = from.candidates?.find(({ index }) => !index);
    if (isTold(first?.finishReason)) finishReason = toFinishReason(first.finishReason);
    else if (isTold(from.promptFeedback?.blockReason)) finishReason = 'contentFilter';
    return (first?.content?.parts ?? none).flatMap(readPart);
  });

  const usageEvents = (): readonly StreamEvent[] =>
    lastUsage ? tellUsage(toUsage(lastUsage)) : none;

  const quick: FastPath = (json) => {
    const { error, candidates, usageMetadata: counts, responseId: id, modelVersion: name } = json;
    if (
      error !== undefined ||
      isFailure(json) ||
      json['promptFeedback'] != null ||
      !isText(id) ||
      !isText(name)
    )
      return undefined;
    if (!Array.isArray(candidates) || candidates.length !== 1 || !usage.is(counts))
      return undefined;
    const { index, content: from, finishReason: reason } = fieldsOf(candidates[0]);
    const { parts } = fieldsOf(from);
    if ((index ?? 0) !== 0 || reason != null || !Array.isArray(parts) || parts.length !== 1)
      return undefined;
    const { text: said, thought, functionCall: call } = fieldsOf(parts[0]);
    if (typeof said !== 'string' || (thought !== undefined && thought !== true) || call != null)
      return undefined;
    responseId = id || responseId;
    model = name || model;
    lastUsage = counts ?? lastUsage;
    return thought ? reasoningOf(said) : contentOf(said);
  };

  const read: Reader = (message, json) =>
    isChunk(json) ? readChunk(message, json) : unknownMessage(message, json, onUnknown);

  const readers: Readers = { quick, read, usage: usageEvents };

  const end = (): Decoded =>
    finishReason === undefined
      ? left(truncated('streaming'))
      : right([
          ...usageEvents(),
          doneWith({
            finishReason: finishReason === 'stop' && calls.count() > 0 ? 'toolCalls' : finishReason,
            responseId,
            model,
          }),
        ]);

  return {
    decode: (message) => {
      // Not of this wire, but gateways add it.
      if (message.data === '[DONE]') return end();
      const decoded = readMessage(message, readers);
      // More may come behind a finish reason, and what cannot be read may be that.
      if (isLeft(decoded)) finishReason = undefined;
      return decoded;
    },
    end,
  };
};

// No sign that means something in a URL, and no segment of dots.
const modelName = /^(?:[\w@:-][\w.@:-]*\/)*[\w@:-][\w.@:-]*$/;

const checkModel = ({ modelId }: AuthorizedRequest): Fault =>
  check(
    !modelId || modelName.test(modelId),
    'modelId must be a name such as gemini-2.5-flash, models/gemini-2.5-flash or tunedModels/mine',
  );

const resourceOf = (modelId: string): string =>
  /^(models|tunedModels)\//.test(modelId) ? modelId : `models/${modelId}`;

const partsOf = (texts: readonly string[]): readonly { readonly text: string }[] =>
  texts.map((each) => ({ text: each }));

const toWire = (request: ResolvedRequest<AuthorizedRequest>): Record<string, unknown> => {
  const turns = turnsOf(request);
  // A turn is of the user or of the model here: what else the history says to the model is an instruction.
  const instructions = [
    ...(request.systemPrompt ? [request.systemPrompt] : []),
    ...turns.filter(({ role }) => role === 'system').map((turn) => turn.content),
  ];
  return {
    systemInstruction: instructions.length === 0 ? undefined : { parts: partsOf(instructions) },
    contents: [
      ...turns
        .filter(({ role }) => role !== 'system')
        .map((turn) => ({
          role: turn.role === 'assistant' ? 'model' : 'user',
          parts: partsOf([turn.content]),
        })),
      { role: 'user', parts: partsOf([request.message]) },
    ],
    generationConfig: samplingFields(
      request,
      'maxOutputTokens',
      'temperature',
      'topP',
      'frequencyPenalty',
      'presencePenalty',
    ),
    // Other spellings of what is there already.
    generation_config: request.extraBody?.['generation_config'] && samplingFields(request),
    system_instruction: undefined,
    model: undefined,
  };
};

/**
 * Google's Gemini API, `{model}:streamGenerateContent?alt=sse`. A `modelId` is the name alone or with `models/` or `tunedModels/` before
 * it; the token is an API key, sent as `x-goog-api-key`. Thoughts are reasoning, and their tokens are output tokens. A function call
 * comes whole, with an `id` where the server gives one.
 *
 * `done` is the end of the body behind a finish reason, or behind the reason why the prompt was blocked (`contentFilter`), since text and
 * usage may come behind the first of them; usage is told once, right before it. JSON with an `error` outside of any event, by which the
 * service gives up in the middle of an answer, is an `error` event.
 *
 * @example
 * ```ts
 * import { geminiGenerateContent } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = geminiGenerateContent().decoder();
 * decode({ event: 'message', data: '{"candidates":[{"content":{"parts":[{"text":"Hi"}]}}]}' });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi' }] }
 * ```
 *
 * @see https://ai.google.dev/api/generate-content
 */
export function geminiGenerateContent({
  apiVersion = 'v1beta',
}: GeminiGenerateContentOptions = {}): ChatProtocol<StreamEvent, AuthorizedRequest> {
  return {
    name: 'geminiGenerateContent',
    framing: 'sse',
    encode: (request) =>
      pipe(
        validateRequest(request, [checkToken(request), checkModel(request)]),
        chain((valid) =>
          jsonRequest(
            valid,
            `${apiVersion && `/${apiVersion}`}/${resourceOf(valid.modelId)}:streamGenerateContent?alt=sse`,
            { 'x-goog-api-key': valid.accessToken },
            toWire(valid),
          ),
        ),
      ),
    decoder,
  };
}
