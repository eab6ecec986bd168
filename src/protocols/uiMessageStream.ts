import { chain, left, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { truncated } from '../errors/errors.js';
import {
  type FinishReason,
  resetEvent,
  type StreamEvent,
  type TokenUsage,
  type ToolCallEvent,
  toolCallEvent,
} from '../events.js';
import type { SseMessage } from '../framing/framing.js';
import { validateRequest } from '../request/request.js';
import { parseServerError, readServerError, type ServerError } from '../errors/serverError.js';
import { has } from '../json/json.js';
import { count, orNull, struct, text } from './kit/codecs.js';
import { unknownMessage } from './kit/detect.js';
import { bearer, jsonRequest } from './kit/body.js';
import { failureEvent } from './kit/errors.js';
import { identifiedConversationOf, type IdentifiedRequest } from './kit/conversation.js';
import { badEvent, doneWith, tokenUsage } from './kit/report.js';
import type { ChatProtocol, Decoded, ProtocolDecoder } from './protocol.js';
import {
  contentOf,
  none,
  nothing,
  type FastPath,
  type Reader,
  type Readers,
  reading,
  readMessage,
  reasoningOf,
  tellUsage,
  typeOf,
} from './kit/decoder.js';
import { samplingFields } from './kit/sampling.js';
import { idOf } from './kit/toolCalls.js';

/** Options of {@link uiMessageStream}. */
export interface UiMessageStreamOptions {
  /** Appended to the base URL, which is that of the app. @defaultValue `'/api/chat'` */
  readonly path?: string;
  /** What `[DONE]` is when neither `finish` nor `abort` came before it; some apps write none. @defaultValue `'truncated'` */
  readonly doneWithoutFinish?: 'truncated' | 'done';
}

/** The request of {@link uiMessageStream}. */
export interface UiMessageStreamRequest extends IdentifiedRequest {
  /** What the server knows the conversation by, if it stores it; sent as `id`. */
  readonly chatId?: string | undefined;
  /** What the app asks for. @defaultValue `'submit-message'` */
  readonly trigger?: 'submit-message' | 'regenerate-message' | undefined;
  /** The id of the message that is asked for anew, or that this one stands in for. */
  readonly messageId?: string | undefined;
}

const typed = /*#__PURE__*/ struct({ type: t.string });
const piece = /*#__PURE__*/ struct({ delta: t.string });
const stage = /*#__PURE__*/ struct({
  messageId: text,
  messageMetadata: t.unknown,
  finishReason: text,
});
const toolCall = { toolCallId: t.string, toolName: t.string };
const toolInputStart = /*#__PURE__*/ struct({ ...toolCall, inputEncoding: text });
const toolInputDelta = /*#__PURE__*/ struct({ toolCallId: t.string, inputTextDelta: t.string });
const toolInput = /*#__PURE__*/ struct({ ...toolCall, input: t.unknown });
const usage = /*#__PURE__*/ struct({
  inputTokens: count,
  outputTokens: count,
  totalTokens: count,
  reasoningTokens: count,
  cachedInputTokens: count,
  inputTokenDetails: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ cacheReadTokens: count })),
  outputTokenDetails: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ reasoningTokens: count })),
});

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['tool-calls', 'toolCalls'],
  ['content-filter', 'contentFilter'],
]);

// A reset says again what the steps before have said, which must not become much from little.
const MOST_RESETS = 100;

// What an app puts there is its own, so that nothing in it is malformed.
const usageOf = (metadata: unknown): TokenUsage | undefined => {
  const told = has('totalUsage', 'usage')(metadata)
    ? (metadata.totalUsage ?? metadata.usage)
    : metadata;
  if (!usage.is(told)) return undefined;
  const counts = tokenUsage({
    inputTokens: told.inputTokens,
    outputTokens: told.outputTokens,
    totalTokens: told.totalTokens,
    reasoningTokens: told.outputTokenDetails?.reasoningTokens ?? told.reasoningTokens,
    cachedInputTokens: told.inputTokenDetails?.cacheReadTokens ?? told.cachedInputTokens,
  });
  return Object.keys(counts).length === 0 ? undefined : counts;
};

// The text is what the app makes of an error: JSON where it has more to tell, and else words, whatever they look like.
const readError = (json: unknown): ServerError =>
  has('errorText')(json) && typeof json.errorText === 'string' && json.errorText !== ''
    ? { message: json.errorText, ...parseServerError(json.errorText) }
    : (readServerError(json) ?? {});

type Tell = (delta: string) => readonly StreamEvent[];

interface Call {
  readonly index: number;
  readonly id: string;
  name: string;
  /** Arguments that wait for the name. */
  held: string;
  /** Whether its deltas are no JSON. */
  isPlain: boolean;
  /** Whether arguments have been told. */
  isTold: boolean;
}

const decoder = (
  doneWithoutFinish: 'truncated' | 'done',
  onUnknown: (message: SseMessage) => void,
): ProtocolDecoder => {
  // By the id that the wire gives, which each call has.
  const calls = new Map<string, Call>();
  let callCount = 0;
  // The ids of those that came to their end in this step: in a later one they may come again for others.
  let over: string[] = [];
  // What a later reset has to say again, up to the step that it voids: deltas, behind the way to tell them, since events would take more room.
  const said: (string | Tell | ToolCallEvent)[] = [];
  let tell: Tell = contentOf;
  let stepBegan = 0;
  let callsBefore = 0;
  let attempt = 1;
  let finished = false;
  let reason: string | undefined;
  let lastUsage: TokenUsage | undefined;
  let responseId: string | undefined;

  // A server may put one stream behind another: then it is not finished.
  const say = (how: Tell, delta: string): readonly StreamEvent[] => {
    if (delta === '') return none;
    finished = false;
    if (how !== tell) said.push(how);
    said.push(delta);
    tell = how;
    return tell(delta);
  };

  const callOf = (given: string): Call => {
    const known = calls.get(given);
    if (known !== undefined) return known;
    const index = callCount++;
    const begun = {
      index,
      id: idOf(index, given),
      name: '',
      held: '',
      isPlain: false,
      isTold: false,
    };
    calls.set(given, begun);
    return begun;
  };

  const eventOf = ({ index, id, name }: Call, argumentsText: string): ToolCallEvent =>
    toolCallEvent({ index, id, name, argumentsText });

  const sayCall = (call: Call, name: string, more: string): readonly ToolCallEvent[] => {
    const isNew = name !== '' && name !== call.name;
    if (isNew) call.name = name;
    const argumentsText = call.held + more;
    call.held = call.name === '' ? argumentsText : '';
    if (call.name === '' || (argumentsText === '' && !isNew)) return none;
    finished = false;
    const event = eventOf(call, argumentsText);
    said.push(event);
    return [event];
  };

  // Calls whose name never came.
  const sayNameless = (): readonly ToolCallEvent[] =>
    [...calls.values()].filter(({ name }) => name === '').map((call) => eventOf(call, call.held));

  const sayAgain = (): readonly StreamEvent[] => {
    const events: StreamEvent[] = [];
    tell = contentOf;
    for (const each of said) {
      if (typeof each === 'function') tell = each;
      else events.push(...(typeof each === 'string' ? tell(each) : [each]));
    }
    return events;
  };

  const usageEvents = (): readonly StreamEvent[] => tellUsage(lastUsage);

  const note = ({ messageId, messageMetadata }: t.TypeOf<typeof stage>): readonly never[] => {
    responseId = messageId || responseId;
    lastUsage = usageOf(messageMetadata) ?? lastUsage;
    return none;
  };

  const beginStep = (): Decoded => {
    stepBegan = said.length;
    callsBefore = callCount;
    for (const id of over) calls.delete(id);
    over = [];
    return nothing;
  };

  const resetStep = (message: SseMessage): Decoded => {
    if (said.length === stepBegan) return nothing;
    if (attempt > MOST_RESETS) return left(badEvent(message, `more than ${MOST_RESETS} resets`));
    said.length = stepBegan;
    callCount = callsBefore;
    over = [];
    for (const [id, { index }] of calls) if (index >= callsBefore) calls.delete(id);
    attempt++;
    return right([resetEvent(attempt), ...sayAgain()]);
  };

  const finish = (): Decoded => {
    // What the server itself reads from broke off.
    if (reason === 'interrupted') return left(truncated('streaming'));
    return right([
      ...sayNameless(),
      ...usageEvents(),
      doneWith({
        finishReason: reason && (finishReasons.get(reason) ?? 'other'),
        responseId,
      }),
    ]);
  };

  const readText = reading(piece, ({ delta }) => say(contentOf, delta));
  const readReasoning = reading(piece, ({ delta }) => say(reasoningOf, delta));
  const readToolStart = reading(toolInputStart, ({ toolCallId, toolName, inputEncoding }) => {
    const call = callOf(toolCallId);
    call.isPlain = inputEncoding === 'text';
    return sayCall(call, toolName, '');
  });
  const readToolDelta = reading(toolInputDelta, ({ toolCallId, inputTextDelta }) => {
    if (inputTextDelta === '') return none;
    const call = callOf(toolCallId);
    if (call.isPlain) return none;
    call.isTold = true;
    return sayCall(call, '', inputTextDelta);
  });
  const readTool = reading(toolInput, ({ toolCallId, toolName, input }) => {
    const call = callOf(toolCallId);
    const argumentsText = call.isTold ? '' : JSON.stringify(input ?? {});
    call.isTold = true;
    over.push(toolCallId);
    return sayCall(call, toolName, argumentsText);
  });
  const readStage = reading(stage, note);
  const readFinish = reading(stage, (payload) => {
    note(payload);
    finished = true;
    reason = payload.finishReason ?? undefined;
    if (reason === 'error') return [...usageEvents(), failureEvent({ code: reason })];
    return reason === 'interrupted' ? usageEvents() : none;
  });

  const quick: FastPath = ({ type, delta, error }) => {
    if (typeof delta !== 'string' || error !== undefined) return undefined;
    switch (type) {
      case 'text-delta':
        return say(contentOf, delta);
      case 'reasoning-delta':
        return say(reasoningOf, delta);
      default:
        return undefined;
    }
  };

  const read: Reader = (message, json) => {
    const type = typeOf(json);
    switch (type) {
      case 'text-delta':
        return readText(message, json);
      case 'reasoning-delta':
        return readReasoning(message, json);
      case 'tool-input-delta':
        return readToolDelta(message, json);
      case 'tool-input-start':
        return readToolStart(message, json);
      case 'tool-input-available':
      case 'tool-input-error':
        return readTool(message, json);
      case 'start':
      case 'message-metadata':
        return readStage(message, json);
      case 'finish':
        return readFinish(message, json);
      case 'abort':
        finished = true;
        reason = type;
        return nothing;
      case 'start-step':
        return beginStep();
      case 'reset-step':
        return resetStep(message);
      case 'finish-step':
      case 'text-start':
      case 'text-end':
      case 'reasoning-start':
      case 'reasoning-end':
        return nothing;
      case 'error':
        return right([...usageEvents(), failureEvent(readError(json))]);
      default:
        return unknownMessage(message, json, onUnknown);
    }
  };

  const readers: Readers = { quick, read, usage: usageEvents, isOwn: typed.is };

  return {
    decode: (message) => {
      if (message.data !== '[DONE]') return readMessage(message, readers);
      return finished || doneWithoutFinish === 'done' ? finish() : left(truncated('streaming'));
    },
    end: () => (finished ? finish() : nothing),
  };
};

/**
 * The UI message stream of the AI SDK (`ai` 5 and later), as `toUIMessageStreamResponse()` and `createUIMessageStream()` send it, asked
 * for like `useChat` does.
 *
 * `done` is `[DONE]`, or the end of the body, behind `finish` or `abort`. Servers send `[DONE]` whenever their own stream ends, also where the
 * model's broke off: without a `finish` it is a truncation, unless `doneWithoutFinish` says that the app writes none. An answer that was
 * aborted has the finish reason `other`; one that was `interrupted`, on its way to the server, is truncated.
 *
 * `reset-step` voids one step only, so the `reset` is followed by what the steps before it have said. The id of a call that is over may come
 * again in a later step, for another call. Usage is taken from the metadata of the message: from `totalUsage`, from `usage`, or from among the
 * rest. Parts without an event of their own (sources, files, results of tools, `data-*`) are told to `onUnknownEvent`.
 *
 * `modelId` is sent as `model`, and the sampling by the names that the AI SDK has for it; it is up to the server to use them. A
 * `systemPrompt` is a message, which servers with `ai` 7 refuse unless they set `allowSystemInMessages`.
 *
 * @example
 * ```ts
 * import { uiMessageStream } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = uiMessageStream().decoder();
 * decode({ event: 'message', data: '{"type":"text-delta","id":"0","delta":"Hi"}' });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi' }] }
 * ```
 *
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export function uiMessageStream({
  path = '/api/chat',
  doneWithoutFinish = 'truncated',
}: UiMessageStreamOptions = {}): ChatProtocol<StreamEvent, UiMessageStreamRequest> {
  return {
    name: 'uiMessageStream',
    framing: 'sse',
    encode: (request) =>
      pipe(
        validateRequest<UiMessageStreamRequest>(request),
        chain((valid) =>
          jsonRequest(valid, path, bearer(valid.accessToken), {
            id: valid.chatId ?? undefined,
            messages: identifiedConversationOf(valid, valid.chatId || 'message').map(
              ({ id, role, content }) => ({ id, role, parts: [{ type: 'text', text: content }] }),
            ),
            trigger: valid.trigger ?? 'submit-message',
            messageId: valid.messageId ?? undefined,
            model: valid.modelId,
            ...samplingFields(
              valid,
              'maxOutputTokens',
              'temperature',
              'topP',
              'frequencyPenalty',
              'presencePenalty',
            ),
          }),
        ),
      ),
    decoder: (onUnknown = () => {}) => decoder(doneWithoutFinish, onUnknown),
  };
}
