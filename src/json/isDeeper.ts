/** How deep JSON may be nested. Code that walks a deeper value could overflow the stack. */
export const MAX_DEPTH = 512;

/** Whether a JSON text nests objects and arrays more than `limit` levels deep, without parsing. */
export function isDeeper(json: string, limit = MAX_DEPTH): boolean {
  // A text with at most `limit` opening brackets cannot be deeper. That is nearly every text.
  if (json.length <= limit || count(json, '[', limit) + count(json, '{', limit) <= limit) {
    return false;
  }
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '"') at = endOfString(json, at);
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > limit) return true;
  }
  return false;
}

/** Returns where the string that begins at `start` ends. `indexOf` is faster than a loop. */
const endOfString = (json: string, start: number): number => {
  let end = json.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length : end;
};

/** Whether there is an odd number of backslashes before `at`. */
const isEscaped = (json: string, at: number): boolean => {
  let first = at;
  while (json[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
};

/** Counts a character in a text, up to one more than `maximum`. */
const count = (text: string, character: string, maximum: number): number => {
  let found = 0;
  let at = text.indexOf(character);
  for (; at !== -1 && found <= maximum; at = text.indexOf(character, at + 1)) found++;
  return found;
};
