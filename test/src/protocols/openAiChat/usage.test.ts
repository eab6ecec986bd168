import { describe, expect, it } from '@jest/globals';
import { isRight } from 'fp-ts/lib/Either.js';
import type { StreamEvent } from '../../../../src/index.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';
import { openAiChat } from '../../../../src/protocols/index.js';

/** The events of an answer whose last chunk has this usage, and these fields on top. */
const play = (usage: object, top: object = {}): readonly StreamEvent[] => {
  const { decode, end } = openAiChat().decoder();
  const json = { choices: [{ delta: {}, finish_reason: 'stop' }], usage, ...top };
  // JSON has no infinity, but numbers that are read as it.
  const data = JSON.stringify(json).replaceAll('"Infinity"', '1e999');
  return [decode({ event: 'message', data }), end()].flatMap((each) => {
    const decoded = toEither(each);
    return isRight(decoded) ? decoded.right : [];
  });
};

const usageOf = (usage: object) =>
  play(usage).flatMap((event) => (event.type === 'usage' ? [event.usage] : []));

const speedOf = (usage: object, top: object) =>
  play(usage, top).flatMap((event) => (event.type === 'tps' ? [event.tps] : []));

const counts = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
const ours = { inputTokens: 9, outputTokens: 4, totalTokens: 13 };

describe('the usage', () => {
  it.each([
    ['OpenAI', { prompt_tokens_details: { cached_tokens: 2 } }, { cachedInputTokens: 2 }],
    ['DeepSeek', { prompt_cache_hit_tokens: 2 }, { cachedInputTokens: 2 }],
    ['Moonshot', { cached_tokens: 2 }, { cachedInputTokens: 2 }],
    ['Mistral', { num_cached_tokens: 2 }, { cachedInputTokens: 2 }],
    ['LiteLLM', { cache_read_input_tokens: 2 }, { cachedInputTokens: 2 }],
    [
      'Hugging Face',
      { prompt_tokens_details: { cache_read_input_tokens: 2, cache_creation_input_tokens: 3 } },
      { cachedInputTokens: 2, cacheWriteTokens: 3 },
    ],
    ['OpenRouter', { prompt_tokens_details: { cache_write_tokens: 3 } }, { cacheWriteTokens: 3 }],
    ['AI gateways', { cache_creation_input_tokens: 3 }, { cacheWriteTokens: 3 }],
    ['Together', { reasoning_tokens: 5 }, { reasoningTokens: 5 }],
    [
      'a relay of the other API of OpenAI',
      {
        output_tokens_details: { reasoning_tokens: 5 },
        input_tokens_details: { cached_tokens: 2 },
      },
      { reasoningTokens: 5, cachedInputTokens: 2 },
    ],
    ['OpenRouter, free of charge', { cost: 0 }, { cost: 0 }],
    ['Perplexity', { cost: { input_tokens_cost: 1, total_cost: 0.25 } }, { cost: 0.25 }],
    ['DeepInfra', { estimated_cost: 0.25 }, { cost: 0.25 }],
    ['xAI, whose ticks are no money', { cost_in_usd_ticks: 1_466_250 }, {}],
    ['nobody', { cached_tokens: '2', reasoning_tokens: -1, cost: 'much' }, {}],
    ['nobody, with infinities', { cached_tokens: 'Infinity', cost: 'Infinity' }, {}],
  ])('reads what %s sends', (_, more, expected) => {
    expect(usageOf({ ...counts, ...more })).toEqual([{ ...ours, ...expected }]);
  });

  it('reads counts under the names of the other API of OpenAI', () => {
    const wire = { input_tokens: 9, output_tokens: 4 };
    expect(usageOf(wire)).toEqual([ours]);
    expect(usageOf({ ...counts, input_tokens: 0 })).toEqual([ours]);
  });
});

describe('the speed', () => {
  it.each([
    ['gpustack', { tokens_per_second: 50 }, {}, [50]],
    ['mistral.rs', { avg_compl_tok_per_sec: 50 }, {}, [50]],
    ['SambaNova', { completion_tokens_per_sec: 50 }, {}, [50]],
    ['LM Studio', {}, { stats: { tokens_per_second: 50 } }, [50]],
    ['Groq', { completion_time: 0.08 }, {}, [50]],
    ['Cerebras', {}, { time_info: { completion_time: 0.08 } }, [50]],
    ['a server that took no time', { completion_time: 0.0499 }, {}, []],
    ['a server without counts', { completion_tokens: null, completion_time: 1 }, {}, []],
    ['others', {}, {}, []],
  ])('reads what %s reports', (_, more, top, expected) => {
    expect(speedOf({ ...counts, ...more }, top)).toEqual(expected);
  });
});
