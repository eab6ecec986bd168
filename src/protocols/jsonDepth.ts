/** Whether arrays and objects are nested deeper than `limit` levels in a JSON text, told without parsing it. */
export function isDeeper(json: string, limit: number): boolean {
  // Spares nearly every text the walk: without that many brackets, nothing can be that deep.
  if (json.length <= limit || count(json, '[', limit) + count(json, '{', limit) <= limit) {
    return false;
  }
  let depth = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const sign = json[i];
    if (sign === '"') inString = !inString;
    else if (inString) i += sign === '\\' ? 1 : 0;
    else if (sign === '[' || sign === '{') depth++;
    else if (sign === ']' || sign === '}') depth--;
    if (depth > limit) return true;
  }
  return false;
}

/** How often a sign is in a text, counted up to one more than `most`. */
const count = (text: string, sign: string, most: number): number => {
  let found = 0;
  for (let at = text.indexOf(sign); at !== -1 && found <= most; at = text.indexOf(sign, at + 1)) {
    found++;
  }
  return found;
};
