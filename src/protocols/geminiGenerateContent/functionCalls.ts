import type { SseMessage } from '../../framing/framing.js';
import { type Fields, isFields } from '../../json/json.js';
import { parseBounded } from '../../json/parseBounded.js';
import { badEvent } from '../kit/badEvent.js';
import { type Events, noEvents } from '../kit/events.js';
import { toArgumentsText, type ToolCalls } from '../kit/toolCalls.js';
import { argumentsWriter, type ArgumentsWriter, type PartialArg } from './argumentsWriter.js';
import type { ModelTurn } from './modelTurn.js';
import type { FunctionCall, Part } from './wire.js';

/** Reads the calls of the app's functions. */
export interface FunctionCalls {
  readonly read: (part: Part, call: FunctionCall, message: SseMessage) => Events;
  /** Completes the calls that the server has left open. */
  readonly end: () => Events;
}

/** A call whose arguments come value by value. */
interface StreamedCall {
  readonly key: number;
  readonly id: string | undefined;
  readonly name: string;
  readonly writer: ArgumentsWriter;
  text: string;
  signature: string | undefined;
}

/** The part of a call, as if it had come whole; `undefined` if it has been cut off. */
const partOf = ({ id, name, text, signature }: StreamedCall): Fields | undefined => {
  const args = parseBounded(text);
  if (!isFields(args)) return undefined;
  return {
    functionCall: { ...(id && { id }), name, args },
    ...(signature && { thoughtSignature: signature }),
  };
};

const goesOn = ({ willContinue, partialArgs }: FunctionCall): boolean =>
  willContinue === true || (partialArgs ?? []).some((arg) => arg.willContinue);

export function functionCalls(calls: ToolCalls, turn: ModelTurn): FunctionCalls {
  const open: StreamedCall[] = [];

  const emit = (call: StreamedCall, argumentsText: string): Events => {
    const { key, id, name } = call;
    call.text += argumentsText;
    return calls.push({ key, id, name, argumentsText });
  };

  const write = (call: StreamedCall, args: readonly PartialArg[], message: SseMessage): string =>
    args
      .map((arg) => {
        const text = call.writer.write(arg);
        if (text !== undefined) return text;
        throw badEvent(message, 'functionCall.partialArgs must be in the order of the JSON');
      })
      .join('');

  const end = (call: StreamedCall): string => {
    open.splice(open.indexOf(call), 1);
    return call.writer.end();
  };

  /** The open call that a part goes on with: that of its id, else the latest. */
  const openCall = ({ id, name, partialArgs }: FunctionCall): StreamedCall | undefined => {
    const latest = open.at(-1);
    if (id) return open.find((call) => call.id === id) ?? (name ? undefined : latest);
    return name && (name !== latest?.name || !partialArgs) ? undefined : latest;
  };

  const begin = (name: string, { id }: FunctionCall): StreamedCall => {
    const call: StreamedCall = {
      key: calls.count(),
      id: id || undefined,
      name,
      writer: argumentsWriter(),
      text: '',
      signature: undefined,
    };
    open.push(call);
    turn.add(() => partOf(call));
    return call;
  };

  const readWhole = (part: Part, { id, name, args }: FunctionCall): Events => {
    const events = calls.complete({ id, name, argumentsText: toArgumentsText(args) });
    if (events.length > 0) turn.add(part);
    return events;
  };

  const readStreamed = (part: Part, from: FunctionCall, message: SseMessage): Events => {
    const known = openCall(from);
    if (known === undefined && !from.name) {
      // The end of a call may come twice.
      if (!from.partialArgs && !from.args && !goesOn(from)) return noEvents;
      throw badEvent(message, 'functionCall.name must be string');
    }
    const call = known ?? begin(from.name ?? '', from);
    call.signature = part.thoughtSignature || call.signature;
    const text = write(call, from.partialArgs ?? [], message);
    const rest = goesOn(from) ? '' : end(call);
    // Some servers end with all arguments.
    const isEmpty = call.text === '' && text === '' && rest === '{}';
    return emit(call, isEmpty ? toArgumentsText(from.args) : text + rest);
  };

  return {
    read: (part, call, message) => {
      const isNamed = call.name || (call.name === '' && call.args && open.length === 0);
      return isNamed && !call.partialArgs && !goesOn(call)
        ? readWhole(part, call)
        : readStreamed(part, call, message);
    },
    end: () => [...open].flatMap((call) => emit(call, end(call))),
  };
}
