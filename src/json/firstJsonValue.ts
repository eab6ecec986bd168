import { parseJson } from './json.js';

/**
 * Returns the JSON value of a text, or of its first line (NDJSON), or `undefined`. Of a list, which
 * Gemini sends without `alt=sse`, it returns the first item.
 */
export const firstJsonValue = (text: string): unknown => {
  const complete = parseJson(text);
  const json = complete === undefined ? parseJson(/^[{[].*/.exec(text)?.[0] ?? '') : complete;
  return Array.isArray(json) ? (json[0] ?? null) : json;
};
