import type { ContentEvent, ReasoningEvent } from '../events.js';
import { append, itemAt, type List, replace, sizeOf, toArray } from './list.js';
import { type Memory, memoryOf, type TextType } from './memory.js';
import { listsOf, nextReply } from './nextReply.js';
import type { ChatReply, ReplyPart } from './reply.js';

const textOf = (part: ReplyPart | undefined, type: TextType): string | undefined =>
  part?.type === type ? part.text : undefined;

/** Where the text of a part is; `undefined` if there is no such part. */
const placeOf = (
  parts: List<ReplyPart>,
  { textAt, numbers }: Memory,
  type: TextType,
  number: number,
): number | undefined => {
  const noted = textAt[type].get(number);
  if (noted === undefined) return undefined;
  const isAt = (at: number): boolean =>
    itemAt(numbers, at) === number && itemAt(parts, at)?.type === type;
  if (isAt(noted)) return noted;
  // Another reply that comes from the same one has put its part elsewhere.
  for (let at = 0; at < sizeOf(parts); at++) if (isAt(at)) return at;
  return undefined;
};

const textChange = (type: TextType, text: string, parts: List<ReplyPart>) =>
  type === 'content' ? { content: text, parts } : { reasoning: text, parts };

/** Adds a delta of text to its part. A delta without a number belongs to part 0. */
export function addText(
  reply: ChatReply,
  { type, text, part = 0 }: ContentEvent | ReasoningEvent,
): ChatReply {
  if (text === '') return reply;
  const memory = memoryOf(reply);
  const { parts } = listsOf(reply, memory);
  const before = reply[type];
  const last = memory.last[type];

  if (last.number === part) {
    const known = textOf(itemAt(parts, last.at), type) ?? '';
    const whole = before + text;
    // The only part has the same text as the reply, and shares it.
    const longer = known.length === before.length ? whole : known + text;
    const changed = replace<ReplyPart>(parts, last.at, { type, text: longer });
    return nextReply(reply, memory, textChange(type, whole, changed));
  }

  const at = placeOf(parts, memory, type, part);
  if (at === undefined) {
    memory.textAt[type].set(part, sizeOf(parts));
    const isFirst = last.number === undefined;
    return nextReply(
      reply,
      {
        ...memory,
        numbers: append(memory.numbers, part),
        last: { ...memory.last, [type]: { number: part, at: sizeOf(parts) } },
      },
      textChange(type, isFirst ? text : `${before}\n\n${text}`, append(parts, { type, text })),
    );
  }

  const known = textOf(itemAt(parts, at), type) ?? '';
  const changed = replace<ReplyPart>(parts, at, { type, text: known + text });
  // V8 adds strings without copying them; `join` would copy the whole answer at each delta.
  let all: string | undefined;
  for (const each of toArray(changed)) {
    const of = textOf(each, type);
    if (of !== undefined) all = all === undefined ? of : `${all}\n\n${of}`;
  }
  return nextReply(reply, memory, textChange(type, all ?? '', changed));
}
