import { chain, type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { type StreamingFormatError, truncated } from '../errors/errors.js';
import type { FinishReason, StreamEvent, TokenUsage } from '../events.js';
import type { SseMessage } from '../framing/framing.js';
import { uuid } from '../request/uuid.js';
import { checkText, validateRequest } from '../request/request.js';
import { readServerError } from '../errors/serverError.js';
import { count, isText, list, listOf, oneOf, orNull, struct, text } from './kit/codecs.js';
import { unknownMessage } from './kit/detect.js';
import { bearer, jsonRequest } from './kit/body.js';
import { failureEvent } from './kit/errors.js';
import { identifiedConversationOf, type IdentifiedRequest } from './kit/conversation.js';
import { doneWith, tokenUsage, validate } from './kit/report.js';
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
import { toolCalls } from './kit/toolCalls.js';

/** Options of {@link agUi}. */
export interface AgUiOptions {
  /** Appended to the base URL, which is that of the agent. @defaultValue `''` */
  readonly path?: string;
}

/** A tool of the app that the agent may call. */
export interface AgUiTool {
  readonly name: string;
  readonly description: string;
  /** A JSON Schema. */
  readonly parameters?: unknown;
}

/** Something that the agent should know of. */
export interface AgUiContext {
  readonly description: string;
  readonly value: string;
}

/** The request of {@link agUi}. */
export interface AgUiRequest extends IdentifiedRequest {
  /** What the agent knows the conversation by: it may keep state and history under it. @defaultValue one of its own for each run */
  readonly threadId?: string | undefined;
  /** What the agent knows this run by, within the thread; given here, a retry is the same run. @defaultValue a new one for each attempt */
  readonly runId?: string | undefined;
  /** The state that the run starts from. @defaultValue `{}` */
  readonly state?: unknown;
  /** Tools of the app that the agent may call. */
  readonly tools?: readonly AgUiTool[] | undefined;
  /** What the agent should know. */
  readonly context?: readonly AgUiContext[] | undefined;
  /** What the app and the agent have agreed on; the model and the sampling are added to it. */
  readonly forwardedProps?: Readonly<Record<string, unknown>> | undefined;
}

const pieceFields = {
  messageId: text,
  role: text,
  toolCallId: text,
  toolCallName: text,
  subagentRunId: text,
};
const piece = /*#__PURE__*/ struct({ ...pieceFields, delta: text });
const delta = /*#__PURE__*/ struct({ ...pieceFields, delta: t.string });
const usage = /*#__PURE__*/ struct({
  model: text,
  inputTokens: count,
  outputTokens: count,
  totalTokens: count,
  reasoningTokens: count,
  cachedInputTokens: count,
  promptTokens: count,
  completionTokens: count,
});
const runEnd = /*#__PURE__*/ struct({
  outcome: /*#__PURE__*/ orNull(
    /*#__PURE__*/ oneOf(
      'an outcome',
      t.string,
      /*#__PURE__*/ struct({
        type: text,
        pendingToolCallIds: /*#__PURE__*/ list(t.string),
      }),
    ),
  ),
  // TanStack AI sent a single one before the protocol knew any.
  usage: /*#__PURE__*/ orNull(
    /*#__PURE__*/ oneOf('token counts', /*#__PURE__*/ listOf(usage), usage),
  ),
});

type Piece = t.TypeOf<typeof piece>;
type Kind = 'content' | 'reasoning' | 'toolCall';

// What a run consists of: behind its end, it is another run, or more of the same.
const partOfRun = /^(RUN|TEXT_MESSAGE|TOOL_CALL|REASONING|THINKING)_/;

// Pieces of what is said, and whether each has to have a delta.
const pieces: ReadonlyMap<string, readonly [Kind, boolean]> = /*#__PURE__*/ new Map([
  ['TEXT_MESSAGE_START', ['content', false]],
  ['TEXT_MESSAGE_CHUNK', ['content', false]],
  ['TEXT_MESSAGE_CONTENT', ['content', true]],
  ['REASONING_MESSAGE_START', ['reasoning', false]],
  ['REASONING_MESSAGE_CHUNK', ['reasoning', false]],
  ['REASONING_MESSAGE_CONTENT', ['reasoning', true]],
  ['THINKING_TEXT_MESSAGE_CONTENT', ['reasoning', true]],
  ['TOOL_CALL_START', ['toolCall', false]],
  ['TOOL_CALL_CHUNK', ['toolCall', false]],
  ['TOOL_CALL_ARGS', ['toolCall', true]],
]);

const kindOfDelta = (type: unknown): Kind | undefined => {
  switch (type) {
    case 'TEXT_MESSAGE_CONTENT':
      return 'content';
    case 'REASONING_MESSAGE_CONTENT':
      return 'reasoning';
    case 'TOOL_CALL_ARGS':
      return 'toolCall';
    default:
      return undefined;
  }
};

// Says only where something begins or ends.
const bracket = /_(STARTED|START|END)$/;

// Also those of later versions, which are not taken for those of another protocol.
const isOwn = (json: unknown): boolean => /^[A-Z_]+$/.test(typeOf(json));

// Of the agent itself, and not of whom it quotes.
const ownRoles: ReadonlySet<string> = /*#__PURE__*/ new Set(['assistant', 'reasoning']);

const toUsage = (wire: t.TypeOf<typeof usage>): TokenUsage =>
  tokenUsage({
    inputTokens: wire.inputTokens ?? wire.promptTokens,
    outputTokens: wire.outputTokens ?? wire.completionTokens,
    totalTokens: wire.totalTokens,
    reasoningTokens: wire.reasoningTokens,
    cachedInputTokens: wire.cachedInputTokens,
  });

const sumOf = (a: TokenUsage, b: TokenUsage): TokenUsage => {
  const sums = new Map<string, number>(Object.entries(a));
  for (const [name, tokens] of Object.entries(b)) sums.set(name, tokens + (sums.get(name) ?? 0));
  return Object.fromEntries(sums);
};

const reasonOf = ({ outcome: told }: t.TypeOf<typeof runEnd>): FinishReason | undefined => {
  const outcome = typeof told === 'string' ? { type: told, pendingToolCallIds: none } : told;
  if (outcome?.type && outcome.type !== 'success') return 'other';
  return outcome?.pendingToolCallIds?.length ? 'toolCalls' : undefined;
};

const decoder = (onUnknown: (message: SseMessage) => void = () => {}): ProtocolDecoder => {
  const calls = toolCalls();
  // Messages and calls of subagents and of others than the agent, by kind and id.
  const foreign = new Set<string>();
  // What a chunk without an id goes on with.
  const latest = new Map<Kind, string>();
  let finished = false;
  let finishReason: FinishReason | undefined;
  let total: TokenUsage = {};
  let responseId: string | undefined;
  let model: string | undefined;

  const isForeign = (kind: Kind, own: Piece): boolean => {
    const { role, subagentRunId } = own;
    const isOthers = Boolean(subagentRunId || (role && !ownRoles.has(role)));
    // Most answers are of one alone.
    if (!isOthers && foreign.size === 0) return false;
    const given = kind === 'toolCall' ? own.toolCallId : own.messageId;
    if (given && !subagentRunId) latest.set(kind, given);
    const key = `${kind} ${given || latest.get(kind)}`;
    if (given && isOthers) foreign.add(key);
    return Boolean(subagentRunId) || foreign.has(key);
  };

  const pass = (message: SseMessage): Decoded => {
    onUnknown(message);
    return nothing;
  };

  const readPiece = (kind: Kind, own: Partial<Piece>): readonly StreamEvent[] => {
    const said = own.delta ?? '';
    if (kind === 'toolCall') {
      return calls.push({ id: own.toolCallId, name: own.toolCallName, argumentsText: said });
    }
    if (kind === 'reasoning') return reasoningOf(said);
    responseId = own.messageId || responseId;
    return contentOf(said);
  };

  const addUsage = ({ usage: told }: t.TypeOf<typeof runEnd>): void => {
    for (const each of [told ?? []].flat()) {
      total = sumOf(total, toUsage(each));
      model = each.model || model;
    }
  };

  const usageEvents = (): readonly StreamEvent[] => tellUsage(total);

  const fail = (json: unknown): Decoded => {
    if (runEnd.is(json)) addUsage(json);
    // Else the type would be the code of a failure without one.
    const failure = readServerError(Object.assign({}, json, { type: undefined })) ?? {};
    return right([...usageEvents(), failureEvent(failure)]);
  };

  const finish = (): Decoded =>
    right([...calls.end(), ...usageEvents(), doneWith({ finishReason, responseId, model })]);

  const quick: FastPath = (json) => {
    const { type, messageId, toolCallId, delta: said, error } = json;
    const { role, toolCallName, subagentRunId } = json;
    const kind = kindOfDelta(type);
    if (kind === undefined || typeof said !== 'string' || error !== undefined) return undefined;
    if (foreign.size > 0 || (role ?? toolCallName ?? subagentRunId) != null) return undefined;
    if (!isText(messageId) || !isText(toolCallId)) return undefined;
    finished = false;
    return readPiece(kind, { messageId, toolCallId, delta: said });
  };

  const readEnd = reading(runEnd, (end) => {
    addUsage(end);
    finishReason = reasonOf(end);
    return none;
  });

  const read: Reader = (message, json) => {
    const type = typeOf(json);
    const [kind, mustHaveDelta] = pieces.get(type) ?? [];
    const isPart = kind !== undefined || partOfRun.test(type);
    if (isPart) finished = type === 'RUN_FINISHED';
    if (kind !== undefined) {
      const own: Either<StreamingFormatError, Piece> = mustHaveDelta
        ? validate(message, json, delta)
        : validate(message, json, piece);
      if (isLeft(own)) return own;
      return isForeign(kind, own.right) ? pass(message) : right(readPiece(kind, own.right));
    }
    if (type === 'RUN_FINISHED') return readEnd(message, json);
    if (type === 'RUN_ERROR') return fail(json);
    if (isPart && bracket.test(type)) return nothing;
    return isOwn(json) ? pass(message) : unknownMessage(message, json, onUnknown);
  };

  const readers: Readers = { quick, read, usage: usageEvents, isOwn };

  return {
    decode: (message) => {
      if (message.data !== '[DONE]') return readMessage(message, readers);
      return finished ? finish() : left(truncated('streaming'));
    },
    end: () => (finished ? finish() : nothing),
  };
};

/**
 * AG-UI, the protocol between agents and user interfaces, over SSE: 1.0, and what servers before it send.
 *
 * A stream may have several runs, or a run that goes on behind its `RUN_FINISHED`; so `done` is the end of the body, or `[DONE]`, behind
 * a run that has finished, and usage is the sum of all. Its finish reason is `toolCalls` where the agent says that calls wait for the
 * app, `other` where the run was cancelled or waits for the user, and else not told.
 *
 * The texts and calls of subagents, and the texts of others than the agent, are not the answer: like state, activities, results of tools
 * and all else without an event of its own, they are told to `onUnknownEvent`.
 *
 * The agent chooses its model; `modelId` and the sampling parameters go into `forwardedProps`, for agents that let the app have a say.
 *
 * @example
 * ```ts
 * import { agUi } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = agUi().decoder();
 * decode({ event: 'message', data: '{"type":"TEXT_MESSAGE_CONTENT","messageId":"m1","delta":"Hi"}' });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi' }] }
 * ```
 *
 * @see https://docs.ag-ui.com/concepts/events
 */
export function agUi({ path = '' }: AgUiOptions = {}): ChatProtocol<StreamEvent, AgUiRequest> {
  return {
    name: 'agUi',
    framing: 'sse',
    encode: (request) => {
      const { threadId = uuid(), runId = uuid() } = request;
      return pipe(
        validateRequest<AgUiRequest>(request, [
          checkText('threadId', threadId),
          checkText('runId', runId),
        ]),
        chain((valid) =>
          jsonRequest(valid, path, bearer(valid.accessToken), {
            // The agent looks for it in `forwardedProps`.
            model: undefined,
            threadId,
            runId,
            state: valid.state ?? {},
            messages: identifiedConversationOf(valid, threadId),
            tools: valid.tools ?? [],
            context: valid.context ?? [],
            forwardedProps: {
              ...valid.forwardedProps,
              model: valid.modelId,
              ...samplingFields(
                valid,
                'maxTokens',
                'temperature',
                'topP',
                'frequencyPenalty',
                'presencePenalty',
              ),
            },
          }),
        ),
      );
    },
    decoder,
  };
}
