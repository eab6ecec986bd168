import { chain, left, map, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { truncated } from '../errors.js';
import {
  contentEvent,
  type FinishReason,
  reasoningEvent,
  type StreamEvent,
  type TokenUsage,
} from '../events.js';
import type { SseMessage } from '../framing/message.js';
import { checkText, validateRequest } from '../request.js';
import { readServerError } from '../serverError.js';
import { list, oneOf, partial, text } from './codecs.js';
import { passUnknown } from './dialect.js';
import { bearer, jsonRequest } from './encoding.js';
import { failureEvent } from './errorStatus.js';
import { identifiedConversationOf, type IdentifiedRequest } from './messageIds.js';
import { badEvent, count, doneWith, orNull, tokenUsage, validate } from './payload.js';
import type { ChatProtocol, Decoded, ProtocolDecoder } from './protocol.js';
import { type Reader, readMessage, tellUsage, typeOf } from './readers.js';
import { settingsOf } from './settings.js';
import { toolCalls } from './toolCalls.js';

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
  /** What the agent knows the conversation by: it may keep state and history under it. */
  readonly threadId: string;
  /** What the agent knows this run by, within the thread. A retry of the same request is the same run. */
  readonly runId: string;
  /** The state that the run starts from. @defaultValue `{}` */
  readonly state?: unknown;
  readonly tools?: readonly AgUiTool[] | undefined;
  readonly context?: readonly AgUiContext[] | undefined;
  /** What the app and the agent have agreed on; the model and the sampling are added to it. */
  readonly forwardedProps?: Readonly<Record<string, unknown>> | undefined;
}

const piece = /*#__PURE__*/ partial({
  messageId: text,
  role: text,
  toolCallId: text,
  toolCallName: text,
  delta: text,
  subagentRunId: text,
});
const usage = /*#__PURE__*/ partial({
  model: text,
  inputTokens: count,
  outputTokens: count,
  totalTokens: count,
  reasoningTokens: count,
  cachedInputTokens: count,
  promptTokens: count,
  completionTokens: count,
});
const runEnd = /*#__PURE__*/ partial({
  outcome: /*#__PURE__*/ orNull(
    /*#__PURE__*/ oneOf(
      'an outcome',
      t.string,
      /*#__PURE__*/ partial({
        type: text,
        pendingToolCallIds: /*#__PURE__*/ list(t.string),
      }),
    ),
  ),
  // TanStack AI sent a single one before the protocol knew any.
  usage: /*#__PURE__*/ orNull(
    /*#__PURE__*/ oneOf('token counts', /*#__PURE__*/ t.array(usage), usage),
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
  const outcome = typeof told === 'string' ? { type: told } : told;
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
    const given = kind === 'toolCall' ? own.toolCallId : own.messageId;
    if (given && !subagentRunId) latest.set(kind, given);
    const key = `${kind} ${given || latest.get(kind)}`;
    if (given && (subagentRunId || (role && !ownRoles.has(role)))) foreign.add(key);
    return Boolean(subagentRunId) || foreign.has(key);
  };

  const pass = (message: SseMessage): Decoded => {
    onUnknown(message);
    return right([]);
  };

  const readPiece = (kind: Kind, own: Piece): readonly StreamEvent[] => {
    const said = own.delta ?? '';
    if (kind === 'toolCall') {
      return calls.push({ id: own.toolCallId, name: own.toolCallName, argumentsText: said });
    }
    if (kind === 'content') responseId = own.messageId || responseId;
    if (said === '') return [];
    return [kind === 'content' ? contentEvent(said) : reasoningEvent(said)];
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

  const read: Reader = (message, json) => {
    const type = typeOf(json);
    const [kind, mustHaveDelta] = pieces.get(type) ?? [];
    const isPart = kind !== undefined || partOfRun.test(type);
    if (isPart) finished = type === 'RUN_FINISHED';
    if (kind !== undefined) {
      return pipe(
        validate(message, json, piece),
        chain((own) => {
          if (mustHaveDelta && typeof own.delta !== 'string') {
            return left(badEvent(message, 'delta must be string'));
          }
          return isForeign(kind, own) ? pass(message) : right(readPiece(kind, own));
        }),
      );
    }
    if (type === 'RUN_FINISHED') {
      return pipe(
        validate(message, json, runEnd),
        map((end) => {
          addUsage(end);
          finishReason = reasonOf(end);
          return [];
        }),
      );
    }
    if (type === 'RUN_ERROR') return fail(json);
    if (isPart && bracket.test(type)) return right([]);
    return isOwn(json) ? pass(message) : passUnknown(message, json, onUnknown);
  };

  return {
    decode: (message) => {
      if (message.data !== '[DONE]') return readMessage(message, read, usageEvents, isOwn);
      return finished ? finish() : left(truncated('streaming'));
    },
    end: () => (finished ? finish() : right([])),
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
    encode: (request) =>
      pipe(
        validateRequest<AgUiRequest>(request, [
          checkText('threadId', request.threadId),
          checkText('runId', request.runId),
        ]),
        chain((valid) =>
          jsonRequest(valid, path, bearer(valid.accessToken), {
            // The agent looks for it in `forwardedProps`.
            model: undefined,
            threadId: valid.threadId,
            runId: valid.runId,
            state: valid.state ?? {},
            messages: identifiedConversationOf(valid, valid.threadId),
            tools: valid.tools ?? [],
            context: valid.context ?? [],
            forwardedProps: {
              ...valid.forwardedProps,
              model: valid.modelId,
              ...settingsOf(
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
      ),
    decoder,
  };
}
