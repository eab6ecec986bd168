import { type Fields, fieldsOf, isFields, itemsOf, textIn } from '../../json/json.js';
import type { AssistantMessage, MessageToolCall } from '../../request/messages.js';
import type { StateContent } from '../kit/exchanges.js';

/** The function call in a part. */
export const callIn = (part: object): Fields | undefined => {
  const { functionCall } = fieldsOf(part);
  return isFields(functionCall) ? functionCall : undefined;
};

/** What the model says in a part. */
const textOf = ({ text, thought }: Fields): string => (thought === true ? '' : textIn(text));

const isPart = (part: unknown): part is Fields => Object.keys(fieldsOf(part)).length > 0;

const partsIn = (state: unknown): readonly Fields[] => itemsOf(state).filter(isPart);

/** The call of a turn for each part that calls. It may have come without an id. */
const callsOf = (
  parts: readonly Fields[],
  calls: readonly MessageToolCall[],
): ReadonlyMap<Fields, MessageToolCall> => {
  const found = new Map<Fields, MessageToolCall>();
  // From the end: in a turn of several rounds, the parts are those of the last one.
  const rest: MessageToolCall[] = [];
  for (const call of calls) rest.unshift(call);
  for (let at = parts.length - 1; at >= 0; at--) {
    const part = parts[at];
    const called = part && callIn(part);
    if (!called) continue;
    const { id, name } = called;
    const place = rest.findIndex((call) => (id ? call.id === id : call.name === name));
    const [call] = place < 0 ? [] : rest.splice(place, 1);
    if (call) found.set(part, call);
  }
  return found;
};

/** The calls and the text in a state; `undefined` if it is no list of parts. */
export const stateContent = (
  state: unknown,
  { toolCalls: calls = [] }: AssistantMessage,
): StateContent | undefined => {
  const parts = partsIn(state);
  if (parts.length === 0 || parts.length < itemsOf(state).length) return undefined;
  return {
    callIds: Array.from(callsOf(parts, calls).values(), ({ id }) => id),
    text: parts.map(textOf).join(''),
  };
};

/** Text as a part. */
export const textParts = (text: string): readonly object[] =>
  text.trim() === '' ? [] : [{ text }];

/**
 * The parts of a turn as they came. A call that the turn no longer has is left out: it would have
 * no result. A text that is in no part comes before the calls.
 */
export const ownParts = (
  { content, toolCalls = [] }: AssistantMessage,
  state: unknown,
): readonly object[] => {
  const all = partsIn(state);
  const calls = callsOf(all, toolCalls);
  const parts = all.filter((part) => !callIn(part) || calls.has(part));
  if (parts.some((part) => textOf(part) !== '')) return parts;
  const first = parts.findIndex(callIn);
  const place = first < 0 ? parts.length : first;
  return [...parts.slice(0, place), ...textParts(content), ...parts.slice(place)];
};
