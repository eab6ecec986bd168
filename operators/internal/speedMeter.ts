import type { TokenUsage } from '../../src/eventDetails.js';
import type { StreamEvent } from '../../src/events.js';
import { rateWindow } from './rateWindow.js';

/** Measures the speed of an answer. Times are in ms, of any clock that does not go back. */
export interface SpeedMeter {
  /** Takes an event. Returns whether it has tokens that count. */
  readonly take: (event: StreamEvent, now: number) => boolean;
  /** Returns the tokens per second of late; `undefined` before the second instant with tokens. */
  readonly rate: (now: number) => number | undefined;
  /** Returns the tokens per second of the answer; `undefined` if there is no way to tell. */
  readonly exact: (usage: TokenUsage) => number | undefined;
}

// Any other count could make the speed negative or infinite.
const isCount = (tokens: number): boolean => tokens > 0 && tokens <= Number.MAX_SAFE_INTEGER;

/**
 * Makes a meter over a window of some ms.
 *
 * - A `reset` starts the measurement again. Deltas of the same instant are a replay of what was
 *   counted: then the measurement goes on instead.
 * - While a tool runs, no time counts: from the call to its result, or to the next text.
 */
export function speedMeter(window: number, countTokens: (text: string) => number): SpeedMeter {
  let rates = rateWindow(window);
  // The measurement before the last `reset`, and when that came.
  let ratesBefore = rates;
  let resetAt = -Infinity;
  let hasReasoning = false;
  // Whether there was a call that the provider runs, and neither a result nor text since.
  let isToolRunning = false;

  const count = (text: string, now: number): boolean => {
    if (now === resetAt) {
      rates = ratesBefore;
      return false;
    }
    const tokens = countTokens(text);
    if (!isCount(tokens)) return false;
    rates.add(tokens, now);
    return true;
  };

  const reset = (now: number): void => {
    if (now > resetAt) ratesBefore = rates;
    resetAt = now;
    rates = rateWindow(window);
    hasReasoning = false;
    isToolRunning = false;
  };

  const endTool = (now: number): void => {
    rates.skip(now);
    isToolRunning = false;
  };

  return {
    take: (event, now) => {
      switch (event.type) {
        case 'content':
        case 'reasoning':
          if (event.type === 'reasoning') hasReasoning = true;
          if (isToolRunning) endTool(now);
          return count(event.text, now);
        case 'toolCall':
          isToolRunning ||= event.providerExecuted === true;
          return count(event.argumentsText, now);
        case 'toolResult':
          endTool(now);
          return false;
        case 'reset':
          reset(now);
          return false;
        default:
          return false;
      }
    },
    rate: (now) => rates.rate(now),
    exact: ({ outputTokens = 0, reasoningTokens = 0 }) => {
      const unseen = hasReasoning || !isCount(reasoningTokens) ? 0 : reasoningTokens;
      const tokens = outputTokens - unseen;
      return isCount(tokens) ? rates.overall(tokens) : undefined;
    },
  };
}
