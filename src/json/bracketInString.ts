/**
 * Where a string in a JSON text has the first opening bracket at or after `from`; -1 if none has.
 * The text may end anywhere.
 */
export function bracketInString(json: string, from: number): number {
  let isInside = false;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (isInside && character === '\\') at++;
    else if (character === '"') isInside = !isInside;
    else if (isInside && at >= from && (character === '[' || character === '{')) return at;
  }
  return -1;
}
