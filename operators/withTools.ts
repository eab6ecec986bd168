import {
  asyncScheduler,
  catchError,
  defer,
  from,
  map,
  mergeMap,
  type Observable,
  of,
  type SchedulerLike,
  tap,
} from 'rxjs';
import { StreamingTimeoutError } from '../src/errors/errors.js';
import { redactor } from '../src/errors/redactor.js';
import type { ToolResultEvent } from '../src/events.js';
import type { ReplyToolCall } from '../src/reply/reply.js';
import type { ChatRequest } from '../src/request/request.js';
import { callWithSignal } from '../src/rx/callWithSignal.js';
import { markLast } from '../src/rx/markLast.js';
import { oneAfterAnother } from '../src/rx/oneAfterAnother.js';
import { pushThrough } from '../src/rx/pushThrough.js';
import { timeLimit } from '../src/rx/timeLimit.js';
import {
  aFunction,
  anObject,
  aPositiveNumber,
  aScheduler,
  assertOptions,
  oneOf,
  optional,
  orInfinity,
  wholeNumberFrom,
} from '../src/validation.js';
import type { Tool } from './internal/tool.js';
import { type Step, toolLoop } from './internal/toolLoop.js';
import { messageOf, toolFailure, toolResult } from './internal/toolResult.js';
import { toolset } from './internal/toolset.js';

/** Options of {@link withTools}. */
export interface WithToolsOptions {
  /**
   * Maximum number of requests for one answer. When the model calls tools in the last one too, they
   * are run, and the answer ends with an `error` event `TOO_MANY_ROUNDS`.
   * @defaultValue `8`
   */
  readonly maxRounds?: number;
  /** Maximum number of calls that run at the same time. @defaultValue `Infinity` */
  readonly concurrency?: number;
  /** Maximum ms that a call may run. A late one is a failure. @defaultValue `Infinity` */
  readonly toolTimeout?: number;
  /**
   * What a failure does: the model is told (`tell`), or the stream errors (`error`).
   * @defaultValue `'tell'`
   */
  readonly onToolError?: 'tell' | 'error';
  /**
   * What the model is told of a failure.
   * @defaultValue the message of the error: on one line, without its stack and the access token
   */
  readonly describeError?: (error: unknown, call: ReplyToolCall) => string;
  /** Clock and timer of `toolTimeout`. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

const rules = {
  ask: aFunction,
  tools: anObject,
  maxRounds: /*#__PURE__*/ orInfinity(/*#__PURE__*/ wholeNumberFrom(1)),
  concurrency: /*#__PURE__*/ orInfinity(/*#__PURE__*/ wholeNumberFrom(1)),
  toolTimeout: aPositiveNumber,
  onToolError: /*#__PURE__*/ oneOf('tell', 'error'),
  describeError: /*#__PURE__*/ optional(aFunction),
  scheduler: aScheduler,
};

/**
 * Runs the tools that a model calls, and asks again with their results, as one stream.
 *
 * ```text
 * A call that runs:
 * round 1  -a-c-(w|)          a "Let me see.", c toolCall {"city":"Ulm"}, w done
 * weather       --(s|)        s "sun"
 * round 2         --b-(d|)    b "Sunny.", d done
 *          withTools(ask, { weather })
 * result   -a-c---r-B-(d|)    r toolResult, B "Sunny."
 *
 * A call that needs approval:
 * round 1  -a-c-(w|)     a "Let me see.", c toolCall {"city":"Ulm"}, w done
 *          withTools(ask, { weather })
 * result   -a-c-(Cw|)    C toolCall approvalId
 * ```
 *
 * **Contract**
 * - Subscribe: runs the calls that the history approves, and sends the first request. Each request
 *   is the given one with `history` and `tools`. Later ones have no `message`, which is a turn of
 *   their history, and no `toolChoice` that forces a call. Their history ends with the results.
 * - Next: passed on at once. Held back is only the `done` of a round whose calls are run, and its
 *   `providerState`, which goes into the history. Results are `toolResult` events in the order in
 *   which they come. `index` of calls and `part` of texts count on over the rounds, and `usage` is
 *   the sum so far. A `reset` is followed by what the rounds before have emitted, merged.
 * - Complete: after the `done` of a round without calls to run, after an `error` event, and when a
 *   request completes without either. Calls that wait for the app end the answer too, with `done`
 *   `toolCalls`, after the others have run: those whose tool has no `run` or is one of the request,
 *   and those that need approval, which have their id as `approvalId`.
 * - Error: errors of a request are passed on. A call that fails is a result with `isError`. With
 *   `onToolError: 'error'` it is the error: what `run` threw, a `StreamingTimeoutError` for a late
 *   call, a `StreamingFormatError` `BAD_OUTPUT` for a wrong name or wrong arguments.
 * - Unsubscribe: unsubscribes from the request, or from all tools that run, and aborts their
 *   signals.
 *
 * **When to use** – Use when the app has tools that the model may call.
 * **Gotchas** – Put retries inside of `ask`, where they repeat one request and never a tool. Put
 * operators that accumulate or split after it. Calls of an answer that ended with `length`,
 * `contentFilter` or `other` are not run. After calls that waited, the app asks again with a
 * history that has a turn for each of them: its result, or an `approval`. What each request needs
 * for itself, such as the `runId` of `agUi`, is made inside of `ask`. `idempotencyKey: true` does
 * that for keys.
 *
 * @param ask sends a request
 * @param tools by their names, which are 1 to 64 of the characters `A-Z a-z 0-9 _ -`
 * @returns a function that asks with these tools
 * @throws RangeError or TypeError when an option, a name or a tool is invalid, or a schema has no
 *   JSON Schema
 *
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { from } from 'rxjs';
 * import { type ChatRequest, contentEvent, doneEvent, toolCallEvent } from 'rxjs-chat-stream';
 * import { accumulateReply, tool, withTools } from 'rxjs-chat-stream/operators';
 *
 * const sum = { index: 0, id: 'c1', name: 'add', argumentsText: '{"a":2,"b":3}' };
 * // Stands in for `sendStreamingChat`.
 * const ask = ({ message }: ChatRequest) =>
 *   from([message === undefined ? contentEvent('It is 5.') : toolCallEvent(sum), doneEvent()]);
 * const input = t.type({ a: t.number, b: t.number });
 * const askWithTools = withTools(ask, { add: tool({ input, run: ({ a, b }) => a + b }) });
 *
 * const seen: unknown[] = [];
 * askWithTools({ message: '2 + 3?', modelId: 'a/model' })
 *   .pipe(accumulateReply())
 *   .subscribe(({ toolCalls, content }) => seen.push(toolCalls[0]?.result ?? content));
 * seen; // => ['', '', 5, 5, 5]
 * ```
 */
export function withTools<E extends { readonly type: string }, R extends ChatRequest>(
  ask: (request: R) => Observable<E>,
  tools: Readonly<Record<string, Tool>>,
  options: WithToolsOptions = {},
): (request: R) => Observable<E | ToolResultEvent> {
  const {
    maxRounds = 8,
    concurrency = Infinity,
    toolTimeout = Infinity,
    onToolError = 'tell',
    describeError,
    scheduler = asyncScheduler,
  } = options;
  const limits = { maxRounds, concurrency, toolTimeout };
  const others = { onToolError, describeError, scheduler };
  assertOptions('withTools', { ask, tools, ...limits, ...others }, rules);
  const known = toolset(tools);

  const late = ({ name }: ReplyToolCall): Error =>
    new StreamingTimeoutError(`${name} did not end within ${toolTimeout} ms`, {
      code: 'PROGRESS',
      phase: 'streaming',
    });

  return (request) =>
    defer(() => {
      // For the protocol to refuse.
      if (!anObject.is(request)) return ask(request);
      const next = toolLoop<E, R>(request, known, maxRounds);
      const { text } = redactor(() => ({ credentials: [request.accessToken], prompts: [] }));
      const describe = describeError ?? ((error: unknown) => text(messageOf(error)));

      const runStep = ({ calls, history, settle }: Extract<Step<E, R>, { kind: 'run' }>) =>
        from(calls).pipe(
          mergeMap(
            ({ call, run }) =>
              callWithSignal((signal) => run({ signal, history })).pipe(
                markLast(scheduler),
                map(({ value, isLast }) => toolResult(call, value, isLast)),
                timeLimit({ limit: toolTimeout, scheduler, error: () => late(call) }),
                catchError((error: unknown) => {
                  if (onToolError === 'error') throw error;
                  return of(toolFailure(call, describe(error, call)));
                }),
                tap((result) => {
                  if (!result.preliminary) settle(call, result);
                }),
              ),
            concurrency,
          ),
        );

      return oneAfterAnother<E | ToolResultEvent>(() => {
        const step = next();
        switch (step?.kind) {
          case 'ask':
            return from(ask(step.request)).pipe(
              pushThrough<E, E | ToolResultEvent>((output) => {
                const { push, flush } = step.round((event) => output.next(event));
                return {
                  push: (event) => {
                    if (push(event)) output.complete();
                  },
                  end: flush,
                  fail: flush,
                };
              }),
            );
          case 'run':
            return runStep(step);
          case 'end':
            // They come only for a union that has such events.
            return from(step.events as readonly E[]);
          default:
            return undefined;
        }
      });
    });
}
