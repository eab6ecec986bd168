import { type Fields, isFields, parseJson } from '../../json/json.js';
import { given } from '../../json/given.js';
import { isBase64 } from './base64.js';
import type { Cassette, CassetteChunk, CassetteEnd } from './cassette.js';

const isText = (value: unknown): value is string => typeof value === 'string';

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isFields(value) && Object.values(value).every(isText);

const isStatus = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 599;

const isEndOf = (value: unknown): value is CassetteEnd['end'] =>
  value === 'complete' || value === 'error' || value === 'unsubscribe';

const methods = ['POST', 'GET', 'DELETE'] as const;

/** Throws what is wrong with a line; its number is added later. */
const demand: (isRight: boolean, damage: string) => asserts isRight = (isRight, damage) => {
  if (!isRight) throw new TypeError(damage);
};

const readRequest = (json: unknown): NonNullable<Cassette['request']> => {
  const { url, headers, body, ...fields } = isFields(json) ? json : {};
  const method = methods.find((each) => each === fields['method']);
  demand(
    isText(url) && method !== undefined && isTexts(headers) && (body === undefined || isText(body)),
    'request must have a url, a method, headers and a body',
  );
  return { url, method, headers, ...(body === undefined ? {} : { body }) };
};

const readHead = (line: Fields): Omit<Cassette, 'chunks' | 'end'> => {
  const { version, protocol, request, status, headers } = line;
  demand(version === 1, 'version must be 1');
  demand(protocol === undefined || isText(protocol), 'protocol must be a string');
  demand(isStatus(status), 'status must be a whole number from 0 to 599');
  demand(isTexts(headers), 'headers must be an object of strings');
  return {
    version,
    ...given({ protocol }),
    ...(request === undefined ? {} : { request: readRequest(request) }),
    status,
    headers,
  };
};

const readEntry = (line: Fields, lastTime: number): CassetteChunk | CassetteEnd => {
  const { t, data, base64, message, end } = line;
  demand(typeof t === 'number' && t >= 0 && t < Infinity, 't must be a number from 0');
  demand(t >= lastTime, 't must not be less than in the line before');
  const found = [data, base64, message, end].filter((each) => each !== undefined);
  demand(found.length === 1, 'it must have one of data, base64, message and end');
  if (isText(data)) return { t, data };
  if (isText(base64) && isBase64(base64)) return { t, base64 };
  if (isEndOf(end)) return { t, end };
  const { event, data: text, id } = isFields(message) ? message : {};
  demand(
    isText(event) && isText(text) && (id === undefined || isText(id)),
    'data must be a string, base64 be base64, message a message, and end complete, error or ' +
      'unsubscribe',
  );
  return { t, message: { event, data: text, ...(id === undefined ? {} : { id }) } };
};

const isEnd = (entry: CassetteChunk | CassetteEnd): entry is CassetteEnd => 'end' in entry;

/**
 * Reads the text of a file with a cassette.
 *
 * @throws TypeError for a damaged one. It names the line, and quotes nothing
 *
 * @example
 * ```ts
 * import { parseCassette } from 'rxjs-chat-stream/testing';
 *
 * const { status, chunks } = parseCassette(
 *   '{"version":1,"status":200,"headers":{}}\n{"t":12,"data":"event: done\\n\\n"}\n',
 * );
 * [status, chunks]; // => [200, [{ t: 12, data: 'event: done\n\n' }]]
 * ```
 */
export function parseCassette(text: string): Cassette {
  const lines = text.replace(/^\uFEFF|\s+$/g, '').split(/\r?\n/);
  let head: Omit<Cassette, 'chunks' | 'end'> | undefined;
  let end: CassetteEnd | undefined;
  let lastTime = 0;
  const chunks: CassetteChunk[] = [];

  const read = (line: string): void => {
    const json = parseJson(line);
    demand(isFields(json), 'it must be a JSON object');
    if (head === undefined) {
      head = readHead(json);
      return;
    }
    demand(end === undefined, 'nothing may come after the end');
    const entry = readEntry(json, lastTime);
    lastTime = entry.t;
    if (isEnd(entry)) end = entry;
    else chunks.push(entry);
  };

  for (const [index, line] of lines.entries()) {
    try {
      read(line);
    } catch (error) {
      const { message } = Object(error);
      throw new TypeError(`parseCassette: line ${index + 1}: ${message}`, { cause: error });
    }
  }
  demand(head !== undefined, 'parseCassette: line 1: it must be a JSON object');
  return { ...head, chunks, ...(end === undefined ? {} : { end }) };
}
