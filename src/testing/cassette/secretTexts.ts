import { isFields, parseJson } from '../../json/json.js';
import { secretHeaders, secretName } from '../../request/secretHeaders.js';
import type { TransportRequest } from '../../transport/transport.js';

// Shorter texts occur in ordinary words.
const MIN_CREDENTIAL = 6;
const MIN_PROMPT = 16;

// Fields of a request with what people and models wrote, whichever the protocol.
const ofPrompt = /content|context|history|input|instruction|message|part|prompt|system|text/i;

const textsIn = (json: unknown, isPrompt: boolean): readonly string[] => {
  if (typeof json === 'string') return isPrompt ? [json] : [];
  if (Array.isArray(json)) return json.flatMap((each) => textsIn(each, isPrompt));
  if (!isFields(json)) return [];
  return Object.entries(json).flatMap(([name, value]) =>
    textsIn(value, isPrompt || ofPrompt.test(name)),
  );
};

const parametersOf = (url: string): readonly string[] =>
  Array.from(url.matchAll(/[?&]([^=&#]+)=([^&#]*)/g)).flatMap(([, name = '', value = '']) =>
    secretName.test(name) ? [value] : [],
  );

/** What a recording must not have: what grants access, and, unless it is kept, the prompt. */
export const secretTexts = (
  { url, headers, body = '' }: TransportRequest,
  keepsPrompt: boolean,
): readonly string[] => [
  ...[...secretHeaders(headers), ...parametersOf(url)].filter(
    ({ length }) => length >= MIN_CREDENTIAL,
  ),
  ...(keepsPrompt ? [] : textsIn(parseJson(body), false)).filter(
    ({ length }) => length >= MIN_PROMPT,
  ),
];
