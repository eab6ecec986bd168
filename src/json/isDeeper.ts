/** Whether arrays and objects are nested deeper than `limit` levels in a JSON text, told without parsing it. */
export function isDeeper(json: string, limit: number): boolean {
  // Spares nearly every text the walk: without that many brackets, nothing can be that deep.
  if (json.length <= limit || count(json, '[', limit) + count(json, '{', limit) <= limit) {
    return false;
  }
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (sign === '"') at = endOfString(json, at);
    else if (sign === '[' || sign === '{') depth++;
    else if (sign === ']' || sign === '}') depth--;
    if (depth > limit) return true;
  }
  return false;
}

/** Where the string ends that begins at `start`: texts are long, and searched faster than walked. */
const endOfString = (json: string, start: number): number => {
  let end = json.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length : end;
};

/** Whether an odd number of backslashes stands before a sign. */
const isEscaped = (json: string, at: number): boolean => {
  let first = at;
  while (json[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
};

/** How often a sign is in a text, counted up to one more than `most`. */
const count = (text: string, sign: string, most: number): number => {
  let found = 0;
  for (let at = text.indexOf(sign); at !== -1 && found <= most; at = text.indexOf(sign, at + 1)) {
    found++;
  }
  return found;
};
