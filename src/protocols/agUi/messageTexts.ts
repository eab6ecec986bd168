import type { Events } from '../kit/events.js';
import { type GrowingText, growingText } from '../kit/growingText.js';
import { textParts } from '../kit/textParts.js';

type TextKind = 'content' | 'reasoning';
type Id = string | null | undefined;

/** Numbers the texts of an answer by the ids of their messages. */
export interface MessageTexts {
  /** Begins a message, or goes on with it: after a tool call, its text is another part. */
  readonly begin: (kind: TextKind, id: Id) => void;
  /** Adds a delta. Without an id, it continues the latest message. */
  readonly add: (kind: TextKind, id: Id, delta: string) => Events;
  /** Notes that a tool call has begun. */
  readonly noteCall: () => void;
  /** Whether there has been any text of this kind. */
  readonly has: (kind: TextKind) => boolean;
  /** What is known of a message: the text of a reasoning so far, or that it is the answer. */
  readonly find: (
    id: string,
  ) => { readonly content: string } | { readonly role: string } | undefined;
}

const noKeys = () => ({
  // By the ids of messages that have begun.
  keys: new Map<string, string>(),
  latestId: '',
  latestKey: '',
  hasText: false,
});

export function messageTexts(): MessageTexts {
  const addText = textParts();
  const kinds = { content: noKeys(), reasoning: noKeys() };
  const reasonings = new Map<string, GrowingText>();
  let calls = 0;
  let nameless = 0;

  const keyOf = (kind: TextKind, id: Id): string => {
    const known = kinds[kind];
    if (!id || id === known.latestId) return known.latestKey;
    known.latestId = id;
    known.latestKey = known.keys.get(id) ?? id;
    return known.latestKey;
  };
  const record = (id: string, delta: string): void => {
    const text = reasonings.get(id) ?? growingText();
    reasonings.set(id, text);
    text.add(delta);
  };

  return {
    begin: (kind, id) => {
      const known = kinds[kind];
      const key = id ? `${calls} ${id}` : `nameless ${nameless++}`;
      if (id) known.keys.set(id, key);
      known.latestId = id ?? '';
      known.latestKey = key;
    },
    add: (kind, id, delta) => {
      const events = addText(kind, keyOf(kind, id), delta);
      if (events.length === 0) return events;
      kinds[kind].hasText = true;
      if (kind === 'reasoning') record(kinds[kind].latestId, delta);
      return events;
    },
    noteCall: () => {
      calls++;
    },
    has: (kind) => kinds[kind].hasText,
    find: (id) => {
      const content = reasonings.get(id)?.read();
      if (content !== undefined) return { content };
      return kinds.content.keys.has(id) ? { role: 'assistant' } : undefined;
    },
  };
}
