import type { Events } from '../kit/events.js';

/** Where a text stands in its item, such as its `content_index`. */
export type Index = number | null | undefined;

/**
 * Deduplicates the texts of one kind in one item: the API sends each as deltas, again in `*.done`,
 * and again in `response.output_item.done`. Each method returns the events of what is new.
 */
export interface ContentPart {
  readonly delta: (text: string, index?: Index) => Events;
  /** Takes the complete text at an index. */
  readonly complete: (text: string | null | undefined, index: Index) => Events;
}

/** Makes a part of which nothing has come; `emit` makes the events of its deltas. */
export function contentPart(emit: (delta: string, index: Index) => Events): ContentPart {
  // Deltas not yet matched by a complete text, and the complete texts seen, in their order and by
  // their index. All are needed since servers disagree on `content_index`: some count the texts of
  // one item, some those of all.
  let deltas = '';
  let latest: Index;
  const completed: string[] = [];
  const completedAt = new Map<Index, string>();
  return {
    delta: (text, index) => {
      deltas += text;
      latest = index;
      return text === '' ? [] : emit(text, index);
    },
    complete: (text, index) => {
      if (!text || completed[index ?? -1] === text || completedAt.get(index) === text) return [];
      completed.push(text);
      if (typeof index === 'number') completedAt.set(index, text);
      const rest = text.startsWith(deltas) ? text.slice(deltas.length) : '';
      const at = deltas === '' ? index : latest;
      deltas = deltas.startsWith(text) ? deltas.slice(text.length) : '';
      return rest === '' ? [] : emit(rest, at);
    },
  };
}
