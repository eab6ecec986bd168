import { copyJson } from '../../json/copyJson.js';
import type {
  AssistantMessage,
  ChatMessage,
  MessageToolCall,
  SystemMessage,
  UserMessage,
} from '../../request/messages.js';
import type { CallResult } from './callResult.js';
import { uniqueCalls } from './uniqueCalls.js';

/** A turn, and the results of its calls, which providers want directly after it. */
export interface Exchange<Extra = unknown> {
  readonly turn: (SystemMessage | UserMessage | AssistantMessage) & Extra;
  readonly results: readonly (CallResult & Extra)[];
}

/** What the state of a provider has of its turn. */
export interface StateContent {
  readonly callIds: readonly string[];
  /** The text of the answer. */
  readonly text: string;
}

interface Open<Extra> extends Exchange<Extra> {
  readonly results: (CallResult & Extra)[];
}

/** The results without answers that are no news: of calls that have run since, or given again. */
const settled = <R extends CallResult>(results: readonly R[]): readonly R[] => {
  const answers = new Map(results.map((each) => [each.toolCallId, each]));
  const done = new Set(results.filter((each) => !each.approval).map((each) => each.toolCallId));
  return results.filter(
    (each) =>
      !each.approval || (!done.has(each.toolCallId) && answers.get(each.toolCallId) === each),
  );
};

/** The calls of an id. A conversation may use an id again, after the result of its call. */
interface Calls<Extra> {
  readonly all: { readonly caller: Open<Extra>; readonly name: string }[];
  /** How many have a result. */
  done: number;
}

/** Puts the results of a conversation directly after the turns that called. */
export function exchanges<Extra = unknown>(
  turns: readonly (ChatMessage & Extra)[],
): readonly Exchange<Extra>[] {
  const all: Open<Extra>[] = [];
  const callsOf = new Map<string, Calls<Extra>>();
  for (const turn of turns) {
    if (turn.role === 'tool') {
      const calls = callsOf.get(turn.toolCallId);
      const call = calls?.all[calls.done] ?? calls?.all.at(-1);
      if (calls && !turn.approval) calls.done++;
      call?.caller.results.push({ ...turn, name: turn.name || call.name });
    } else {
      const caller: Open<Extra> = { turn, results: [] };
      all.push(caller);
      const toolCalls = turn.role === 'assistant' ? turn.toolCalls : undefined;
      for (const { id, name } of toolCalls ?? []) {
        const calls = callsOf.get(id) ?? { all: [], done: 0 };
        calls.all.push({ caller, name });
        callsOf.set(id, calls);
      }
    }
  }
  return all.map(({ turn, results }) => ({ turn, results: settled(results) }));
}

/**
 * A text without its end, which may have other white space: the reply joins some parts with a blank
 * line, and others with nothing.
 */
const withoutEnd = (text: string, end: string): string => {
  const letters = end.replace(/\s+/g, '');
  let at = text.length;
  for (let rest = letters.length; rest > 0; at--) {
    if (/\s/.test(text[at - 1] ?? '-')) continue;
    if (text[at - 1] !== letters[--rest]) return text;
  }
  return text.slice(0, at).trim();
};

/** A turn of several rounds, cut before the round of which the state is. */
export const byRound = <Extra = unknown>(
  turn: AssistantMessage & Extra,
  calls: readonly MessageToolCall[],
  results: readonly (CallResult & Extra)[],
  { callIds, text }: StateContent,
): readonly Exchange<Extra>[] => {
  const inState = new Set(callIds);
  const earlier = calls.filter(({ id }) => !inState.has(id));
  const last = { ...turn, toolCalls: calls.filter(({ id }) => inState.has(id)) };
  if (earlier.length === 0) return [{ turn: last, results }];
  const { providerState: _state, reasoning: _reasoning, ...rest } = turn;
  const content = withoutEnd(turn.content, text);
  const lastResults = results.filter(({ toolCallId }) => inState.has(toolCallId));
  return [
    {
      // Without two of its fields, the turn is what it was.
      turn: { ...(rest as typeof turn), content, toolCalls: earlier },
      results: results.filter(({ toolCallId }) => !inState.has(toolCallId)),
    },
    { turn: { ...last, content: text }, results: lastResults },
  ];
};

/**
 * The conversation as the API of a provider takes it. The state of another provider is left out,
 * and so are calls that a provider ran, for they are in its state; those that the user approved or
 * denied stay. Where a reply had several rounds of calls, the state is of the last one; the calls
 * of the rounds before are a turn before it.
 * @param protocol whose states are kept
 * @param contentOf reads what an own state has of its turn; `undefined` for a state that cannot be
 *   sent, as one that a database has broken. Without it, a state is of all the turn
 */
export const exchangesWith = (
  turns: readonly ChatMessage[],
  protocol: string,
  contentOf?: (state: unknown, turn: AssistantMessage) => StateContent | undefined,
): readonly Exchange[] =>
  exchanges(turns).flatMap(({ turn, results }): readonly Exchange[] => {
    if (turn.role !== 'assistant') return [{ turn, results }];
    const { toolCalls, providerState, reasoning, ...rest } = turn;
    const judged = new Set(results.filter((each) => each.approval).map((each) => each.toolCallId));
    const ofApp = (toolCalls ?? []).filter(
      ({ id, providerExecuted }) => !providerExecuted || judged.has(id),
    );
    const ids = new Set(ofApp.map(({ id }) => id));
    const { calls, results: own } = uniqueCalls({
      calls: ofApp,
      results: results.filter(({ toolCallId }) => ids.has(toolCallId)),
    });
    const plain = { ...rest, ...(reasoning && { reasoning }) };
    if (providerState?.protocol === protocol) {
      const state = copyJson(providerState.state);
      const whole = { ...plain, providerState: { protocol, state } };
      if (!contentOf) return [{ turn: { ...whole, toolCalls: calls }, results: own }];
      const content = contentOf(state, { ...whole, toolCalls: calls });
      if (content) return byRound<unknown>(whole, calls, own, content);
    }
    return turn.content.trim() === '' && calls.length === 0
      ? []
      : [{ turn: { ...plain, toolCalls: calls }, results: own }];
  });
