import { resetEvent } from '../../src/eventConstructors.js';
import type { ContentEvent, ReasoningEvent, ResetEvent } from '../../src/events.js';
import { isEvent } from '../../src/isEvent.js';
import { type ReplayLog, replayLog } from './replayLog.js';
import type { TagPattern } from './tagPattern.js';
import { type TagScanner, tagScanner } from './tagScanner.js';

/** Splits the content of events at tags. */
export interface ReasoningSplitter<E> {
  readonly push: (event: E) => void;
  /** Emits held-back text. */
  readonly flush: () => void;
}

/** What a splitter emits for events of the union `E`. */
export type Split<E> = E | ReasoningEvent | ResetEvent;

const isContent = isEvent('content');
const isReset = isEvent('reset');

// A tag does not continue after these events. All others, such as `tps`, may come inside a tag.
const endsText: ReadonlySet<string> = new Set([
  'reasoning',
  'toolCall',
  'toolResult',
  'file',
  'providerState',
  'error',
  'retrying',
  'reset',
  'done',
]);

// Returns the event itself if all of its text is emitted at once, which is usual.
const withText = <E extends ContentEvent>(event: E, text: string): E =>
  text === event.text ? event : { ...event, text };

const asReasoning = ({ part }: ContentEvent, text: string): ReasoningEvent =>
  part === undefined ? { type: 'reasoning', text } : { type: 'reasoning', text, part };

/**
 * Makes a splitter. Each part of the content is a text of its own: no tag goes from one to another.
 */
export function reasoningSplitter<E extends { readonly type: string }>(
  pattern: TagPattern,
  startInside: boolean | 'auto',
  output: (event: Split<E>) => void,
): ReasoningSplitter<E> {
  // The scanner of each part of the content so far.
  const scanners = new Map<number, TagScanner>();
  // The latest part, and its scanner.
  let part: number | undefined;
  let scanner: TagScanner | undefined;
  // With `auto`, the events since the start or the last `reset`, until the first tag.
  let log: ReplayLog<E | ReasoningEvent> | undefined;
  // The attempt that the last `reset` started.
  let attempt = 1;

  const emit = (event: E | ReasoningEvent): void => {
    if (log?.add(event) === false) log = undefined;
    output(event);
  };

  const start = (): void => {
    scanners.clear();
    part = undefined;
    scanner = undefined;
    log = startInside === 'auto' ? replayLog() : undefined;
  };

  // Returns whether the text before the first tag, which is of this part, is reasoning.
  const decide = (closes: boolean, ofPart: number): boolean => {
    const events = closes ? log?.events() : undefined;
    log = undefined;
    if (events === undefined) return false;
    const wasInside = (event: E | ReasoningEvent): event is E & ContentEvent =>
      isContent(event) && (event.part ?? 0) === ofPart;
    if (!events.some(wasInside)) return true;
    output(resetEvent(++attempt));
    for (const event of events) output(wasInside(event) ? asReasoning(event, event.text) : event);
    return true;
  };

  const scannerOf = (next: number): TagScanner => {
    if (next === part && scanner !== undefined) return scanner;
    scanner?.flush();
    part = next;
    scanner = scanners.get(next);
    if (scanner === undefined) {
      const isFirst = scanners.size === 0;
      scanner = tagScanner(
        pattern,
        startInside === true && isFirst,
        log && ((closes) => decide(closes, next)),
      );
      scanners.set(next, scanner);
    }
    return scanner;
  };

  start();
  return {
    push: (event) => {
      if (isContent(event) && event.text !== '') {
        scannerOf(event.part ?? 0).push(event.text, (text, inside) =>
          emit(inside ? asReasoning(event, text) : withText(event, text)),
        );
        return;
      }
      if (endsText.has(event.type)) scanner?.flush();
      if (isReset(event)) {
        attempt = Math.max(attempt, event.attempt);
        start();
        output(event);
      } else if (scanner === undefined) {
        emit(event);
      } else {
        scanner.mark(() => emit(event));
      }
    },
    flush: () => scanner?.flush(),
  };
}
