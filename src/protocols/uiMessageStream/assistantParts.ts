import type { Fields } from '../../json/json.js';
import type { AssistantMessage, MessageToolCall } from '../../request/messages.js';
import type { CallResult } from '../kit/callResult.js';
import { byRound, type Exchange } from '../kit/exchanges.js';
import { contentOf, isForeign, isTool, stateParts } from './stateParts.js';
import { toolPart } from './toolPart.js';

type ResultOf = (call: MessageToolCall) => CallResult | undefined;

/** Hands out the results of each id in the order of its calls. */
const takeResults = (results: readonly CallResult[]): ResultOf => {
  const left = new Map<string, CallResult[]>();
  for (const result of results) {
    const ofId = left.get(result.toolCallId) ?? [];
    ofId.push(result);
    left.set(result.toolCallId, ofId);
  }
  return ({ id }) => left.get(id)?.shift();
};

const stepStart: Fields = { type: 'step-start' };

/** Adds a step to the parts of a message. */
export const addStep = (parts: Fields[], step: readonly Fields[]): void => {
  const isBegun = parts.length === 0 || step.length === 0 || step[0]?.['type'] === 'step-start';
  if (!isBegun) parts.push(stepStart);
  for (const part of step) parts.push(part);
};

/** The parts of a round without a state that says where they stand. */
const plainParts = (turn: AssistantMessage, resultOf: ResultOf): readonly Fields[] => {
  const { content, reasoning, toolCalls } = turn;
  // What another provider ran, the one of the server cannot know.
  const calls = (toolCalls ?? []).filter((call) => !call.providerExecuted || !isForeign(turn));
  return [
    ...(reasoning ? [{ type: 'reasoning', text: reasoning }] : []),
    ...(content.trim() === '' ? [] : [{ type: 'text', text: content }]),
    ...calls.flatMap((call) => toolPart(call, resultOf(call), undefined)),
  ];
};

/** The parts of a state, with the calls and results that the turn has. */
const partsOfState = (
  state: readonly Fields[],
  { toolCalls }: AssistantMessage,
  resultOf: ResultOf,
): readonly Fields[] => {
  const left = [...(toolCalls ?? [])];
  return state.flatMap((part) => {
    if (!isTool(part)) return [part];
    const at = left.findIndex(({ id }) => id === part['toolCallId']);
    const calls = left.splice(at, at === -1 ? 0 : 1);
    return calls.flatMap((call) => toolPart(call, resultOf(call), part));
  });
};

/** The parts of a turn of the model, each call with its result. */
export function assistantParts(
  turn: AssistantMessage,
  results: Exchange['results'],
): readonly Fields[] {
  const state = stateParts(turn);
  const resultOf = takeResults(results);
  if (state.length === 0) return plainParts(turn, resultOf);
  const parts: Fields[] = [];
  for (const { turn: each } of byRound(turn, turn.toolCalls ?? [], results, contentOf(state))) {
    // The rounds of a turn of the model are turns of the model.
    const round = each as AssistantMessage;
    addStep(
      parts,
      round.providerState ? partsOfState(state, round, resultOf) : plainParts(round, resultOf),
    );
  }
  return parts;
}
