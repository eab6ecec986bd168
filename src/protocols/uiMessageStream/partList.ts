import { StreamingFormatError } from '../../errors/errors.js';
import type { StreamEvent } from '../../events.js';
import { type EventPart, eventOf, type MessagePart } from './messagePart.js';

/** The parts of a message in order. A replay emits their events again. */
export interface PartList<E> {
  readonly all: () => readonly MessagePart<E>[];
  readonly place: (part: MessagePart<E>) => void;
  /** Places an event, or replaces the one of the same key. `stays` is that of an `EventPart`. */
  readonly placeEvent: (event: StreamEvent | E, key?: string, stays?: boolean) => void;
  /** Notes that the server has sent an event whose text has so many characters. */
  readonly note: (length: number) => void;
  /** Begins a step. The parts before it stay. */
  readonly beginStep: () => void;
  /** Removes the parts of the step and returns them. */
  readonly dropStep: () => readonly MessagePart<E>[];
  /** The events of all parts, each part as one event. */
  readonly replay: () => readonly (StreamEvent | E)[];
}

// What an event costs besides its text, in characters.
const COST = 100;
// Replays may cost this much in all, and on top three times what the server has sent. Steps seldom
// fail, and a replay joins deltas: those of a real answer cost a hundredth.
const FREE = 1_000_000;
const SHARE = 3;

const stays = (part: MessagePart<unknown>): boolean => part.kind === 'event' && part.stays;

/** @throws StreamingFormatError with code `BAD_EVENT`, from `replay`, for replays that cost more */
export function partList<E extends { readonly type: string }>(): PartList<E> {
  let parts: MessagePart<E>[] = [];
  let before = 0;
  let sent = 0;
  let replayed = 0;
  const keyed = new Map<string, EventPart<E>>();

  const note = (length: number): void => {
    sent += COST + length;
  };
  const pay = (part: MessagePart<E>): void => {
    const isText = part.kind === 'text' || part.kind === 'call';
    replayed += COST + (isText ? part.text.read().length : 0);
    if (replayed <= FREE + SHARE * sent) return;
    throw new StreamingFormatError('The answer repeats its steps too often', {
      code: 'BAD_EVENT',
      phase: 'streaming',
    });
  };

  return {
    all: () => parts,
    place: (part) => {
      parts.push(part);
    },
    placeEvent: (event, key, stays = false) => {
      note(0);
      const replaced = key === undefined ? undefined : keyed.get(key);
      if (replaced !== undefined) {
        replaced.event = event;
        return;
      }
      const part: EventPart<E> = { kind: 'event', event, key, stays };
      if (key !== undefined) keyed.set(key, part);
      parts.push(part);
    },
    note,
    beginStep: () => {
      before = parts.length;
    },
    dropStep: () => {
      const ofStep = parts.splice(before);
      parts = parts.concat(ofStep.filter(stays));
      before = parts.length;
      const dropped = ofStep.filter((part) => !stays(part));
      for (const part of dropped) {
        if (part.kind === 'event' && part.key !== undefined) keyed.delete(part.key);
      }
      return dropped;
    },
    replay: () =>
      parts.flatMap((part) => {
        pay(part);
        return eventOf(part) ?? [];
      }),
  };
}
