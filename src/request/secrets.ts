import type { Secrets } from '../errors/secretFinder.js';
import { isFields } from '../json/json.js';
import type { ChatRequest } from './request.js';
import { secretHeaders } from './secretHeaders.js';

/** What an attempt sends that grants access. */
interface SentCredentials {
  readonly accessToken: string;
  readonly headers: Readonly<Record<string, string>>;
}

// As many attempts are remembered: a server may answer with the token of an earlier one.
const MAX_ATTEMPTS = 8;
// A valid history is less deep.
const MAX_DEPTH = 6;

/** Collects what the errors of one call must not reveal. */
export interface RequestSecrets {
  /** Notes what an attempt sends. */
  readonly note: (sent: SentCredentials) => void;
  /** Returns the secrets of the request, whether it is valid or not, and of the last attempts. */
  readonly of: (request: ChatRequest, baseUrl: URL) => Secrets;
}

export function requestSecrets(): RequestSecrets {
  let attempts: readonly SentCredentials[] = [];
  return {
    note: (sent) => {
      attempts = [...attempts, sent].slice(-MAX_ATTEMPTS);
    },
    of: (request, baseUrl) => ({
      credentials: [
        request.accessToken,
        ...attempts.flatMap(({ accessToken, headers }) => [accessToken, ...secretHeaders(headers)]),
        ...parametersOf(baseUrl),
      ],
      prompts: textsIn([request.message, request.systemPrompt, request.history]),
    }),
  };
}

/** The texts of a prompt: of its turns, their parts, and the calls and results in them. */
const textsIn = (prompt: unknown, depth = 0): readonly string[] => {
  if (typeof prompt === 'string') return [prompt];
  if (depth > MAX_DEPTH) return [];
  const inner = (each: unknown): readonly string[] => textsIn(each, depth + 1);
  if (Array.isArray(prompt)) return prompt.flatMap(inner);
  if (!isFields(prompt)) return [];
  const { text, content, reasoning, toolCalls, argumentsText, url, base64 } = prompt;
  return [text, content, reasoning, toolCalls, argumentsText, url, base64].flatMap(inner);
};

/** The values of the parameters in a URL, decoded and as written. */
const parametersOf = ({ search, searchParams }: URL): readonly string[] => [
  ...Array.from(searchParams, ([name, value]) => value || name),
  ...Array.from(search.matchAll(/=([^&]+)/g), ([, written = '']) => written),
];
