import { append, type List } from './list.js';
import type { ChatReply, ReplyPart } from './reply.js';

/** The two kinds of text. */
export type TextType = 'content' | 'reasoning';

/** The lists of a reply, of which long ones are not arrays yet. */
export interface Lists {
  readonly parts: List<ReplyPart>;
  readonly toolCalls: List<ChatReply['toolCalls'][number]>;
  readonly sources: List<ChatReply['sources'][number]>;
  readonly files: List<ChatReply['files'][number]>;
}

/** The last part of one kind of text: its number and its place; `undefined` before the first. */
interface LastPart {
  readonly number: number | undefined;
  readonly at: number;
}

const none: LastPart = { number: undefined, at: -1 };

/**
 * What the fold remembers of a reply besides its fields. The maps are shared by all replies that
 * come from one: they say where a thing was put, and whoever asks checks that it is there. A key
 * that a map lacks was never put anywhere.
 */
export interface Memory {
  /** The number of each part of text, at the place of the part. */
  readonly numbers: List<number | undefined>;
  /** The last part of each kind of text. */
  readonly last: Readonly<Record<TextType, LastPart>>;
  readonly textAt: Readonly<Record<TextType, Map<number, number>>>;
  /** Where calls are, by their index. */
  readonly callAt: Map<number, number>;
  /** Where calls are, by their id, which several calls may share. */
  readonly callsOf: Map<string, number[]>;
  /** The lists, where one of them is long. */
  readonly long?: Lists;
}

/** Memorizes without a trace on the reply: a private field is neither copied nor compared. */
// oxlint-disable-next-line typescript/no-extraneous-class -- only a class can be extended
class Identity {
  // Returning an object from a constructor makes the fields of a subclass fields of that object.
  constructor(reply: object) {
    return reply;
  }
}
class Memorized extends Identity {
  readonly #memory: Memory;

  constructor(reply: ChatReply, memory: Memory) {
    super(reply);
    this.#memory = memory;
  }

  static memoryOf(reply: object): Memory | undefined {
    return #memory in reply ? reply.#memory : undefined;
  }
}

/** Attaches a memory to a reply. A `WeakMap` would take four times as long as the whole fold. */
export const memorize = (reply: ChatReply, memory: Memory): object =>
  // The object is the reply itself.
  new Memorized(reply, memory);

// As many calls as an answer has. Results of more calls that share an id are not told apart.
const MAX_CALLS_OF_AN_ID = 128;

export const addCallId = ({ callsOf }: Memory, id: string, at: number): void => {
  const known = callsOf.get(id);
  if (known === undefined) callsOf.set(id, [at]);
  else if (known.length < MAX_CALLS_OF_AN_ID && !known.includes(at)) known.push(at);
};

/** The memory of a reply; that of a reply from elsewhere, such as a store, is made anew. */
export function memoryOf(reply: ChatReply): Memory {
  const known = Memorized.memoryOf(reply);
  if (known !== undefined) return known;
  let numbers: List<number | undefined> = [];
  const last: Record<TextType, LastPart> = { content: none, reasoning: none };
  const textAt = { content: new Map<number, number>(), reasoning: new Map<number, number>() };
  reply.parts.forEach(({ type }, at) => {
    const isText = type === 'content' || type === 'reasoning';
    const number = isText ? textAt[type].size : undefined;
    numbers = append(numbers, number);
    if (!isText || number === undefined) return;
    textAt[type].set(number, at);
    last[type] = { number, at };
  });
  const callAt = new Map(reply.toolCalls.map(({ index }, at) => [index, at]));
  const memory: Memory = { numbers, last, textAt, callAt, callsOf: new Map() };
  reply.toolCalls.forEach(({ id }, at) => addCallId(memory, id, at));
  return memory;
}
