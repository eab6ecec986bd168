import type { StreamingFormatError } from '../../errors/errors.js';
import { formatFault } from '../../errors/formatFault.js';
import type { SseMessage } from '../../framing/framing.js';
import { isDeeper } from '../../json/isDeeper.js';
import { parseJson } from '../../json/json.js';
import { badEvent } from './badEvent.js';

// Code that walks a deeper value could overflow the stack.
const MAX_DEPTH = 512;

/** How a JSON value begins. To parse another text would make an Error, at ten times the cost. */
const jsonStart = /^\s*(?:["[\d-]|\{\s*["}]|true|false|null)/;

/** Whether a text begins like a JSON object, and does not end like one. */
const isCut = (data: string): boolean => data.startsWith('{') && !data.trimEnd().endsWith('}');

/** The JSON of a message's data; `undefined` if it is none, or nested too deep. */
export const messageJson = ({ data }: SseMessage): unknown =>
  jsonStart.test(data) && !isCut(data) && !isDeeper(data, MAX_DEPTH) ? parseJson(data) : undefined;

/** The error of a message for which `messageJson` is `undefined`. It does not quote the data. */
export const badJson = (message: SseMessage): StreamingFormatError =>
  isDeeper(message.data, MAX_DEPTH)
    ? badEvent(message, `it is nested deeper than ${MAX_DEPTH} levels`)
    : formatFault('BAD_JSON', () => `The data of a "${message.event}" event is not JSON`);
