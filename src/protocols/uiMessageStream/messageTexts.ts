import { type Events, noEvents } from '../kit/events.js';
import { checkLimit } from '../kit/limits.js';
import { growingText } from '../kit/growingText.js';
import { type MessagePart, saysSomething, type TextPart } from './messagePart.js';
import type { PartList } from './partList.js';

type TextType = TextPart['type'];

/** Assembles the texts of a message. Deltas name theirs by an id. */
export interface MessageTexts {
  /** Begins a text, even if an earlier one has the same id. */
  readonly start: (type: TextType, id: unknown) => void;
  readonly add: (type: TextType, id: unknown, delta: string) => Events;
  readonly end: (type: TextType, id: unknown) => void;
  /** Takes what the provider says of a text, which may come before its first delta. */
  readonly note: (type: TextType, id: unknown, metadata: unknown) => void;
  /** Ends what the server did not start: in the next step, its id names another text. */
  readonly endImplied: () => void;
  /** Ends all texts. The next ones get the numbers of those that have been dropped. */
  readonly dropStep: (dropped: readonly MessagePart<unknown>[]) => void;
}

const noTexts = () => ({
  content: new Map<unknown, TextPart>(),
  reasoning: new Map<unknown, TextPart>(),
});

export function messageTexts(list: Pick<PartList<never>, 'place' | 'note'>): MessageTexts {
  let started = noTexts();
  let implied = noTexts();
  // The text of the latest delta, which most deltas continue.
  let latest: TextPart | undefined;
  const counts = { content: 0, reasoning: 0 };

  const open = (texts: typeof started, type: TextType, id: unknown): TextPart => {
    const part: TextPart = {
      kind: 'text',
      type,
      id,
      text: growingText(),
      number: undefined,
      metadata: undefined,
      isPlaced: false,
    };
    texts[type].set(id, part);
    return part;
  };
  const find = (type: TextType, id: unknown): TextPart => {
    if (latest !== undefined && latest.id === id && latest.type === type) return latest;
    latest = started[type].get(id) ?? implied[type].get(id) ?? open(implied, type, id);
    return latest;
  };
  const place = (part: TextPart): void => {
    if (!part.isPlaced) list.place(part);
    part.isPlaced = true;
  };

  return {
    start: (type, id) => {
      latest = undefined;
      open(started, type, id);
    },
    add: (type, id, delta) => {
      if (delta === '') return noEvents;
      const part = find(type, id);
      if (part.number === undefined) {
        checkLimit('parts', counts[type] + 1);
        part.number = counts[type]++;
        place(part);
      }
      part.text.add(delta);
      list.note(delta.length);
      return [{ type, text: delta, part: part.number }];
    },
    end: (type, id) => {
      latest = undefined;
      started[type].delete(id);
      implied[type].delete(id);
    },
    note: (type, id, metadata) => {
      if (!saysSomething(metadata)) return;
      const part = find(type, id);
      part.metadata = metadata;
      place(part);
    },
    endImplied: () => {
      latest = undefined;
      implied = noTexts();
    },
    dropStep: (dropped) => {
      latest = undefined;
      started = noTexts();
      implied = noTexts();
      for (const part of dropped) {
        if (part.kind === 'text' && part.number !== undefined) counts[part.type]--;
      }
    },
  };
}
