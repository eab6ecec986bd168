import { toolCallEvent, toolResultEvent } from '../../eventConstructors.js';
import type { ToolCallEvent, ToolResultEvent } from '../../events.js';
import type { JsonEnd } from '../../json/jsonEnd.js';
import { type Call, callRegistry, isBlank, type ToolCallDelta } from './callRegistry.js';

/** The result of a call, as a provider sends it. */
export interface ToolResult extends Omit<
  ToolResultEvent,
  'type' | 'name' | 'isError' | 'preliminary'
> {
  readonly name?: string | null | undefined;
  readonly isError?: boolean | null | undefined;
  readonly preliminary?: boolean | null | undefined;
}

/** Assembles the tool calls of one answer. Each method returns the events to emit. */
export interface ToolCalls {
  /** Takes a delta. It emits nothing until the name of the call is known, or if nothing is new. */
  readonly push: (delta: ToolCallDelta) => readonly ToolCallEvent[];
  /** Takes a complete call. Emits its arguments unless it has had some, and its name if new. */
  readonly complete: (call: ToolCallDelta) => readonly ToolCallEvent[];
  /** Takes the result of a call, which then waits no more. */
  readonly result: (result: ToolResult) => readonly ToolResultEvent[];
  /**
   * Emits the calls whose name never came, and `{}` as the arguments of calls without any, unless
   * the answer was cut off before them.
   */
  readonly end: (isCut?: boolean) => readonly ToolCallEvent[];
  /** Whether a call waits for the app: to be run, or for the approval of the user. */
  readonly isWaiting: () => boolean;
  /** How many calls there are. */
  readonly count: () => number;
  /** Forgets an id, which may name another call from now on. Its call waits no more. */
  readonly release: (id: string) => void;
  /** Forgets all calls but the first `count`. */
  readonly rewind: (count: number) => void;
}

/** The JSON text of arguments that a server sends as text or as an object. */
export const toArgumentsText = (value: unknown): string =>
  typeof value === 'string' && value ? value : JSON.stringify(value || {});

/** The id of a call for which the server sends none. */
const idOf = (index: number): string => `call_${index}`;

const eventOf = (call: Call, argumentsText: string): ToolCallEvent =>
  toolCallEvent({
    index: call.index,
    id: call.id || idOf(call.index),
    name: call.name,
    argumentsText,
    ...(call.isProviderExecuted && { providerExecuted: true }),
    ...(call.approvalId && { approvalId: call.approvalId }),
  });

/** Takes a name: the name itself, all of it so far, or its next characters. */
const addName = (call: Call, name: string, isWhole: boolean): void => {
  const isRest = !isWhole && !call.hasArguments && !name.startsWith(call.name);
  const known = call.name;
  call.name = isRest ? known + name : name;
  if (call.name !== known) call.isAnnounced = false;
};

/** Takes what says who runs a call. */
const addFlags = (call: Call, { providerExecuted, approvalId }: ToolCallDelta): void => {
  if (providerExecuted && !call.isProviderExecuted) {
    call.isProviderExecuted = true;
    call.isAnnounced = false;
  }
  if (approvalId && approvalId !== call.approvalId) {
    call.approvalId = approvalId;
    call.isAnnounced = false;
  }
};

/**
 * Makes an assembler; `callRegistry` decides which call a delta belongs to. Each event carries the
 * id and the name of its call as far as they are known. A call without an id gets one from its
 * index, so that its result can name it.
 *
 * @param jsonEnd follows the arguments of a call, for servers that number all calls alike
 * @throws StreamingFormatError with code `BAD_EVENT`, from its methods, for more than 128 calls
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
  const { calls, begin, identify, find, findComplete, release, rewind } = callRegistry(jsonEnd);

  const add = (call: Call, delta: ToolCallDelta, isWhole: boolean): readonly ToolCallEvent[] => {
    const { id, name, argumentsText } = delta;
    if (id && id !== call.id && (isWhole || call.id === '')) identify(call, id);
    if (name) addName(call, name, isWhole);
    addFlags(call, delta);
    call.text += argumentsText;
    call.hasArguments ||= !isBlank(argumentsText);
    call.json?.push(argumentsText);
    const text = call.held + argumentsText;
    call.held = call.name === '' ? text : '';
    if (call.name === '' || (text === '' && call.isAnnounced)) return [];
    call.isAnnounced = true;
    return [eventOf(call, text)];
  };

  return {
    push: (delta) => {
      const call = find(delta);
      // The same complete call once more, or white space after it.
      const isRepeated =
        call.json?.isOver() && Boolean(delta.name) && [call.text, ''].includes(delta.argumentsText);
      return add(call, isRepeated ? { ...delta, argumentsText: '' } : delta, false);
    },
    complete: (delta) => {
      const isAnonymous = !delta.id && delta.key === undefined;
      const call = isAnonymous ? begin(undefined) : findComplete(delta);
      if (isAnonymous) identify(call, idOf(call.index));
      if (call.isComplete) return [];
      call.isComplete = true;
      return add(call, call.hasArguments ? { ...delta, argumentsText: '' } : delta, true);
    },
    result: ({ id, name, result, isError, preliminary }) => {
      const call =
        calls.find((each) => each.id === id && !each.hasResult) ??
        calls.find((each) => each.id === id);
      if (call !== undefined && !preliminary) call.hasResult = true;
      const knownName = name || call?.name;
      return [
        toolResultEvent({
          id,
          ...(knownName && { name: knownName }),
          result: result ?? null,
          ...(isError && { isError: true }),
          ...(preliminary && { preliminary: true }),
        }),
      ];
    },
    end: (isCut = false) =>
      calls.flatMap((call) => {
        const rest = call.hasArguments || isCut ? '' : '{}';
        if (call.name !== '' && rest === '') return [];
        call.hasArguments ||= !isCut;
        return [eventOf(call, call.held + rest)];
      }),
    isWaiting: () =>
      calls.some(
        ({ hasResult, isProviderExecuted, approvalId }) =>
          !hasResult && (!isProviderExecuted || approvalId !== undefined),
      ),
    count: () => calls.length,
    release,
    rewind,
  };
}
