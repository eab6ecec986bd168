import type { ContentEvent } from '../../src/events.js';

/** Adds a delta of content, and returns all of the content. */
export type ContentText = (event: ContentEvent) => string;

/**
 * Makes an empty content. It is the texts of its parts, in the order in which they began, with a
 * blank line between two of them. A delta without a number belongs to part 0.
 */
export function contentText(): ContentText {
  let content = '';
  // The part that began last, which ends the content; `undefined` before the first.
  let newest: number | undefined;
  // The text of each part, in order, once there are several.
  const texts = new Map<number, string>();

  return ({ text, part = 0 }) => {
    if (text === '') return content;
    if (newest === undefined) newest = part;
    // The fast path of most answers.
    if (part === newest && texts.size === 0) return (content += text);
    if (texts.size === 0) texts.set(newest, content);
    const known = texts.get(part);
    texts.set(part, known === undefined ? text : known + text);
    if (known === undefined) {
      newest = part;
      content += `\n\n${text}`;
    } else if (part === newest) {
      content += text;
    } else {
      content = '';
      // Not `join`, which would copy all characters for each delta.
      for (const each of texts.values()) content += content === '' ? each : `\n\n${each}`;
    }
    return content;
  };
}
