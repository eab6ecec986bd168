import { aString, nonBlank, optional, type Rule, type Rules } from '../validation.js';

const matching = (pattern: RegExp, words: string): Rule => ({
  is: (value) => typeof value === 'string' && pattern.test(value),
  words,
});

/** Whether text is base64, padded or not. */
const isBase64 = (text: string): boolean =>
  /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.replace(/=+$/, '').length % 4 !== 1;

/** Whether text has whole escapes only. They stand for bytes, which need not be text. */
const isEscaped = (text: string): boolean => text !== '' && !/%(?![\da-f]{2})/i.test(text);

/** Whether a value is an `https:` URL, or a `data:` URL whose data can be read. */
const isUrl = (value: unknown): boolean => {
  if (typeof value !== 'string') return false;
  const comma = value.indexOf(',');
  if (!/^data:/i.test(value)) return /^https:\/\/./is.test(value);
  const data = value.slice(comma + 1);
  return comma > 0 && (/;base64$/i.test(value.slice(0, comma)) ? isBase64(data) : isEscaped(data));
};

const aUrl: Rule = { is: isUrl, words: 'an https: or data: URL' };
const base64: Rule = {
  is: (value) => typeof value === 'string' && isBase64(value),
  words: 'base64 text',
};
const anImageType = matching(/^image\/[\w.+*-]+$/i, 'a media type such as image/png');
const aMediaType = matching(/^[\w.+-]+\/[\w.+*-]+(?:;.*)?$/i, 'a media type such as text/plain');

/** The rules for the fields of a part, by its type. */
export const partRules: Readonly<Record<string, (part: object) => Rules>> = {
  text: () => ({ text: aString }),
  image: (part) => ('url' in part ? { url: aUrl } : { base64, mediaType: anImageType }),
  file: (part) => ({
    ...('url' in part ? { url: aUrl } : { base64 }),
    mediaType: aMediaType,
    name: optional(nonBlank),
  }),
};
