import { isDeepStrictEqual } from 'node:util';
import { withinBound } from '../withinBound.mjs';

// In ms. A client that takes longer hangs.
const bound = 5_000;

export const weFail = 'we fail';
export const itFails = 'it fails';

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const usageOf = ({ inputTokens, outputTokens, totalTokens, ...details }) => {
  const { reasoningTokens, cachedInputTokens } = details;
  // NaN: a missing summand leaves the total unknown.
  const total = totalTokens ?? (inputTokens ?? NaN) + (outputTokens ?? NaN);
  return [inputTokens, outputTokens, total, reasoningTokens, cachedInputTokens].map((count) =>
    Number.isFinite(count) ? count : undefined,
  );
};

const normalized = ({ text, reasoning, toolCalls, finishReason, usage, ...more }) => ({
  text,
  reasoning,
  'tool calls': toolCalls.map(([name, json]) => [name, parsed(json)]),
  'finish reason': finishReason,
  usage: usageOf(usage ?? {}),
  results: more.results,
  sources: more.sources && [...new Set(more.sources)].toSorted(),
  files: more.files,
  state: more.state,
});

/** Reads an answer with a client: `answer` in one form for all clients, or the `error`. */
export async function answerOf(read) {
  try {
    const answer = await withinBound(read(), bound);
    if (answer === undefined) throw new Error(`not done after ${bound} ms`);
    return { answer: normalized(answer) };
  } catch (error) {
    return { error: error ?? new Error('no error given') };
  }
}

// What not every client tells.
const optional = new Set(['results', 'sources', 'files', 'state']);

/** Names the parts in which two answers differ; `''` if there is none. */
export function difference(ours, theirs) {
  if (ours.error && theirs.error) return '';
  if (ours.error) return weFail;
  if (theirs.error) return itFails;
  const isTold = (name) => [ours, theirs].every(({ answer }) => answer[name] !== undefined);
  return Object.keys(ours.answer)
    .filter((name) => !optional.has(name) || isTold(name))
    .filter((name) => !isDeepStrictEqual(ours.answer[name], theirs.answer[name]))
    .join(', ');
}
