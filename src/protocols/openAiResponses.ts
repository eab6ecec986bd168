import { chain, isLeft, left, map, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { truncated } from '../errors/errors.js';
import {
  contentEvent,
  type FinishReason,
  reasoningEvent,
  type StreamEvent,
  type TokenUsage,
  tpsEvent,
} from '../events.js';
import type { SseMessage } from '../framing/framing.js';
import { type ChatMessage, type ChatRequest, validateRequest } from '../request/request.js';
import { readServerError } from '../errors/serverError.js';
import { has } from '../json/json.js';
import { count, list, orNull, struct, text, timings } from './kit/codecs.js';
import { unknownMessage } from './kit/detect.js';
import { bearer, jsonRequest, turnsOf, unlessEmpty } from './kit/body.js';
import { failureEvent } from './kit/errors.js';
import { doneWith, tokenUsage, validate } from './kit/report.js';
import type { ChatProtocol, Decoded, ProtocolDecoder } from './protocol.js';
import {
  none,
  nothing,
  type FastPath,
  type Reader,
  type Readers,
  reading,
  readMessage,
  tellUsage,
  typeOf,
} from './kit/decoder.js';
import { samplingFields } from './kit/sampling.js';
import { toolCalls } from './kit/toolCalls.js';

/** Options of {@link openAiResponses}. */
export interface OpenAiResponsesOptions {
  /** Appended to the base URL, which has the version: `https://api.openai.com/v1`. @defaultValue `'/responses'` */
  readonly path?: string;
}

const index = /*#__PURE__*/ orNull(t.number);
const at = { item_id: text, output_index: index };
const piece = /*#__PURE__*/ struct({ ...at, delta: t.string });
const whole = /*#__PURE__*/ struct({
  ...at,
  content_index: index,
  summary_index: index,
  text,
  refusal: text,
  arguments: text,
});
const parts = /*#__PURE__*/ list(/*#__PURE__*/ struct({ type: text, text, refusal: text }));
const textItem = /*#__PURE__*/ struct({
  output_index: index,
  item: /*#__PURE__*/ struct({ id: text, summary: parts, content: parts }),
});
const callItem = /*#__PURE__*/ struct({
  output_index: index,
  item: /*#__PURE__*/ struct({
    call_id: t.string,
    name: t.string,
    id: text,
    arguments: text,
    input: text,
  }),
});
const usage = /*#__PURE__*/ struct({
  input_tokens: count,
  output_tokens: count,
  total_tokens: count,
  input_tokens_details: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ cached_tokens: count })),
  output_tokens_details: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ reasoning_tokens: count })),
});
const response = /*#__PURE__*/ struct({
  id: text,
  model: text,
  usage: /*#__PURE__*/ orNull(usage),
  incomplete_details: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ reason: text })),
  output: /*#__PURE__*/ list(t.unknown),
  error: t.unknown,
});
const lifecycle = /*#__PURE__*/ struct({ response });
const speed = /*#__PURE__*/ struct({ timings });

interface Place {
  readonly item_id?: string | null | undefined;
  readonly output_index?: number | null | undefined;
}
type CallItem = t.TypeOf<typeof callItem>;
type Response = t.TypeOf<typeof response>;

// What is said, by the name of its part; the arguments of calls are another matter.
const tellers: ReadonlyMap<string, (said: string) => StreamEvent> = /*#__PURE__*/ new Map<
  string,
  (said: string) => StreamEvent
>([
  ['output_text', contentEvent],
  ['refusal', contentEvent],
  ['reasoning_text', reasoningEvent],
  ['summary_text', reasoningEvent],
]);
const CALL = 'function_call_arguments';

// Frames around what is read, and pieces of what is read whole.
const isFrame = /^response\.(content_part|reasoning_summary_part|custom_tool_call_input)\.\w+$/;

// What an item of these types comes to.
const kinds: ReadonlyMap<string, StreamEvent['type']> = /*#__PURE__*/ new Map<
  string,
  StreamEvent['type']
>([
  ['message', 'content'],
  ['function_call', 'toolCall'],
  ['custom_tool_call', 'toolCall'],
]);

const incompleteReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['max_output_tokens', 'length'],
  ['content_filter', 'contentFilter'],
]);

/** Tells what one part of an item says, once, though it comes in pieces, then whole, then in its item. */
interface Part {
  readonly piece: (said: string) => readonly StreamEvent[];
  readonly whole: (
    said: string | null | undefined,
    place: number | null | undefined,
  ) => readonly StreamEvent[];
}

type Tell = (said: string) => readonly StreamEvent[];

const partOf = (tell: Tell): Part => {
  // What came in pieces, and what came whole since: some servers number the pieces of one text, others all texts alike.
  let pieces = '';
  const wholes: string[] = [];
  return {
    piece: (said) => {
      pieces += said;
      return said === '' ? [] : tell(said);
    },
    whole: (said, place) => {
      if (!said || wholes[place ?? -1] === said) return [];
      wholes.push(said);
      const rest = said.startsWith(pieces) ? said.slice(pieces.length) : '';
      pieces = pieces.startsWith(said) ? pieces.slice(said.length) : '';
      return rest === '' ? [] : tell(rest);
    },
  };
};

const toUsage = (wire: t.TypeOf<typeof usage>): TokenUsage =>
  tokenUsage({
    inputTokens: wire.input_tokens,
    outputTokens: wire.output_tokens,
    totalTokens: wire.total_tokens,
    reasoningTokens: wire.output_tokens_details?.reasoning_tokens,
    cachedInputTokens: wire.input_tokens_details?.cached_tokens,
  });

const usageEvents = ({ usage: told }: Response): readonly StreamEvent[] =>
  told ? tellUsage(toUsage(told)) : [];

const frame: Reader = () => nothing;

const decoder = (onUnknown: (message: SseMessage) => void = () => {}): ProtocolDecoder => {
  const calls = toolCalls();
  // By what is said, the id of its item, and its place, for servers that make up an item id for each event.
  const parts = new Map<string, Part>();
  // What most messages go on with.
  let latest: (Place & { readonly type: string; readonly part: Part }) | undefined;
  // The types of all events so far.
  const told = new Set<string>();
  let responseId: string | undefined;
  let model: string | undefined;

  const partAt = (kind: string, { item_id, output_index }: Place): Part | undefined =>
    parts.get(`${kind} ${item_id}`) ?? parts.get(`${kind} ${output_index ?? ''}`);

  const begin = (kind: string, { item_id, output_index }: Place, tell: Tell): Part => {
    const part = partOf(tell);
    for (const name of [item_id || (output_index ?? ''), output_index ?? []].flat()) {
      parts.set(`${kind} ${name}`, part);
    }
    return part;
  };

  // Arguments of a call that was not announced come again with its item.
  const find = (kind: string, place: Place): Part | undefined => {
    const tell = tellers.get(kind);
    return partAt(kind, place) ?? (tell && begin(kind, place, (said) => [tell(said)]));
  };

  const callOf = ({ item: { id, call_id, name }, output_index }: CallItem): Part => {
    const known = parts.get(`${CALL} ${call_id}`);
    if (known !== undefined) return known;
    const part = begin(CALL, { item_id: id, output_index }, (said) =>
      calls.push({ id: call_id, name, argumentsText: said }),
    );
    parts.set(`${CALL} ${call_id}`, part);
    return part;
  };

  const beginCall = (from: CallItem): readonly StreamEvent[] => {
    callOf(from);
    return calls.push({ id: from.item.call_id, name: from.item.name, argumentsText: '' });
  };

  const endCall = (from: CallItem): readonly StreamEvent[] => {
    const { arguments: json, input } = from.item;
    // The input of a custom tool is any text, and here it is JSON, as all arguments are.
    const said = json ?? (typeof input === 'string' ? JSON.stringify(input) : '');
    const events = callOf(from).whole(said, 0);
    return events.length === 0 ? beginCall(from) : events;
  };

  const finishReason = (
    { incomplete_details: details }: Response,
    isComplete: boolean,
  ): FinishReason => {
    if (!isComplete || details?.reason) {
      return incompleteReasons.get(details?.reason ?? '') ?? 'other';
    }
    return calls.count() > 0 ? 'toolCalls' : 'stop';
  };

  const readTexts = ({
    item: { id, summary, content },
    output_index,
  }: t.TypeOf<typeof textItem>): readonly StreamEvent[] => {
    const places = new Map<string, number>();
    const events = [...(summary ?? []), ...(content ?? [])].flatMap((part) => {
      const kind = part.type ?? '';
      const place = places.get(kind) ?? 0;
      places.set(kind, place + 1);
      return (
        find(kind, { item_id: id, output_index })?.whole(part.text ?? part.refusal, place) ?? []
      );
    });
    // Another item may come at the same place.
    for (const kind of tellers.keys()) parts.delete(`${kind} ${output_index ?? ''}`);
    return events;
  };

  const inLifecycle =
    (responseReader: (response: Response, message: SseMessage) => Decoded): Reader =>
    (message, json) =>
      pipe(
        validate(message, json, lifecycle),
        chain(({ response }) => {
          responseId = response.id || responseId;
          model = response.model || model;
          return responseReader(response, message);
        }),
      );

  const over = (isComplete: boolean): Reader =>
    inLifecycle((response, message) => {
      // Some servers only pretend to stream, or stream texts and no calls.
      const before = new Set(told);
      const items = (response.output ?? []).flatMap((item, output_index) => {
        const kind = kinds.get(typeOf(item));
        return (kind === undefined ? before.size > 0 : before.has(kind))
          ? []
          : [read(message, { type: 'response.output_item.done', item, output_index })];
      });
      return (
        items.find(isLeft) ??
        right([
          ...items.flatMap((each) => (isLeft(each) ? [] : each.right)),
          ...usageEvents(response),
          doneWith({ finishReason: finishReason(response, isComplete), responseId, model }),
        ])
      );
    });

  const begun = inLifecycle(() => nothing);
  const failed = inLifecycle((response) =>
    right([
      ...usageEvents(response),
      failureEvent(readServerError({ error: response.error }) ?? {}),
    ]),
  );
  const inPieces = (kind: string, type: string): Reader =>
    reading(piece, (from) => {
      const part = find(kind, from);
      // One that is empty has told nothing yet.
      latest = part && from.delta !== '' ? { ...from, type, part } : undefined;
      return part?.piece(from.delta) ?? none;
    });
  const atOnce = (kind: string): Reader =>
    reading(whole, (from) => {
      const said = from.text ?? from.refusal ?? from.arguments;
      return find(kind, from)?.whole(said, from.content_index ?? from.summary_index) ?? [];
    });

  const readerOf = new Map<string, Reader>([
    ['keepalive', frame],
    ['response.created', begun],
    ['response.queued', begun],
    ['response.in_progress', begun],
    ...[...tellers.keys(), CALL].flatMap((kind): readonly (readonly [string, Reader])[] => {
      const name = `response.${kind.replace('summary', 'reasoning_summary')}`;
      return [
        [`${name}.delta`, inPieces(kind, `${name}.delta`)],
        [`${name}.done`, atOnce(kind)],
      ];
    }),
    ...['message', 'reasoning'].flatMap((item): readonly (readonly [string, Reader])[] => [
      [`response.output_item.added ${item}`, frame],
      [`response.output_item.done ${item}`, reading(textItem, readTexts)],
    ]),
    ...['function_call', 'custom_tool_call'].flatMap(
      (item): readonly (readonly [string, Reader])[] => [
        [`response.output_item.added ${item}`, reading(callItem, beginCall)],
        [`response.output_item.done ${item}`, reading(callItem, endCall)],
      ],
    ),
    ['response.completed', over(true)],
    ['response.incomplete', over(false)],
    ['response.failed', failed],
  ]);

  const read: Reader = (message, json) => {
    latest = undefined;
    const type = typeOf(json) || message.event;
    const reader = readerOf.get(has('item')(json) ? `${type} ${typeOf(json.item)}` : type);
    if (reader !== undefined) {
      const also = validate(message, json, speed);
      if (isLeft(also)) return also;
      const tps = also.right.timings?.predicted_per_second ?? undefined;
      return pipe(
        reader(message, json),
        map((events) => {
          for (const event of events) told.add(event.type);
          return tps === undefined ? events : [tpsEvent(tps), ...events];
        }),
      );
    }
    if (isFrame.test(type)) return nothing;
    if (!type.startsWith('response.')) return unknownMessage(message, json, onUnknown);
    onUnknown(message);
    return nothing;
  };

  const quick: FastPath = ({ type, item_id, output_index, delta, item, timings: told, error }) => {
    if (latest === undefined || type !== latest.type) return undefined;
    if (item_id !== latest.item_id || output_index !== latest.output_index) return undefined;
    if (typeof delta !== 'string' || (item ?? told ?? error) !== undefined) return undefined;
    return latest.part.piece(delta);
  };

  const readers: Readers = { quick, read };

  return {
    decode: (message) =>
      message.data === '[DONE]' ? left(truncated('streaming')) : readMessage(message, readers),
    end: () => nothing,
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
            ...samplingFields(valid, 'max_output_tokens', 'temperature', 'top_p'),
          }),
        ),
      ),
    decoder,
  };
}
