import { Applicative, chain, left, map, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { traverse } from 'fp-ts/lib/ReadonlyArray.js';
import * as t from 'io-ts';
import { truncated } from '../errors.js';
import {
  contentEvent,
  type FinishReason,
  reasoningEvent,
  type StreamEvent,
  type TokenUsage,
  tpsEvent,
  usageEvent,
} from '../events.js';
import type { SseMessage } from '../framing/message.js';
import { type ChatMessage, type ChatRequest, validateRequest } from '../request.js';
import { readServerError } from '../serverError.js';
import { passUnknown } from './dialect.js';
import { bearer, jsonRequest, turnsOf, unlessEmpty } from './encoding.js';
import { failureEvent } from './errorStatus.js';
import { count, doneWith, has, orNull, timings, tokenUsage, validate } from './payload.js';
import type { ChatProtocol, Decoded, ProtocolDecoder } from './protocol.js';
import { type Reader, reading, readMessage, typeOf } from './readers.js';
import { toolCalls } from './toolCalls.js';

/** Options of {@link openAiResponses}. */
export interface OpenAiResponsesOptions {
  /** Appended to the base URL, which has the version: `https://api.openai.com/v1`. @defaultValue `'/responses'` */
  readonly path?: string;
}

const text = /*#__PURE__*/ orNull(t.string);
const place = /*#__PURE__*/ t.partial({
  item_id: text,
  output_index: /*#__PURE__*/ orNull(t.number),
});
const piece = /*#__PURE__*/ t.intersection([place, /*#__PURE__*/ t.type({ delta: t.string })]);
const whole = /*#__PURE__*/ t.intersection([
  place,
  /*#__PURE__*/ t.partial({ text, refusal: text, arguments: text }),
]);
const parts = /*#__PURE__*/ orNull(
  /*#__PURE__*/ t.array(/*#__PURE__*/ t.partial({ type: text, text, refusal: text })),
);
const textItem = /*#__PURE__*/ t.type({
  item: /*#__PURE__*/ t.partial({ summary: parts, content: parts }),
});
const callItem = /*#__PURE__*/ t.intersection([
  place,
  /*#__PURE__*/ t.type({
    item: /*#__PURE__*/ t.intersection([
      /*#__PURE__*/ t.type({ call_id: t.string, name: t.string }),
      /*#__PURE__*/ t.partial({ id: text, arguments: text, input: text }),
    ]),
  }),
]);
const usage = /*#__PURE__*/ t.partial({
  input_tokens: count,
  output_tokens: count,
  total_tokens: count,
  input_tokens_details: /*#__PURE__*/ orNull(/*#__PURE__*/ t.partial({ cached_tokens: count })),
  output_tokens_details: /*#__PURE__*/ orNull(/*#__PURE__*/ t.partial({ reasoning_tokens: count })),
});
const response = /*#__PURE__*/ t.partial(
  {
    id: text,
    model: text,
    usage: /*#__PURE__*/ orNull(usage),
    incomplete_details: /*#__PURE__*/ orNull(/*#__PURE__*/ t.partial({ reason: text })),
    output: /*#__PURE__*/ orNull(/*#__PURE__*/ t.array(t.unknown, 'a list')),
    error: t.unknown,
  },
  'an object',
);
const lifecycle = /*#__PURE__*/ t.type({ response });
const speed = /*#__PURE__*/ t.partial({ timings });

type Place = t.TypeOf<typeof place>;
type CallItem = t.TypeOf<typeof callItem>;
type Response = t.TypeOf<typeof response>;

// Frames around what is read, and pieces of what is read whole.
const isFrame =
  /^(keepalive|response\.((content_part|reasoning_summary_part|custom_tool_call_input)\.\w+|output_item\.added (message|reasoning)))$/;

const incompleteReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['max_output_tokens', 'length'],
  ['content_filter', 'contentFilter'],
]);

type Teller = (
  form: 'pieces' | 'whole' | 'item',
  said: string | null | undefined,
) => readonly StreamEvent[];

/** What is said comes in pieces, then whole, then in its item: the form that comes first is told. */
const inFirstForm = (tell: (said: string) => readonly StreamEvent[]): Teller => {
  let first: Parameters<Teller>[0] | undefined;
  return (form, said) => {
    if (!said) return [];
    first ??= form;
    return form === first ? tell(said) : [];
  };
};

const asContent = (): Teller => inFirstForm((said) => [contentEvent(said)]);
const asReasoning = (): Teller => inFirstForm((said) => [reasoningEvent(said)]);

const toUsage = (wire: t.TypeOf<typeof usage>): TokenUsage =>
  tokenUsage({
    inputTokens: wire.input_tokens,
    outputTokens: wire.output_tokens,
    totalTokens: wire.total_tokens,
    reasoningTokens: wire.output_tokens_details?.reasoning_tokens,
    cachedInputTokens: wire.input_tokens_details?.cached_tokens,
  });

const usageEvents = ({ usage: told }: Response): readonly StreamEvent[] =>
  told ? [usageEvent(toUsage(told))] : [];

const decoder = (onUnknown: (message: SseMessage) => void): ProtocolDecoder => {
  const outputText = asContent();
  const refusal = asContent();
  const reasoningText = asReasoning();
  const summaryText = asReasoning();
  const partTexts = new Map([
    ['output_text', outputText],
    ['refusal', refusal],
    ['reasoning_text', reasoningText],
    ['summary_text', summaryText],
  ]);
  const calls = toolCalls();
  // By the id of its item, and by its place, for servers that make up an item id for each event.
  const callArguments = new Map<string | number | null | undefined, Teller>();
  let isSilent = true;
  let responseId: string | undefined;
  let model: string | undefined;

  // What is said of a call that was not announced comes again with its item.
  const argumentsAt = ({ item_id, output_index }: Place): Teller | undefined =>
    callArguments.get(item_id) ?? callArguments.get(output_index);

  const beginCall = (
    { item: { id, call_id, name }, output_index }: CallItem,
    argumentsText: string,
  ): readonly StreamEvent[] => {
    const tell = inFirstForm((said) => calls.push({ id: call_id, argumentsText: said }));
    for (const key of [call_id, id ?? [], output_index ?? []].flat()) callArguments.set(key, tell);
    return calls.push({ id: call_id, name, argumentsText });
  };

  const endCall = (from: CallItem): readonly StreamEvent[] => {
    const { call_id, arguments: json, input } = from.item;
    // The input of a custom tool is any text, and here it is JSON, as all arguments are.
    const said = json ?? (typeof input === 'string' ? JSON.stringify(input) : '');
    return callArguments.get(call_id)?.('item', said) ?? beginCall(from, said);
  };

  const inLifecycle =
    (read: (response: Response, message: SseMessage) => Decoded): Reader =>
    (message, json) =>
      pipe(
        validate(message, json, lifecycle),
        chain(({ response }) => {
          responseId = response.id || responseId;
          model = response.model || model;
          return read(response, message);
        }),
      );

  const finishReason = (
    { incomplete_details: details }: Response,
    isComplete: boolean,
  ): FinishReason => {
    if (!isComplete || details?.reason) {
      return incompleteReasons.get(details?.reason ?? '') ?? 'other';
    }
    return calls.count() > 0 ? 'toolCalls' : 'stop';
  };

  const over = (isComplete: boolean): Reader =>
    inLifecycle((response, message) =>
      pipe(
        // Some servers only pretend to stream.
        isSilent ? (response.output ?? []) : [],
        traverse(Applicative)((item) => read(message, { type: 'response.output_item.done', item })),
        map((items) => [
          ...items.flat(),
          ...usageEvents(response),
          doneWith({
            finishReason: finishReason(response, isComplete),
            responseId,
            model,
          }),
        ]),
      ),
    );

  const begun = inLifecycle(() => right([]));
  const failed = inLifecycle((response) =>
    right([
      ...usageEvents(response),
      failureEvent(readServerError({ error: response.error }) ?? {}),
    ]),
  );
  const inPieces = (find: (from: Place) => Teller | undefined): Reader =>
    reading(piece, (from) => find(from)?.('pieces', from.delta) ?? []);
  const atOnce = (find: (from: Place) => Teller | undefined): Reader =>
    reading(
      whole,
      (from) => find(from)?.('whole', from.text ?? from.refusal ?? from.arguments) ?? [],
    );
  const texts = reading(textItem, ({ item: { summary, content } }) =>
    [...(summary ?? []), ...(content ?? [])].flatMap(
      (part) => partTexts.get(part.type ?? '')?.('item', part.text ?? part.refusal) ?? [],
    ),
  );
  const callBegun = reading(callItem, (from) => beginCall(from, ''));
  const callOver = reading(callItem, endCall);

  const readers = new Map<string, Reader>([
    ['response.created', begun],
    ['response.queued', begun],
    ['response.in_progress', begun],
    ['response.output_text.delta', inPieces(() => outputText)],
    ['response.output_text.done', atOnce(() => outputText)],
    ['response.refusal.delta', inPieces(() => refusal)],
    ['response.refusal.done', atOnce(() => refusal)],
    ['response.reasoning_text.delta', inPieces(() => reasoningText)],
    ['response.reasoning_text.done', atOnce(() => reasoningText)],
    ['response.reasoning_summary_text.delta', inPieces(() => summaryText)],
    ['response.reasoning_summary_text.done', atOnce(() => summaryText)],
    ['response.output_item.done message', texts],
    ['response.output_item.done reasoning', texts],
    ['response.output_item.added function_call', callBegun],
    ['response.function_call_arguments.delta', inPieces(argumentsAt)],
    ['response.function_call_arguments.done', atOnce(argumentsAt)],
    ['response.output_item.done function_call', callOver],
    ['response.output_item.added custom_tool_call', callBegun],
    ['response.output_item.done custom_tool_call', callOver],
    ['response.completed', over(true)],
    ['response.incomplete', over(false)],
    ['response.failed', failed],
  ]);

  const read: Reader = (message, json) => {
    const type = typeOf(json) || message.event;
    const kind = has('item')(json) ? `${type} ${typeOf(json.item)}` : type;
    const reader = readers.get(kind);
    if (reader !== undefined) {
      return pipe(
        validate(message, json, speed),
        chain(({ timings }) =>
          pipe(
            reader(message, json),
            map((events) => {
              isSilent &&= events.length === 0;
              const tps = timings?.predicted_per_second ?? undefined;
              return tps === undefined ? events : [tpsEvent(tps), ...events];
            }),
          ),
        ),
      );
    }
    if (isFrame.test(kind)) return right([]);
    if (!type.startsWith('response.')) return passUnknown(message, json, onUnknown);
    onUnknown(message);
    return right([]);
  };

  return {
    decode: (message) =>
      message.data === '[DONE]' ? left(truncated('streaming')) : readMessage(message, read),
    end: () => right([]),
  };
};

const inputItem = ({ role, content }: ChatMessage) => ({ type: 'message', role, content });

/**
 * OpenAI's Responses, also as vLLM, llama.cpp, Ollama and gateways have it. The system prompt is sent as `instructions`. Calls of
 * functions and of custom tools (the input of these is a JSON string, told whole) are `toolCall` events; their id is the `call_id`, which
 * the answer to the call names. Reasoning is the text or the summary of it, as the server gives it. What has no event here, such as annotations and
 * the tools that the server runs itself, goes to `onUnknownEvent`.
 *
 * `done` is `response.completed` or `response.incomplete`, and nothing else: not `[DONE]`, which proxies add.
 *
 * @example
 * ```ts
 * import { openAiResponses } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = openAiResponses().decoder();
 * decode({ event: 'message', data: '{"type":"response.output_text.delta","delta":"Hi"}' });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi' }] }
 * ```
 *
 * @see https://platform.openai.com/docs/api-reference/responses-streaming
 */
export function openAiResponses({ path = '/responses' }: OpenAiResponsesOptions = {}): ChatProtocol<
  StreamEvent,
  ChatRequest
> {
  return {
    name: 'openAiResponses',
    framing: 'sse',
    encode: (request) =>
      pipe(
        validateRequest(request),
        chain((valid) =>
          jsonRequest(valid, path, bearer(valid.accessToken), {
            model: valid.modelId,
            instructions: unlessEmpty(valid.systemPrompt),
            input: [...turnsOf(valid), { role: 'user', content: valid.message } as const].map(
              inputItem,
            ),
            stream: true,
            max_output_tokens: valid.maxTokens ?? undefined,
            temperature: valid.temperature ?? undefined,
            top_p: valid.topP ?? undefined,
          }),
        ),
      ),
    decoder: (onUnknown = () => {}) => decoder(onUnknown),
  };
}
