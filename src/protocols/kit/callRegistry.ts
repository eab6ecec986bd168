import type { JsonEnd } from '../../json/jsonEnd.js';
import { checkLimit } from './limits.js';

/** A delta of a tool call, as a provider sends it. */
export interface ToolCallDelta {
  /** The number or name by which the provider tells its calls apart, if it has one. */
  readonly key?: number | string | undefined;
  readonly id?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly argumentsText: string;
  /** Whether the provider runs the call itself. Once `true`, it stays so. */
  readonly providerExecuted?: boolean | null | undefined;
  /** The id of a question to the user, who must approve the call. */
  readonly approvalId?: string | null | undefined;
}

/** What is known of one tool call. */
export interface Call {
  readonly index: number;
  /** The key under which it began. */
  readonly key: ToolCallDelta['key'];
  readonly json: JsonEnd | undefined;
  id: string;
  name: string;
  /** All of its arguments so far. */
  text: string;
  hasArguments: boolean;
  /** Arguments that wait for the name. */
  held: string;
  /** Whether it has come complete; then a repetition brings nothing. */
  isComplete: boolean;
  /** Whether an event has carried what is known about it. */
  isAnnounced: boolean;
  hasResult: boolean;
  isProviderExecuted: boolean;
  approvalId: string | undefined;
}

/** Tells to which call a delta belongs. */
export interface CallRegistry {
  readonly calls: readonly Call[];
  readonly begin: (key: ToolCallDelta['key']) => Call;
  readonly identify: (call: Call, id: string) => void;
  /** The call of a delta; a new one if it is not the delta of a known call. */
  readonly find: (delta: ToolCallDelta) => Call;
  /** The call of a complete call; a new one unless it has begun, or is the same once more. */
  readonly findComplete: (call: ToolCallDelta) => Call;
  /** Forgets an id, which may name another call from now on. Its call has had its result. */
  readonly release: (id: string) => void;
  readonly rewind: (count: number) => void;
}

/** Whether a text has no arguments: some servers send white space in their place. */
export const isBlank = (text: string): boolean => text.trim() === '';

/**
 * Makes an empty registry. Servers disagree on how to tell calls apart, so a delta belongs
 *
 * 1. to the call of its id, unless it begins another call that shares the id: with a name, and
 *    either under another key or after complete arguments that it does not repeat;
 * 2. to a new call, if it has a new id, or a name while the call of its key has arguments for
 *    another name, or while `jsonEnd` finds the arguments of that call complete; but not if it has
 *    no name and goes on with those arguments (servers make up an id for each delta);
 * 3. to the call of its key;
 * 4. to the last call, if it has neither.
 *
 * A name without arguments is the name once more, or the rest of it.
 */
export function callRegistry(jsonEnd?: () => JsonEnd): CallRegistry {
  const calls: Call[] = [];
  const byId = new Map<string, Call>();
  const byKey = new Map<number | string, Call>();

  const begin = (key: ToolCallDelta['key']): Call => {
    checkLimit('toolCalls', calls.length + 1);
    const call: Call = {
      index: calls.length,
      key,
      json: jsonEnd?.(),
      id: '',
      name: '',
      text: '',
      hasArguments: false,
      held: '',
      isComplete: false,
      isAnnounced: false,
      hasResult: false,
      isProviderExecuted: false,
      approvalId: undefined,
    };
    calls.push(call);
    if (key !== undefined) byKey.set(key, call);
    return call;
  };

  /** Whether a delta with the id of `known` begins another call. */
  const sharesId = ({ key, name, argumentsText }: ToolCallDelta, known: Call): boolean => {
    if (!name) return false;
    if (key !== undefined && known.key !== undefined && key !== known.key) return true;
    return !isBlank(argumentsText) && argumentsText !== known.text && known.json?.isOver() === true;
  };

  /** Whether a delta with the key of `current`, and without another id, begins another call. */
  const isNamedAnew = ({ id, name, argumentsText }: ToolCallDelta, current: Call): boolean => {
    if (!name || current.name === '') return false;
    if (isBlank(argumentsText)) return name !== current.name && current.hasArguments;
    if (name === current.name) return current.json?.isOver() === true;
    // The rest of a name may come with the first arguments.
    return current.hasArguments || current.id === '' || Boolean(id);
  };

  /** Whether a delta goes on with the arguments of the call of its key, whatever its id. */
  const goesOn = ({ key, name, argumentsText }: ToolCallDelta, call: Call): boolean => {
    if (key === undefined || name || call.json === undefined) return false;
    return call.hasArguments && (!call.json.isOver() || isBlank(argumentsText));
  };

  return {
    calls,
    begin,
    identify: (call, id) => {
      byId.set(id, call);
      call.id = id;
      call.isAnnounced = false;
    },
    find: (delta) => {
      const { key, id } = delta;
      const known = id ? byId.get(id) : undefined;
      if (known !== undefined && !sharesId(delta, known)) return known;
      const current = key === undefined ? calls.at(-1) : byKey.get(key);
      if (current === undefined) return begin(key);
      if (known !== undefined) return current.id === id && current !== known ? current : begin(key);
      const hasOtherId = Boolean(id) && current.id !== '' && !goesOn(delta, current);
      return hasOtherId || isNamedAnew(delta, current) ? begin(key) : current;
    },
    findComplete: ({ key, id, name, argumentsText }) => {
      const ofKey = key === undefined ? undefined : byKey.get(key);
      const known = ofKey ?? (id ? byId.get(id) : undefined);
      if (known === undefined) return begin(key);
      const isOther =
        key !== known.key ||
        (key === undefined && (name !== known.name || argumentsText !== known.text));
      return known.isComplete && isOther ? begin(key) : known;
    },
    release: (id) => {
      const call = byId.get(id);
      if (call !== undefined) call.hasResult = true;
      byId.delete(id);
      byKey.delete(id);
    },
    rewind: (count) => {
      for (const { id } of calls.splice(count)) byId.delete(id);
      for (const [key, { index }] of byKey) if (index >= count) byKey.delete(key);
    },
  };
}
