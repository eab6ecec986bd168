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
import { failureOf, messageOf, resultOf } from './internal/toolResult.js';
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

/** DOC */
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
                map(({ value, isLast }) => resultOf(call, value, isLast)),
                timeLimit({ limit: toolTimeout, scheduler, error: () => late(call) }),
                catchError((error: unknown) => {
                  if (onToolError === 'error') throw error;
                  return of(failureOf(call, describe(error, call)));
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
            return defer(() => ask(step.request)).pipe(
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
