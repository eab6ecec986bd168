import type { ContentEvent } from '../../src/events.js';

/** Adds a delta of content, and returns all of the content. */
export type ContentText = (event: ContentEvent) => string;

/**
 * Makes an empty content. It is the texts of its parts, in the order in which they began, with a
 * blank line between two of them. A delta without a number belongs to part 0.
 */
export function contentText(): ContentText {
  const texts = new Map<number, string>();
  let content = '';
  // The part that began last, which ends the content.
  let newest: number | undefined;

  return ({ text, part = 0 }) => {
    if (text === '') return content;
    const known = texts.get(part);
    texts.set(part, known === undefined ? text : known + text);
    if (known === undefined) {
      newest = part;
      content += texts.size === 1 ? text : `\n\n${text}`;
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
