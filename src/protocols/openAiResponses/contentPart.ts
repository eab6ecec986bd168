import { type Events, noEvents } from '../kit/events.js';
import { checkLimit } from '../kit/limits.js';

/** Where a text stands in its item, such as its `summary_index`. */
export type Index = number | null | undefined;

/**
 * Deduplicates the texts of one type in one item: the API sends each as deltas, again in `*.done`,
 * and again in `response.output_item.done`. Each method returns the events of what is new.
 */
export interface ContentPart {
  /** Notes that the next delta begins another text. */
  readonly begin: () => void;
  /** Takes a delta; another index than that of the delta before begins another text. */
  readonly delta: (text: string, index?: Index) => Events;
  /** Takes the complete text at an index. */
  readonly complete: (text: string | null | undefined, index: Index) => Events;
}

/**
 * Makes a part of which nothing has come.
 * @param emit makes the events of a delta; `part` counts the texts
 */
export function contentPart(emit: (delta: string, part: number) => Events): ContentPart {
  // Deltas not yet matched by a complete text, and the complete texts seen, in their order and by
  // their index. All are needed since servers disagree on `content_index`: some count the texts of
  // one item, some those of all, and vLLM counts deltas.
  let deltas = '';
  const completed: string[] = [];
  const completedAt = new Map<number, string>();
  // How many texts have come in deltas.
  let streamed = 0;
  let part = 0;
  let latest: Index;
  let isOver = false;

  const add = (delta: string): Events => {
    if (isOver) part++;
    isOver = false;
    return emit(delta, part);
  };

  return {
    begin: () => {
      isOver ||= deltas !== '';
    },
    delta: (text, index) => {
      if (text === '') return noEvents;
      isOver ||= deltas !== '' && index !== latest;
      latest = index;
      if (isOver || streamed === 0) streamed++;
      deltas += text;
      return add(text);
    },
    complete: (text, index) => {
      const at = index ?? -1;
      if (!text || completed[at] === text || completedAt.get(at) === text) return noEvents;
      checkLimit('parts', completed.length + 1);
      // Some models' summaries are written anew in the end: then the deltas count.
      const isNew = deltas !== '' || completed.length >= streamed;
      completed.push(text);
      completedAt.set(at, text);
      const rest = isNew && text.startsWith(deltas) ? text.slice(deltas.length) : '';
      deltas = deltas.startsWith(text) ? deltas.slice(text.length) : '';
      const events = rest === '' ? noEvents : add(rest);
      isOver = deltas === '';
      return events;
    },
  };
}
