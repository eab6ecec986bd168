import { type Either, left, right } from 'fp-ts/lib/Either.js';
import { copyJson } from '../../json/copyJson.js';
import { type Fields, isFields } from '../../json/json.js';
import { isSameField, settingOf } from './settingFields.js';

/**
 * Adds fields to those of a protocol. Objects are merged at any depth, and lists of tools joined. A
 * value for another field that the protocol sets is not added, and reported.
 * @param path of `own`, with a dot at its end
 */
export const addFields = (
  own: Fields,
  more: Fields,
  path: string,
  onConflict: (path: string, rival: string) => void,
): Fields => {
  const all = new Map(Object.entries(own).filter(([, value]) => value !== undefined));
  for (const [name, value] of Object.entries(more)) {
    const rival = all.has(name) ? name : [...all.keys()].find((each) => isSameField(each, name));
    const existing = rival === undefined ? undefined : all.get(rival);
    if (rival === undefined) all.set(name, value);
    else if (isFields(existing) && isFields(value)) {
      all.set(rival, addFields(existing, value, `${path}${name}.`, onConflict));
    } else if (name === 'tools' && Array.isArray(existing) && Array.isArray(value)) {
      // Tools that the provider runs stand beside those of the app.
      all.set(name, [...existing, ...value]);
    } else if (existing !== value || settingOf(rival) !== undefined) {
      onConflict(`${path}${name}`, rival);
    }
  }
  return Object.fromEntries(all);
};

/** The fault of a field that a protocol sets under the name of `rival`. */
export const conflict = (protocol: string, path: string, rival: string): string => {
  const setting = settingOf(rival) ?? rival;
  const own = setting === rival ? rival : `${setting} as ${rival}`;
  return `${path} must be left out: ${protocol} sends ${own}`;
};

/**
 * Writes a JSON body: the fields of the protocol, then those of `extraBody`, then the defaults that
 * neither has. Returns a sentence for each fault of `extraBody`.
 */
export function jsonBody(
  protocol: string,
  own: object,
  extraBody: unknown,
  defaults: object | undefined,
): Either<readonly string[], string> {
  const faults: string[] = [];
  let body: Fields = { ...own };
  if (extraBody != null) {
    const extra = copyJson(extraBody);
    if (!isFields(extra)) return left(['extraBody must be an object of JSON values']);
    body = addFields(body, extra, 'extraBody.', (path, rival) => {
      faults.push(conflict(protocol, path, rival));
    });
  }
  if (defaults !== undefined) body = addFields(body, { ...defaults }, '', () => {});
  return faults.length > 0 ? left(faults) : right(JSON.stringify(body));
}

/**
 * `undefined` for an empty text or list, which is then not sent: it would override the default of
 * the server.
 */
export const unlessEmpty = <T extends string | readonly unknown[]>(
  value: T | null | undefined,
): T | undefined => (value?.length ? value : undefined);
