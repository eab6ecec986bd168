import type { FinishReason, TokenUsage } from '../../eventDetails.js';
import type { ErrorEvent, StreamEvent } from '../../events.js';
import { redactor } from '../../errors/redactor.js';
import { type Codec, count, rate, string, struct, text } from '../kit/codecs.js';
import * as wire from './wire.js';

/** The data of an event on the wire, and the codec with which a client reads it. */
export interface Draft {
  readonly data: unknown;
  readonly codec?: Codec<unknown>;
}

const finishReasons: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  toolCalls: 'tool_calls',
  contentFilter: 'content_filter',
  other: 'other',
};

const doneData = /*#__PURE__*/ struct({
  finish_reason: text,
  raw_finish_reason: text,
  response_id: text,
  model: text,
});

const errorData = /*#__PURE__*/ struct({ message: string, code: text });

const { text: normalised } = /*#__PURE__*/ redactor(() => ({ credentials: [], prompts: [] }));

const errorDraft = ({ message, code, status, retryAfterMs }: ErrorEvent): Draft => ({
  data: {
    message: typeof message === 'string' ? normalised(message) : message,
    code,
    status,
    retry_after: retryAfterMs === undefined ? undefined : retryAfterMs / 1000,
  },
  codec: errorData,
});

const counts = {
  inputTokens: 'input_tokens',
  outputTokens: 'output_tokens',
  totalTokens: 'total_tokens',
  reasoningTokens: 'reasoning_tokens',
  cachedInputTokens: 'cached_input_tokens',
  cacheWriteTokens: 'cache_write_tokens',
  cost: 'cost',
} as const;

/** The valid counts; `undefined` if there is none. */
const usageDraft = (usage: TokenUsage): Draft | undefined => {
  const valid = Object.entries(counts).filter(([name, written]) => {
    const value = Object(usage)[name];
    return value != null && (written === 'cost' ? rate : count).is(value);
  });
  if (valid.length === 0) return undefined;
  const data = valid.map(([name, written]) => [written, Object(usage)[name]]);
  return { data: Object.fromEntries(data), codec: wire.usageData };
};

/** Returns nothing for what the wire cannot say and nobody misses. */
export const eventDraft = (event: StreamEvent): Draft | undefined => {
  switch (event.type) {
    case 'content':
    case 'reasoning': {
      const { text, part } = event;
      return { data: { text, part }, codec: wire.deltaData };
    }
    case 'toolCall': {
      const { index, id, name, argumentsText, providerExecuted, approvalId } = event;
      const data = {
        index,
        id,
        name,
        arguments: argumentsText,
        provider_executed: providerExecuted,
        approval_id: approvalId,
      };
      return { data, codec: wire.toolCallData };
    }
    case 'toolResult': {
      const { id, name, result = null, isError, preliminary } = event;
      return {
        data: { id, name, result, is_error: isError, preliminary },
        codec: wire.toolResultData,
      };
    }
    case 'source': {
      const { url, title, text, id } = event;
      return { data: { url, title, text, id }, codec: wire.sourceData };
    }
    case 'file': {
      const { mediaType, url, base64, name, transcript } = event;
      const data = { media_type: mediaType, url, base64, name, transcript };
      return { data, codec: wire.fileData };
    }
    case 'tps': {
      const { tps, source } = event;
      const data = { tps, source: source === 'estimated' ? source : undefined };
      return rate.is(tps) ? { data, codec: wire.tpsData } : undefined;
    }
    case 'usage':
      return usageDraft(event.usage);
    case 'providerState': {
      const { protocol, state } = event;
      return { data: { protocol, state }, codec: wire.providerStateData };
    }
    case 'error':
      return errorDraft(event);
    case 'reset':
      return { data: { attempt: event.attempt }, codec: wire.resetData };
    case 'done': {
      const { finishReason, rawFinishReason, responseId, model } = event;
      const data = {
        finish_reason: finishReason && (finishReasons[finishReason] ?? 'other'),
        raw_finish_reason: rawFinishReason,
        response_id: responseId,
        model,
      };
      return { data, codec: doneData };
    }
    case 'retrying':
      return undefined;
  }
};
