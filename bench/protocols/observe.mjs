import { isDeepStrictEqual } from 'node:util';

// None takes that long, unless it hangs.
const bound = 5_000;

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const usageOf = ({ inputTokens, outputTokens, totalTokens, ...details }) => {
  const { reasoningTokens, cachedInputTokens } = details;
  // A sum of what is not told is none.
  const total = totalTokens ?? (inputTokens ?? NaN) + (outputTokens ?? NaN);
  return [inputTokens, outputTokens, total, reasoningTokens, cachedInputTokens].map((count) =>
    Number.isFinite(count) ? count : undefined,
  );
};

const inOneForm = ({ text, reasoning, toolCalls, finishReason, usage }) => ({
  text,
  reasoning,
  'tool calls': toolCalls.map(([name, json]) => [name, parsed(json)]),
  'finish reason': finishReason,
  usage: usageOf(usage ?? {}),
});

/** The answer that a client reads, in one form for all; none where it fails. */
export async function answerOf(read) {
  let timer;
  const tooLate = new Promise((_, reject) => {
    timer = setTimeout(reject, bound, new Error(`not done after ${bound} ms`));
  });
  try {
    return { answer: inOneForm(await Promise.race([read(), tooLate])) };
  } catch (error) {
    return { error: error ?? new Error('no error given') };
  } finally {
    clearTimeout(timer);
  }
}

/** In what two answers differ; nothing, if in nothing. */
export function difference(ours, theirs) {
  if (ours.error && theirs.error) return '';
  if (ours.error) return 'we fail';
  if (theirs.error) return 'it fails';
  return Object.keys(ours.answer)
    .filter((name) => !isDeepStrictEqual(ours.answer[name], theirs.answer[name]))
    .join(', ');
}
