import type { SseMessage } from '../../framing/framing.js';
import { messageJson } from './messageJson.js';

/** Returns the JSON of a message, as `messageJson` does. */
export type GetJson = () => unknown;

/** Makes a function that parses a message at its first call only. */
export const jsonOnce = (message: SseMessage): GetJson => {
  let isParsed = false;
  let json: unknown;
  return () => {
    if (!isParsed) json = messageJson(message);
    isParsed = true;
    return json;
  };
};
