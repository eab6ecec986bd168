import type { StreamEvent } from '../../events.js';
import type { OwnEvent } from '../plays/play.js';
import { describeFields, describeValue } from './describeValue.js';

// The fields that are written without their name: which they are is plain from the type.
const plain: Readonly<Record<StreamEvent['type'], readonly string[]>> = {
  content: ['text'],
  reasoning: ['text'],
  toolCall: ['index', 'id', 'name', 'argumentsText'],
  toolResult: ['id', 'name', 'result'],
  source: ['title', 'url'],
  file: ['mediaType', 'name'],
  tps: ['tps', 'source'],
  usage: [],
  providerState: ['protocol', 'state'],
  error: ['message'],
  retrying: [],
  reset: ['attempt'],
  done: ['finishReason'],
};

/** A word needs no quotes, unless it is a text of the answer. */
const isWord = (name: string, value: unknown): value is string =>
  typeof value === 'string' &&
  !/^(?:text|argumentsText|message|result)$/.test(name) &&
  /^[\w:./+-]+$/.test(value);

const isStandard = (type: string): type is StreamEvent['type'] => Object.hasOwn(plain, type);

/** Writes one event on one line. */
export function describeEvent({ type, ...fields }: StreamEvent | OwnEvent): string {
  const names = isStandard(type) ? plain[type] : ['data'];
  const values: Readonly<Record<string, unknown>> = { ...fields };
  const leading = names
    .filter((name) => name in values)
    .map((name) => ` ${isWord(name, values[name]) ? values[name] : describeValue(values[name])}`);
  const others = Object.entries(values).filter(([name]) => !names.includes(name));
  const isUsage = type === 'usage';
  const rest = isUsage ? Object(values['usage']) : Object.fromEntries(others);
  return type + leading.join('') + describeFields(rest);
}

/**
 * Writes events as text, one on each line, for logs and snapshots. Every field is there, in full.
 *
 * @example
 * ```ts
 * import { contentEvent, doneEvent, usageEvent } from 'rxjs-chat-stream';
 * import { describeEvents } from 'rxjs-chat-stream/testing';
 *
 * const events = [contentEvent('Hi'), usageEvent({ outputTokens: 1 }), doneEvent()];
 * describeEvents(events); // => 'content "Hi"\nusage outputTokens=1\ndone'
 * ```
 */
export const describeEvents = (events: Iterable<StreamEvent | OwnEvent>): string =>
  Array.from(events, describeEvent).join('\n');
