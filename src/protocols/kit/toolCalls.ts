import { type ToolCallEvent, toolCallEvent } from '../../events.js';
import type { JsonEnd } from '../../json/jsonEnd.js';

/** A piece of a tool call, as a wire gives it. */
export interface ToolCallPiece {
  /** What the wire numbers or names its calls by, if it does. */
  readonly key?: number | string | undefined;
  readonly id?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly argumentsText: string;
}

/** Puts pieces to the calls that they belong to, for one answer. */
export interface ToolCalls {
  /** The event of a piece; none while the name of its call is still to come, or if it tells nothing new. */
  readonly push: (piece: ToolCallPiece) => readonly ToolCallEvent[];
  /** The events of calls whose name never came. */
  readonly end: () => readonly ToolCallEvent[];
  /** How many calls there are. */
  readonly count: () => number;
}

/** The id of a call; made of its place among the calls of the answer where it has none, so that its result can name it. */
export const idOf = (index: number, id: string | null | undefined): string => id || `call_${index}`;

interface Call {
  readonly index: number;
  id: string;
  name: string;
  /** Arguments that wait for the name. */
  held: string;
  /** Whether an event has told its id and its name. */
  isTold: boolean;
  readonly json: JsonEnd | undefined;
}

/**
 * Makes the assembler of tool calls. Servers disagree on how to tell calls apart, so a piece belongs
 *
 * 1. to the call of its id, if that is known;
 * 2. to a new call, if it has a new id, or a name while the call of its key has another name, or all of its arguments as `endOf` tells;
 * 3. to the call of its key;
 * 4. to the last call, if it has neither.
 *
 * Each event has the id and the name of its call as far as they are known.
 */
export function toolCalls(endOf?: () => JsonEnd): ToolCalls {
  const calls: Call[] = [];
  const byId = new Map<string, Call>();
  const byKey = new Map<number | string, Call>();

  const begin = (key: ToolCallPiece['key']): Call => {
    const call = {
      index: calls.length,
      id: '',
      name: '',
      held: '',
      isTold: false,
      json: endOf?.(),
    };
    calls.push(call);
    if (key !== undefined) byKey.set(key, call);
    return call;
  };

  const find = (piece: ToolCallPiece): Call => {
    const { key, id, name } = piece;
    const last = calls.at(-1);
    if (id && id === last?.id) return last;
    const known = id ? byId.get(id) : undefined;
    if (known !== undefined) return known;
    const current = key === undefined ? last : byKey.get(key);
    if (current === undefined) return begin(key);
    const hasOtherId = Boolean(id) && current.id !== '';
    const hasOtherName =
      Boolean(name) && current.name !== '' && (name !== current.name || current.json?.isOver());
    return hasOtherId || hasOtherName ? begin(key) : current;
  };

  const eventOf = ({ index, id, name }: Call, argumentsText: string): ToolCallEvent =>
    toolCallEvent({ index, id: idOf(index, id), name, argumentsText });

  return {
    push: (piece) => {
      const call = find(piece);
      const { id, name, argumentsText } = piece;
      if (id && id !== call.id) {
        byId.set(id, call);
        call.id = id;
        call.isTold = false;
      }
      if (name && name !== call.name) {
        call.name = name;
        call.isTold = false;
      }
      call.json?.push(argumentsText);
      const text = call.held + argumentsText;
      call.held = call.name === '' ? text : '';
      if (call.name === '' || (text === '' && call.isTold)) return [];
      call.isTold = true;
      return [eventOf(call, text)];
    },
    end: () => calls.filter(({ name }) => name === '').map((call) => eventOf(call, call.held)),
    count: () => calls.length,
  };
}
