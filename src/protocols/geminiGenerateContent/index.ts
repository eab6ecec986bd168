import type { StreamEvent } from '../../events.js';
import type { AuthorizedRequest } from '../../request/request.js';
import { fieldsOf } from '../../json/json.js';
import { checkToken } from '../../request/requestFaults.js';
import { aString, check, optional, type Rule } from '../../validation.js';
import { defineProtocol } from '../kit/defineProtocol.js';
import { conflict } from '../kit/jsonBody.js';
import type { ChatProtocol } from '../protocol.js';
import { body, checkTools, settings } from './body.js';
import { decoder } from './decoder.js';

/** Options of {@link geminiGenerateContent}. */
export interface GeminiGenerateContentOptions {
  /**
   * First segment of the path, after the base URL `https://generativelanguage.googleapis.com`.
   * Empty where the base URL includes the version.
   * @defaultValue `'v1beta'`
   */
  readonly apiVersion?: string;
}

// Neither characters with a meaning in URLs nor segments of dots.
const modelName: Rule = {
  is: (value) => value === '' || /^(?:[\w@:-][\w.@:-]*\/)*[\w@:-][\w.@:-]*$/.test(String(value)),
  words: 'a name such as gemini-2.5-flash, models/gemini-2.5-flash or tunedModels/mine',
};

const resourceOf = (modelId: string): string =>
  /^(models|tunedModels)\//.test(modelId) ? modelId : `models/${modelId}`;

/**
 * Google's Gemini API, `{model}:streamGenerateContent?alt=sse`. A `modelId` is the name alone or
 * with `models/` or `tunedModels/` before it; the token is an API key, sent as `x-goog-api-key`.
 * System turns are instructions. A call that another model made has no signature, which Gemini 3
 * requires after the last turn of the user; there it gets `skip_thought_signature_validator`.
 *
 * Thoughts are reasoning, and their tokens are output tokens. Text in a row is one part; after a
 * call, a file or a thought, another part begins. A function call comes complete, or with its
 * arguments value by value, which are written as JSON text; it has an `id` where the server gives
 * one. Code and other tools that Google runs are calls with `providerExecuted`, and their results
 * follow. Inline data and file data are files, grounding, citations and URLs that were read are
 * sources. Where a part has a signature, `providerState` has the parts as the next turn gives them
 * back.
 *
 * `done` is the end of the body after a finish reason, or after the reason why the prompt was
 * blocked (`contentFilter`), since text and usage may follow the first of them. Usage is reported
 * once, right before it. Gemini reports a failure during the answer as plain JSON after the last
 * event; it becomes an `error` event.
 *
 * @example
 * ```ts
 * import { geminiGenerateContent } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = geminiGenerateContent().decoder();
 * decode({ event: 'message', data: '{"candidates":[{"content":{"parts":[{"text":"Hi"}]}}]}' });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi', part: 0 }] }
 * ```
 *
 * @see https://ai.google.dev/api/generate-content
 */
export function geminiGenerateContent({
  apiVersion = 'v1beta',
}: GeminiGenerateContentOptions = {}): ChatProtocol<StreamEvent, AuthorizedRequest> {
  const root = apiVersion && `/${apiVersion}`;
  return defineProtocol({
    name: 'geminiGenerateContent',
    framing: 'sse',
    path: ({ modelId }) => `${root}/${resourceOf(modelId)}:streamGenerateContent?alt=sse`,
    headers: ({ accessToken }) => ({ 'x-goog-api-key': accessToken }),
    settings,
    carries: { part: () => undefined },
    body,
    check: (request) => [
      checkToken(request),
      check('apiVersion', apiVersion, aString),
      ...checkTools(request),
      check('modelId', request.modelId, optional(modelName)),
      // The path has it.
      fieldsOf(request.extraBody)['model'] === undefined
        ? undefined
        : conflict('geminiGenerateContent', 'extraBody.model', 'modelId'),
    ],
    decoder,
  });
}
