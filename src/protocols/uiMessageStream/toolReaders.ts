import type { SseMessage } from '../../framing/framing.js';
import { type Fields, fieldsOf } from '../../json/json.js';
import { type Events, noEvents } from '../kit/events.js';
import { readAs } from '../kit/jsonDecoder.js';
import type { Decoded } from '../protocol.js';
import type { MessageCalls } from './messageCalls.js';
import {
  approvalRequest,
  approvalResponse,
  toolInput,
  type ToolInput,
  toolInputDelta,
  toolInputStart,
  toolOutput,
} from './wire.js';

/** Reads what a stream says of tool calls. */
export interface ToolReaders {
  /** Returns `undefined` for a message that is about something else. */
  readonly read: (type: string, message: SseMessage, json: unknown) => Decoded | undefined;
  /** Forgets the inputs that are under way. */
  readonly dropStep: () => void;
}

const DENIED = 'The call was not approved.';

/** The fields of a request for approval that the server wants back with its signature. */
const signedFields = (json: unknown): Fields => {
  const fields = fieldsOf(json);
  const names = ['approvalId', 'signature', 'reason', 'isAutomatic', 'inputSchemaInput'];
  return Object.fromEntries(
    names.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  );
};

/** The JSON string of a text, without the quotes around it. */
const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

export function toolReaders(
  calls: Omit<MessageCalls, 'beginStep' | 'dropStep' | 'end' | 'isWaiting'>,
  onUnknown: (message: SseMessage) => void,
): ToolReaders {
  // Calls whose input is text instead of JSON, and whether they have had some.
  const plain = new Map<string, boolean>();
  // What was reported of an invalid input. Before version 7, the result repeats it.
  const invalid = new Map<string, string>();
  // The calls that wait for approval, by the id of the approval, and why they were denied.
  const asked = new Map<string, string>();
  const denied = new Map<string, string>();

  const fail = (toolCallId: string, text: string): Events =>
    calls.result({ id: toolCallId, result: text, isError: true });

  const complete = (from: ToolInput): Events => {
    const { toolCallId: id, toolName: name, input, providerExecuted } = from;
    const closing = plain.get(id) === true ? calls.add(id, { argumentsText: '"' }) : noEvents;
    plain.delete(id);
    const argumentsText = JSON.stringify(input ?? {});
    const events = calls.complete(id, { name, providerExecuted, argumentsText });
    calls.note(id, 'metadata', from.providerMetadata);
    return [...closing, ...events];
  };

  const readStart = readAs(toolInputStart, (from) => {
    const { toolCallId: id, toolName: name, providerExecuted } = from;
    if (from.inputEncoding === 'text') plain.set(id, false);
    else plain.delete(id);
    const events = calls.add(id, { name, providerExecuted, argumentsText: '' });
    calls.note(id, 'metadata', from.providerMetadata);
    return events;
  });
  const readDelta = readAs(toolInputDelta, ({ toolCallId: id, inputTextDelta: text }) => {
    const hasBegun = plain.get(id);
    if (text === '') return noEvents;
    if (hasBegun === undefined) return calls.add(id, { argumentsText: text });
    plain.set(id, true);
    return calls.add(id, { argumentsText: `${hasBegun ? '' : '"'}${escaped(text)}` });
  });
  const readInput = readAs(toolInput, complete);
  const readInvalid = readAs(toolInput, (from) => {
    const events = complete(from);
    // What the provider runs itself has its own result.
    if (from.providerExecuted) return events;
    const text = from.errorText ?? '';
    invalid.set(from.toolCallId, text);
    return [...events, ...fail(from.toolCallId, text)];
  });

  const readOutput = readAs(toolOutput, ({ toolCallId: id, output, ...from }) => {
    calls.note(id, 'resultMetadata', from.providerMetadata);
    return calls.result({ id, result: output, preliminary: from.preliminary });
  });
  const readFailure = readAs(toolOutput, ({ toolCallId: id, errorText, ...from }) => {
    const text = errorText ?? '';
    calls.note(id, 'resultMetadata', from.providerMetadata);
    return invalid.get(id) === text ? noEvents : fail(id, text);
  });
  const readDenied = readAs(toolOutput, ({ toolCallId: id }) => fail(id, denied.get(id) ?? DENIED));

  const readRequest = (message: SseMessage, json: unknown): Decoded =>
    readAs(approvalRequest, ({ toolCallId: id, approvalId, isAutomatic, signature }) => {
      if (!calls.isKnown(id)) {
        onUnknown(message);
        return noEvents;
      }
      asked.set(approvalId, id);
      if (signature) calls.noteApproval(id, signedFields(json));
      // The server answers for the user, who is not asked.
      return isAutomatic ? noEvents : calls.add(id, { argumentsText: '', approvalId });
    })(message, json);
  const readResponse = readAs(approvalResponse, (from) => {
    const id = asked.get(from.approvalId) ?? '';
    calls.note(id, 'metadata', from.providerMetadata);
    if (from.approved === false) denied.set(id, from.reason || DENIED);
    return noEvents;
  });

  return {
    read: (type, message, json) => {
      switch (type) {
        case 'tool-input-start':
          return readStart(message, json);
        case 'tool-input-delta':
          return readDelta(message, json);
        case 'tool-input-available':
          return readInput(message, json);
        case 'tool-input-error':
          return readInvalid(message, json);
        case 'tool-output-available':
          return readOutput(message, json);
        case 'tool-output-error':
          return readFailure(message, json);
        case 'tool-output-denied':
          return readDenied(message, json);
        case 'tool-approval-request':
          return readRequest(message, json);
        case 'tool-approval-response':
          return readResponse(message, json);
        default:
          return undefined;
      }
    },
    dropStep: () => {
      plain.clear();
      invalid.clear();
    },
  };
}
