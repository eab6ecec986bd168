import type { ObjectReply, Sentence } from '../../operators/index.js';
import { isStreamingError } from '../../src/errors/isStreamingError.js';
import type { StreamEvent } from '../../src/events.js';
import type { ChatReply } from '../../src/reply/reply.js';

/** The kind of a value; it has a colour. */
export type Kind = StreamEvent['type'] | 'stopped';

/** A value in words. */
export interface Words {
  readonly kind: Kind;
  /** The type, then the text or number. */
  readonly parts: readonly string[];
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isReply = (value: object): value is ChatReply => 'status' in value && 'content' in value;
const isObjectReply = (value: object): value is ObjectReply<unknown> =>
  'status' in value && 'value' in value;
const isSentence = (value: object): value is Sentence => 'text' in value && 'isLast' in value;
const isEvent = (value: object): value is StreamEvent => 'type' in value;
const quoted = (text: string): string => (text.includes('"') ? `'${text}'` : JSON.stringify(text));

const kindOfReply = {
  idle: 'reset',
  streaming: 'content',
  complete: 'done',
  error: 'error',
  stopped: 'stopped',
} as const;

const wordsOfEvent = (event: StreamEvent): readonly string[] => {
  switch (event.type) {
    case 'content':
      return [quoted(event.text)];
    case 'reasoning':
      return ['reasoning', quoted(event.text)];
    case 'tps':
      return ['tps', String(event.tps)];
    case 'error':
      return ['error', quoted(event.message)];
    case 'toolCall':
      return [event.type, event.approvalId === undefined ? event.argumentsText : 'approvalId'];
    default:
      return [event.type];
  }
};

/** Describes the value of a letter in a diagram. */
export function wordsOf(value: unknown): Words {
  if (typeof value === 'string') return { kind: 'content', parts: [quoted(value)] };
  if (isStreamingError(value)) return { kind: 'error', parts: [value.name, value.code] };
  if (isObject(value) && isReply(value))
    return { kind: kindOfReply[value.status], parts: [value.status, quoted(value.content)] };
  if (isObject(value) && isObjectReply(value)) {
    const json = value.value === undefined ? [] : [JSON.stringify(value.value)];
    return { kind: kindOfReply[value.status], parts: [value.status, ...json] };
  }
  if (isObject(value) && isSentence(value)) {
    const last = value.isLast ? ['last'] : [];
    return { kind: value.isLast ? 'done' : 'content', parts: [quoted(value.text), ...last] };
  }
  if (isObject(value) && isEvent(value)) return { kind: value.type, parts: wordsOfEvent(value) };
  throw new TypeError(
    `docs/diagrams.ts has a value that docs/generator/words.ts cannot describe: ${String(value)}`,
  );
}
