import { errorEvent, toolCallEvent, toolResultEvent } from '../../src/eventConstructors.js';
import type { ErrorEvent, ToolCallEvent, ToolResultEvent } from '../../src/events.js';
import type { ReplyToolCall } from '../../src/reply/reply.js';
import type { AssistantMessage, ChatMessage, ToolMessage } from '../../src/request/messages.js';
import type { ChatRequest } from '../../src/request/request.js';
import { toAssistantMessage } from '../../src/request/toAssistantMessage.js';
import { toToolMessage } from '../../src/request/toToolMessage.js';
import { answerApprovals } from './answerApprovals.js';
import { isRunning, type RunningCall, type WaitingCall } from './preparedCall.js';
import { progress } from './progress.js';
import { isOpen, type RoundEnd, type ToolRound, toolRound } from './toolRound.js';
import type { Toolset } from './toolset.js';

/** What the loop does next. */
export type Step<E, R> =
  | {
      readonly kind: 'ask';
      readonly request: R;
      readonly round: (output: (event: E | ToolResultEvent) => void) => ToolRound<E>;
    }
  | {
      readonly kind: 'run';
      readonly calls: readonly RunningCall[];
      readonly history: readonly ChatMessage[];
      /** Takes the result of a call. */
      readonly settle: (call: ReplyToolCall, result: ToolResultEvent) => void;
    }
  | { readonly kind: 'end'; readonly events: readonly { readonly type: string }[] };

const tooManyRounds = (count: number): ErrorEvent =>
  errorEvent(`The model still calls tools after ${count} rounds`, {
    code: 'TOO_MANY_ROUNDS',
    retryable: false,
  });

/** What asks the user about a call: a delta without text. */
const questions = ({ call, needsApproval }: WaitingCall): readonly ToolCallEvent[] => {
  const { index, id, name } = call;
  return needsApproval
    ? [toolCallEvent({ index, id, name, argumentsText: '', approvalId: id })]
    : [];
};

/** No protocol sends a call without a name. The model is told that there is no such tool. */
const named = ({ toolCalls, ...turn }: AssistantMessage): AssistantMessage => ({
  ...turn,
  toolCalls: toolCalls?.map((call) => ({ ...call, name: call.name || 'unknown' })),
});

/** The request of a later round: the user has spoken, and a choice of tools has been obeyed. */
const withoutMessage = <R extends ChatRequest>(request: R): R => {
  const { message: _message, toolChoice, ...rest } = request;
  const isForced = toolChoice !== 'auto' && toolChoice !== 'none';
  const later: Omit<R, 'message' | 'toolChoice'> = rest;
  // Both fields are optional in any request.
  return (isForced ? later : { ...later, toolChoice }) as R;
};

/**
 * Makes the loop of one subscription. It returns one step after the other, and `undefined` at the
 * end; a step is over before the next one is asked for.
 */
export function toolLoop<E extends { readonly type: string }, R extends ChatRequest>(
  request: R,
  tools: Toolset,
  maxRounds: number,
): () => Step<E, R> | undefined {
  const { turns, approved } = answerApprovals(request.history ?? [], tools.has);
  const definitions = tools.definitions(request);
  // Without the calls, a reply gives the results of approved ones the first numbers.
  const sofar = progress<E>(approved.length);
  let history = turns;
  let rounds = 0;

  const run = (
    calls: readonly RunningCall[],
    context: readonly ChatMessage[],
    results: Map<number, ToolMessage>,
  ): Step<E, R> => ({
    kind: 'run',
    calls,
    history: context,
    settle: ({ index }, result) => {
      sofar.log.add(result);
      results.set(index, toToolMessage(result));
    },
  });

  const runApproved = (): Step<E, R> => {
    const results = new Map<number, ToolMessage>();
    next = () => {
      const answered = [...turns];
      for (const { at, call } of approved) answered[at] = results.get(call.index) ?? answered[at]!;
      history = answered;
      return ask();
    };
    const calls = approved.map(({ call }) => tools.prepare(call, request, true));
    return run(calls.filter(isRunning), turns, results);
  };

  const ask = (): Step<E, R> => {
    rounds++;
    const asked = rounds === 1 ? request : withoutMessage(request);
    return {
      kind: 'ask',
      request: { ...asked, history, ...(definitions.length > 0 && { tools: definitions }) },
      round: (output) =>
        toolRound(sofar, output, (end) => {
          next = () => answer(end);
        }),
    };
  };

  /** Runs the calls of a round. */
  const answer = ({ reply, state, done }: RoundEnd<E>): Step<E, R> => {
    const { message } = request;
    const turn = named(toAssistantMessage(reply));
    const spoken: ChatMessage[] =
      rounds === 1 && message != null ? [{ role: 'user', content: message }, turn] : [turn];
    const before = [...history, ...spoken];

    const results = new Map<number, ToolMessage>();
    for (const { index, id, name, result, isError, providerExecuted } of reply.toolCalls) {
      if (result === undefined || providerExecuted) continue;
      const given = toolResultEvent({ id, name, result, ...(isError && { isError }) });
      results.set(index, toToolMessage(given));
    }
    const calls = reply.toolCalls.filter(isOpen).map((call) => tools.prepare(call, request));

    next = () => {
      const held = state ? [state] : [];
      const waiting = calls.filter((call) => call.kind === 'wait');
      if (waiting.length > 0) {
        const ended = { ...done, finishReason: 'toolCalls' };
        return { kind: 'end', events: [...waiting.flatMap(questions), ...held, ended] };
      }
      if (rounds >= maxRounds) return { kind: 'end', events: [...held, tooManyRounds(maxRounds)] };
      history = [...before, ...reply.toolCalls.flatMap(({ index }) => results.get(index) ?? [])];
      return ask();
    };
    return run(calls.filter(isRunning), before, results);
  };

  let next: () => Step<E, R> | undefined = approved.length > 0 ? runApproved : ask;
  return () => {
    const step = next;
    // Unless the step says more, it is the last one.
    next = () => undefined;
    return step();
  };
}
