import type { ChatRequest } from './request.js';

/** What a request must not reveal in an error, whether it is valid or not: token, prompts, URL. */
export const requestSecrets = (request: ChatRequest, baseUrl: URL): readonly unknown[] => [
  request.accessToken,
  ...promptsOf(request),
  ...parametersOf(baseUrl),
];

/** The values of headers that grant access: complete, and each of their parts, such as a cookie. */
export const secretHeaders = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers)
    .filter(([name]) => secretName.test(name))
    .flatMap(([, value]) => [value, ...partsOf(value)]);

const secretName =
  /access|auth|bearer|cookie|cred|csrf|jwt|key|otp|pass|secret|session|sign|ticket|token/i;

const promptsOf = ({ message, systemPrompt, history }: ChatRequest): readonly unknown[] => [
  message,
  systemPrompt,
  ...(Array.isArray(history) ? history.map((turn) => turn?.content) : []),
];

/** The values of the parameters in a URL, decoded and as written. */
const parametersOf = ({ search, searchParams }: URL): readonly string[] => [
  ...Array.from(searchParams, ([name, value]) => value || name),
  ...Array.from(search.matchAll(/=([^&]+)/g), ([, written = '']) => written),
];

// Names of cookies, the word "bearer" and the user of basic authentication are left out: they are
// ordinary words.
const partsOf = (value: string): readonly string[] =>
  `${value} ${decodeBasic(value).replace(':', ' ')}`
    .split(/[\s;,]+/)
    .map((part) => part.slice(part.indexOf('=') + 1).replace(/^"|"$/g, ''))
    .filter((part) => !/^bearer$/i.test(part));

const decodeBasic = (value: string): string => {
  try {
    return atob(/^basic (\S+)$/i.exec(value)?.[1] ?? '');
  } catch {
    return '';
  }
};
