import type { StreamingFormatError } from '../../errors/errors.js';
import { formatFault } from '../../errors/formatFault.js';
import type { SseMessage } from '../../framing/framing.js';
import { isDeeper, MAX_DEPTH } from '../../json/isDeeper.js';
import { parseJson } from '../../json/json.js';
import { badEvent } from './badEvent.js';

const QUOTE = 0x22;
const OPENING = 0x7b;
const CLOSING = 0x7d;

/** How a JSON value begins. To parse another text would make an Error, at ten times the cost. */
const jsonStart = /^\s*(?:["[\d-]|\{\s*["}]|true|false|null)/;

/** Whether a text begins and ends like JSON. */
const mayBeJson = (data: string): boolean => {
  const isObject = data.charCodeAt(0) === OPENING;
  // Nearly every message, in a tenth of the time.
  if (isObject && data.charCodeAt(1) === QUOTE) {
    return data.charCodeAt(data.length - 1) === CLOSING || data.trimEnd().endsWith('}');
  }
  return jsonStart.test(data) && (!isObject || data.trimEnd().endsWith('}'));
};

/** The JSON of a message's data; `undefined` if it is none, or nested too deep. */
export const messageJson = ({ data }: SseMessage): unknown =>
  mayBeJson(data) && !isDeeper(data) ? parseJson(data) : undefined;

/** The error of a message for which `messageJson` is `undefined`. It does not quote the data. */
export const badJson = (message: SseMessage): StreamingFormatError =>
  isDeeper(message.data)
    ? badEvent(message, `it is nested deeper than ${MAX_DEPTH} levels`)
    : formatFault('BAD_JSON', () => `The data of a "${message.event}" event is not JSON`);
