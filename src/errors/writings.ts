const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const escape = (pattern: RegExp, text: string, write: (code: number) => string): string =>
  text.replace(pattern, (character) => write(character.charCodeAt(0)));

// `encodeURIComponent` throws for half of a pair.
const inComponent = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));

const inUrl = (text: string): string =>
  escape(/[!'()~]/g, inComponent(text), (code) => `%${code.toString(16).toUpperCase()}`);

/** Writes a secret as a server may quote it. */
export type Writing = (secret: string) => string;

/** The ways in which a server may quote a secret: plain, in JSON, in a URL, in markup. */
export const writings: readonly Writing[] = [
  (secret) => secret,
  inJson,
  (secret) => inJson(inJson(secret)),
  (secret) => inJson(secret).replaceAll('\\"', '"'),
  (secret) =>
    escape(/[^ -~]/g, inJson(secret), (code) => `\\u${code.toString(16).padStart(4, '0')}`),
  (secret) => inJson(secret).replaceAll('/', '\\/'),
  inComponent,
  inUrl,
  (secret) => inUrl(secret).replaceAll('%20', '+'),
  (secret) => escape(/[&<>"']/g, secret, (code) => `&#${code};`),
];
