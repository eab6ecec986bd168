import { isLeft } from 'fp-ts/lib/Either.js';
import type { StreamEvent } from '../../events.js';
import type { SseMessage } from '../../framing/framing.js';
import { isFields } from '../../json/json.js';
import { report } from '../../schema/report.js';
import { isStandardType } from '../kit/isStandardType.js';
import { type Draft, eventDraft } from './eventDraft.js';

/** An event to write: one of the union, or one of an app's own. */
export type WritableEvent = StreamEvent | { readonly type: string; readonly data?: unknown };

const isStandard = (event: WritableEvent): event is StreamEvent => isStandardType(event.type);

/** What a name of an event must not have: it would end its line, or be read as another name. */
const unsafe = /^$|^message$|^ |[\r\n\0]/;

const nameOf = (event: unknown): string => {
  const type = isFields(event) ? event['type'] : undefined;
  if (typeof type !== 'string') throw new TypeError('encodeEvent: type must be a string');
  if (unsafe.test(type)) {
    throw new TypeError(
      'encodeEvent: type must not be empty, "message", begin with a space or have a line end',
    );
  }
  return type;
};

const jsonOf = (type: string, { data, codec }: Draft): string => {
  const decoded = codec?.decode(data);
  if (decoded && isLeft(decoded)) {
    throw new TypeError(`encodeEvent: a ${type} event cannot be written: ${report(decoded.left)}`);
  }
  let json: string | undefined;
  try {
    json = JSON.stringify(data);
  } catch {
    // A circle, or a BigInt.
  }
  if (json === undefined) throw new TypeError(`encodeEvent: data of ${type} must be JSON`);
  return json;
};

/**
 * Writes an event as a message of the default protocol. It is the inverse of
 * `streamingChatProtocol()`: its client reads an equal event back.
 *
 * @returns `undefined` for what the wire cannot say and nobody misses: `retrying`, a `tps` that is
 *   no number from 0, a `usage` without a valid count
 * @throws TypeError for a type that is no name of an event, for a field of a standard event with a
 *   wrong value, and for data that is not JSON; it does not quote the value
 */
export function encodeEvent(event: WritableEvent): SseMessage | undefined {
  const type = nameOf(event);
  const draft: Draft | undefined = isStandard(event) ? eventDraft(event) : { data: event.data };
  return draft && { event: type, data: jsonOf(type, draft) };
}
