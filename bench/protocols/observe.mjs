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
  // Of the official client only where it has them.
  ...('sources' in more && { sources: more.sources }),
  ...('files' in more && { files: more.files }),
  ...('sealed' in more && { sealed: more.sealed }),
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

/** Names the parts in which two answers differ; `''` if there is none. */
export function difference(ours, theirs) {
  if (ours.error && theirs.error) return '';
  if (ours.error) return weFail;
  if (theirs.error) return itFails;
  return Object.keys(theirs.answer)
    .filter((name) => !isDeepStrictEqual(ours.answer[name], theirs.answer[name]))
    .join(', ');
}
