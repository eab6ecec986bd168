import type { Events } from '../kit/events.js';

/**
 * Deduplicates one content part: the API sends it as deltas, again in `*.done`, and again in
 * `response.output_item.done`. Each method returns the events of what is new.
 */
export interface ContentPart {
  readonly delta: (text: string) => Events;
  /** Takes the complete text at a place, such as its `content_index`. */
  readonly complete: (text: string | null | undefined, place: number | null | undefined) => Events;
}

/** Makes a part of which nothing has come; `emit` makes the events of its deltas. */
export function contentPart(emit: (delta: string) => Events): ContentPart {
  // Deltas not yet matched by a complete text, and the complete texts seen. Both are needed since
  // servers disagree on `content_index`: some count the texts of one item, some those of all.
  let deltas = '';
  const completed: string[] = [];
  return {
    delta: (text) => {
      deltas += text;
      return text === '' ? [] : emit(text);
    },
    complete: (text, place) => {
      if (!text || completed[place ?? -1] === text) return [];
      completed.push(text);
      const rest = text.startsWith(deltas) ? text.slice(deltas.length) : '';
      deltas = deltas.startsWith(text) ? deltas.slice(text.length) : '';
      return rest === '' ? [] : emit(rest);
    },
  };
}
