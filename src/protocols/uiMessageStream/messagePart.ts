import type {
  FileEvent,
  SourceEvent,
  StreamEvent,
  ToolCallEvent,
  ToolResultEvent,
} from '../../events.js';
import { type Fields, fieldsOf, isFields } from '../../json/json.js';
import type { GrowingText } from '../kit/growingText.js';

/** A text. Its deltas share an id. */
export interface TextPart {
  readonly kind: 'text';
  readonly type: 'content' | 'reasoning';
  readonly id: unknown;
  readonly text: GrowingText;
  /** The number of the part in its events, once it has text. */
  number: number | undefined;
  metadata: unknown;
  /** Whether it is among the parts of the message. */
  isPlaced: boolean;
}

/** A tool call. */
export interface CallPart {
  readonly kind: 'call';
  readonly id: string;
  /** The step in which it began. */
  readonly step: number;
  readonly text: GrowingText;
  /** The latest event. */
  event: ToolCallEvent | undefined;
  metadata: unknown;
  resultMetadata: unknown;
  /** A request for approval that the server has signed. */
  approval: Fields | undefined;
  /** The result of a call that the provider ran, which no turn of the app repeats. */
  result: ToolResultEvent | undefined;
}

/** A source or a file, of which an answer may have so many. */
export interface CountedPart {
  readonly kind: 'counted';
  readonly event: SourceEvent | FileEvent;
}

/** A result, or an event of the app. */
export interface EventPart<E> {
  readonly kind: 'event';
  event: StreamEvent | E;
  /** A later event of this key replaces it. */
  readonly key: string | undefined;
  /** Whether a reset of this step leaves it, as it does with the result of an earlier call. */
  readonly stays: boolean;
}

/** The start of a step, or a part that only the server understands. */
export interface OpaquePart {
  readonly kind: 'opaque';
  readonly json: Fields;
}

/** The start of a step. */
export const stepStart: OpaquePart = { kind: 'opaque', json: { type: 'step-start' } };

/** A part of a message. */
export type MessagePart<E> = TextPart | CallPart | CountedPart | EventPart<E> | OpaquePart;

/** The event that brings a whole part; none for a part without an event. */
export function eventOf<E>(part: MessagePart<E>): StreamEvent | E | undefined {
  switch (part.kind) {
    case 'text':
      return part.number === undefined
        ? undefined
        : { type: part.type, text: part.text.read(), part: part.number };
    case 'call':
      return part.event && { ...part.event, argumentsText: part.text.read() };
    case 'opaque':
      return undefined;
    default:
      return part.event;
  }
}

/** Whether the metadata of a part has anything that its provider may want back. */
export const saysSomething = (metadata: unknown): boolean =>
  Object.values(fieldsOf(metadata)).some((ofProvider) =>
    isFields(ofProvider)
      ? Object.values(ofProvider).some((value) => value != null)
      : ofProvider != null,
  );

const stated = (name: string, metadata: unknown): Fields =>
  metadata === undefined ? {} : { [name]: metadata };

const statedResult = ({ result, isError }: ToolResultEvent): Fields =>
  isError ? { errorText: result } : { output: result };

const stateOfPart = (part: MessagePart<unknown>): readonly Fields[] => {
  switch (part.kind) {
    case 'text': {
      const type = part.type === 'content' ? 'text' : 'reasoning';
      return [{ type, text: part.text.read(), ...stated('providerMetadata', part.metadata) }];
    }
    case 'call':
      return [
        {
          type: 'tool',
          toolCallId: part.id,
          ...stated('callProviderMetadata', part.metadata),
          ...stated('resultProviderMetadata', part.resultMetadata),
          ...(part.approval && { approval: part.approval }),
          ...(part.result && statedResult(part.result)),
        },
      ];
    case 'opaque':
      return [part.json];
    default:
      return [];
  }
};

const isWantedBack = (part: MessagePart<unknown>): boolean => {
  switch (part.kind) {
    case 'text':
      return part.metadata !== undefined;
    case 'call':
      return (part.metadata ?? part.resultMetadata ?? part.approval) !== undefined;
    case 'opaque':
      return part !== stepStart;
    default:
      return false;
  }
};

/**
 * What the server wants back with the next request, if a part has metadata of the provider or an
 * approval has a signature: the texts and calls in order, each with its metadata, and the starts of
 * steps. The request has the inputs of the calls and the results of those that the app ran.
 */
export const stateOf = (parts: readonly MessagePart<unknown>[]): readonly Fields[] | undefined =>
  parts.some(isWantedBack) ? parts.flatMap(stateOfPart) : undefined;
