import { copyJson } from '../../json/copyJson.js';
import type {
  AssistantMessage,
  ChatMessage,
  MessageToolCall,
  SystemMessage,
  ToolMessage,
  UserMessage,
} from '../../request/messages.js';

/** The result of a call, with the name of its tool. */
export type CallResult = ToolMessage & { readonly name: string };

/** A turn, and the results of its calls, which providers want directly after it. */
export interface Exchange {
  readonly turn: SystemMessage | UserMessage | AssistantMessage;
  readonly results: readonly CallResult[];
}

/** What the state of a provider has of its turn. */
export interface StateContent {
  readonly callIds: readonly string[];
  /** The text of the answer. */
  readonly text: string;
}

interface Open {
  readonly turn: Exchange['turn'];
  readonly results: CallResult[];
}

/** A call without the approval that its result has made pointless. */
const settled = (results: readonly CallResult[]): readonly CallResult[] => {
  const done = new Set(results.filter((each) => !each.approval).map((each) => each.toolCallId));
  return results.filter((each) => !each.approval || !done.has(each.toolCallId));
};

/** Puts the results of a conversation directly after the turns that called. */
export function exchanges(turns: readonly ChatMessage[]): readonly Exchange[] {
  const all: Open[] = [];
  const callers = new Map<string, { readonly caller: Open; readonly name: string }>();
  for (const turn of turns) {
    if (turn.role === 'tool') {
      const { caller, name } = callers.get(turn.toolCallId) ?? {};
      caller?.results.push({ ...turn, name: turn.name || (name ?? '') });
    } else {
      const caller: Open = { turn, results: [] };
      all.push(caller);
      const calls = turn.role === 'assistant' ? turn.toolCalls : undefined;
      for (const { id, name } of calls ?? []) callers.set(id, { caller, name });
    }
  }
  return all.map(({ turn, results }) => ({ turn, results: settled(results) }));
}

const withoutEnd = (text: string, end: string): string =>
  text.endsWith(end) ? text.slice(0, text.length - end.length).trim() : text;

/** A turn of several rounds, cut before the round of which the state is. */
const byRound = (
  turn: AssistantMessage,
  calls: readonly MessageToolCall[],
  results: readonly CallResult[],
  { callIds, text }: StateContent,
): readonly Exchange[] => {
  const inState = new Set(callIds);
  const earlier = calls.filter(({ id }) => !inState.has(id));
  const last = { ...turn, toolCalls: calls.filter(({ id }) => inState.has(id)) };
  if (earlier.length === 0) return [{ turn: last, results }];
  return [
    {
      turn: { role: 'assistant', content: withoutEnd(turn.content, text), toolCalls: earlier },
      results: results.filter(({ toolCallId }) => !inState.has(toolCallId)),
    },
    { turn: last, results: results.filter(({ toolCallId }) => inState.has(toolCallId)) },
  ];
};

/**
 * The conversation as the API of a provider takes it. The state of another provider is left out,
 * and so are calls that a provider ran, for they are in its state; those that the user approved or
 * denied stay. Where a reply had several rounds of calls, the state is of the last one; the calls
 * of the rounds before are a turn before it.
 * @param protocol whose states are kept
 * @param contentOf reads what an own state has of its turn
 */
export const exchangesWith = (
  turns: readonly ChatMessage[],
  protocol: string,
  contentOf: (state: unknown, turn: AssistantMessage) => StateContent,
): readonly Exchange[] =>
  exchanges(turns).flatMap(({ turn, results }): readonly Exchange[] => {
    if (turn.role !== 'assistant') return [{ turn, results }];
    const { toolCalls = [], providerState, reasoning, ...rest } = turn;
    const judged = new Set(results.filter((each) => each.approval).map((each) => each.toolCallId));
    const calls = toolCalls.filter(
      ({ id, providerExecuted }) => !providerExecuted || judged.has(id),
    );
    const ids = new Set(calls.map(({ id }) => id));
    const own = results.filter(({ toolCallId }) => ids.has(toolCallId));
    const plain = { ...rest, ...(reasoning && { reasoning }) };
    if (providerState?.protocol === protocol) {
      const state = copyJson(providerState.state);
      const whole = { ...plain, providerState: { protocol, state } };
      return byRound(whole, calls, own, contentOf(state, turn));
    }
    return turn.content.trim() === '' && calls.length === 0
      ? []
      : [{ turn: { ...plain, toolCalls: calls }, results: own }];
  });
