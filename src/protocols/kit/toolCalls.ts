import { toolCallEvent } from '../../eventConstructors.js';
import type { ToolCallEvent } from '../../events.js';
import type { JsonEnd } from '../../json/jsonEnd.js';

/** A delta of a tool call, as a provider sends it. */
export interface ToolCallDelta {
  /** The number or name by which the provider tells its calls apart, if it has one. */
  readonly key?: number | string | undefined;
  readonly id?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly argumentsText: string;
}

/** Assembles the tool calls of one answer. Each method returns the events to emit. */
export interface ToolCalls {
  /** Takes a delta. It emits nothing until the name of the call is known, or if nothing is new. */
  readonly push: (delta: ToolCallDelta) => readonly ToolCallEvent[];
  /** Takes a complete call. Emits its arguments unless it has had some, and its name if new. */
  readonly complete: (call: ToolCallDelta) => readonly ToolCallEvent[];
  /** Emits the calls whose name never came. */
  readonly end: () => readonly ToolCallEvent[];
  /** How many calls there are. */
  readonly count: () => number;
  /** Forgets an id, which may name another call from now on. */
  readonly release: (id: string) => void;
  /** Forgets all calls but the first `count`. */
  readonly rewind: (count: number) => void;
}

/** The JSON text of arguments that a server sends as text or as an object. */
export const toArgumentsText = (value: unknown): string =>
  typeof value === 'string' && value ? value : JSON.stringify(value || {});

interface Call {
  readonly index: number;
  id: string;
  name: string;
  /** Arguments that wait for the name. */
  held: string;
  /** Whether any arguments have come. */
  hasArguments: boolean;
  /** Whether it has come complete; then a repetition brings nothing. */
  isComplete: boolean;
  /** Whether an event has carried the id and the name. */
  isAnnounced: boolean;
  readonly json: JsonEnd | undefined;
}

/**
 * Makes an assembler. Servers disagree on how to tell calls apart, so a delta belongs
 *
 * 1. to the call of its id, if that is known;
 * 2. to a new call, if it has a new id, or a name while the call of its key has another name, or
 *    while `jsonEnd` finds the arguments of that call complete;
 * 3. to the call of its key;
 * 4. to the last call, if it has neither.
 *
 * Each event carries the id and the name of its call as far as they are known. A call without an
 * id gets one from its index, so that its result can name it.
 *
 * @example
 * ```ts
 * import { toolCalls } from 'rxjs-chat-stream/protocols';
 *
 * const calls = toolCalls();
 * calls.push({ key: 0, id: 'c1', name: 'add', argumentsText: '' });
 * calls.push({ key: 0, argumentsText: '{"a":1}' });
 * // => [{ type: 'toolCall', index: 0, id: 'c1', name: 'add', argumentsText: '{"a":1}' }]
 * ```
 */
export function toolCalls(jsonEnd?: () => JsonEnd): ToolCalls {
  const calls: Call[] = [];
  const byId = new Map<string, Call>();
  const byKey = new Map<number | string, Call>();

  const begin = (key: ToolCallDelta['key']): Call => {
    const call = {
      index: calls.length,
      id: '',
      name: '',
      held: '',
      hasArguments: false,
      isComplete: false,
      isAnnounced: false,
      json: jsonEnd?.(),
    };
    calls.push(call);
    if (key !== undefined) byKey.set(key, call);
    return call;
  };

  const find = ({ key, id, name }: ToolCallDelta): Call => {
    const known = id ? byId.get(id) : undefined;
    if (known !== undefined) return known;
    const current = key === undefined ? calls.at(-1) : byKey.get(key);
    if (current === undefined) return begin(key);
    const hasOtherId = Boolean(id) && current.id !== '';
    const hasOtherName =
      Boolean(name) && current.name !== '' && (name !== current.name || current.json?.isOver());
    return hasOtherId || hasOtherName ? begin(key) : current;
  };

  const identify = (call: Call, id: string): void => {
    byId.set(id, call);
    call.id = id;
    call.isAnnounced = false;
  };

  const eventOf = ({ index, id, name }: Call, argumentsText: string): ToolCallEvent =>
    toolCallEvent({ index, id: id || idOf(index), name, argumentsText });

  const add = (call: Call, { id, name, argumentsText }: ToolCallDelta) => {
    if (id && id !== call.id) identify(call, id);
    if (name && name !== call.name) {
      call.name = name;
      call.isAnnounced = false;
    }
    if (argumentsText !== '') call.hasArguments = true;
    call.json?.push(argumentsText);
    const text = call.held + argumentsText;
    call.held = call.name === '' ? text : '';
    if (call.name === '' || (text === '' && call.isAnnounced)) return [];
    call.isAnnounced = true;
    return [eventOf(call, text)];
  };

  return {
    push: (delta) => add(find(delta), delta),
    complete: (delta) => {
      const isAnonymous = !delta.id && delta.key === undefined;
      const call = isAnonymous ? begin(undefined) : find(delta);
      if (isAnonymous) identify(call, idOf(call.index));
      if (call.isComplete) return [];
      call.isComplete = true;
      return add(call, call.hasArguments ? { ...delta, argumentsText: '' } : delta);
    },
    end: () => calls.filter(({ name }) => name === '').map((call) => eventOf(call, call.held)),
    count: () => calls.length,
    release: (id) => {
      byId.delete(id);
      byKey.delete(id);
    },
    rewind: (count) => {
      for (const { id } of calls.splice(count)) byId.delete(id);
      for (const [key, { index }] of byKey) if (index >= count) byKey.delete(key);
    },
  };
}

/** The id of a call for which the server sends none. */
const idOf = (index: number): string => `call_${index}`;
