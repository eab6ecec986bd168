import { isLeft } from 'fp-ts/lib/Either.js';
import { StreamingFormatError } from '../../src/errors/errors.js';
import { isDeeper } from '../../src/json/isDeeper.js';
import { parseJson } from '../../src/json/json.js';
import type { ReplyToolCall } from '../../src/reply/reply.js';
import { decodeWith } from '../../src/schema/schema.js';
import type { Tool, ToolContext } from './tool.js';

/** A call that runs. What its tool does not take is thrown by `run`. */
export interface RunningCall {
  readonly kind: 'run';
  readonly call: ReplyToolCall;
  readonly run: (context: Omit<ToolContext, 'call'>) => unknown;
}

/** A call that waits for the app, or for the approval of the user. */
export interface WaitingCall {
  readonly kind: 'wait';
  readonly call: ReplyToolCall;
  readonly needsApproval: boolean;
}

/** What is to be done about a call. */
export type PreparedCall = RunningCall | WaitingCall;

export const isRunning = (call: PreparedCall): call is RunningCall => call.kind === 'run';

export const running = (call: ReplyToolCall, run: RunningCall['run']): RunningCall => ({
  kind: 'run',
  call,
  run,
});

export const waiting = (call: ReplyToolCall, needsApproval = false): WaitingCall => ({
  kind: 'wait',
  call,
  needsApproval,
});

export const badOutput = (message: string): StreamingFormatError =>
  new StreamingFormatError(message, { code: 'BAD_OUTPUT', phase: 'streaming' });

/** @throws StreamingFormatError `BAD_OUTPUT` that names paths, never values */
const inputOf = ({ name, argumentsText }: ReplyToolCall, { input: schema }: Tool): unknown => {
  const text = argumentsText.trim() || '{}';
  const json = isDeeper(text) ? undefined : parseJson(text);
  if (json === undefined) throw badOutput(`The arguments of ${name} must be JSON`);
  const input = decodeWith(`input of ${name}`, schema, json);
  if (isLeft(input)) throw badOutput(`The arguments of ${name} are invalid: ${input.left()}`);
  return input.right;
};

/** Prepares a call of a tool: reads its arguments, and decides whether it runs. */
export function prepareCall(call: ReplyToolCall, tool: Tool, isApproved: boolean): PreparedCall {
  const { needsApproval, run } = tool;
  try {
    // What the schema returns is what the functions of its tool take.
    const input = inputOf(call, tool) as never;
    const asks = typeof needsApproval === 'function' ? needsApproval(input) : needsApproval;
    if (!isApproved && (asks || !run)) return waiting(call, Boolean(asks));
    if (run) return running(call, (context) => run(input, { ...context, call }));
    throw badOutput(`${call.name} runs in the app, which has sent no result`);
  } catch (error) {
    return running(call, () => {
      throw error;
    });
  }
}
