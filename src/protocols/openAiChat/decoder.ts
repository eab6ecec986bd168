import { right } from 'fp-ts/lib/Either.js';
import { readServerError } from '../../errors/serverError.js';
import { tpsEvent } from '../../eventConstructors.js';
import type { SseMessage } from '../../framing/framing.js';
import { fieldsOf, has, isFields } from '../../json/json.js';
import { jsonEnd } from '../../json/jsonEnd.js';
import { isText } from '../kit/codecs.js';
import { endsAfterFinish } from '../kit/endsAfterFinish.js';
import {
  concatEvents,
  contentEvents,
  type Events,
  noEvents,
  reasoningEvents,
} from '../kit/events.js';
import { type FastPath, jsonDecoder, readAs } from '../kit/jsonDecoder.js';
import { summary } from '../kit/summary.js';
import { isErrorPayload, toErrorEvent } from '../kit/toErrorEvent.js';
import { toArgumentsText, toolCalls } from '../kit/toolCalls.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import type { Decoded, ProtocolDecoder } from '../protocol.js';
import { chunk, type Delta, failures, toFinishReason, type ToolCall, toUsage } from './wire.js';

// OpenRouter sends the same text in two of these fields, so the first one counts.
const reasoningIn = ({ reasoning_content, reasoning, reasoning_details, content }: Delta): string =>
  reasoning_content ||
  reasoning ||
  (reasoning_details ?? noEvents).map((part) => part.text ?? part.summary ?? '').join('') ||
  (Array.isArray(content) ? content : noEvents)
    .flatMap(({ thinking }) => thinking ?? [])
    .map((part) => part.text ?? '')
    .join('');

const contentIn = ({ content, refusal }: Delta): string =>
  Array.isArray(content)
    ? content.map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join('')
    : (content ?? '') + (refusal ?? '');

const isChunk = has('choices', 'usage', 'x_groq', 'timings');

export function decoder(
  doneWithoutReason: 'truncated' | 'done',
  onUnknown: (message: SseMessage) => void,
): ProtocolDecoder {
  // Ollama and others number all calls 0, so the end of the JSON tells two of them apart.
  const calls = toolCalls(jsonEnd);
  const answer = summary(toUsage);

  const readCalls = ({ function_call, tool_calls }: Delta): Events =>
    (function_call ? [{ function: function_call }] : (tool_calls ?? noEvents)).flatMap(
      ({ index, id, function: called }: Partial<ToolCall>) =>
        calls.push({
          key: index ?? undefined,
          id,
          name: called?.name,
          argumentsText: called?.arguments ? toArgumentsText(called.arguments) : '',
        }),
    );

  const readDelta = (delta: Delta): Events =>
    concatEvents(
      concatEvents(reasoningEvents(reasoningIn(delta)), contentEvents(contentIn(delta))),
      delta.function_call || delta.tool_calls ? readCalls(delta) : noEvents,
    );

  const readChunk = readAs(chunk, ({ id, model, choices, usage, x_groq, timings }) => {
    answer.note({ responseId: id, model, usage: usage ?? x_groq?.usage });
    // Choices with another index are other answers to the same prompt.
    const first = choices?.find(({ index }) => !index);
    const reason = first?.finish_reason;
    if (reason) answer.finish(toFinishReason(reason));
    const speed = timings?.predicted_per_second ?? undefined;
    const events = concatEvents(
      first?.delta ? readDelta(first.delta) : noEvents,
      speed === undefined ? noEvents : [tpsEvent(speed)],
    );
    const failure =
      readServerError({ error: first?.error || x_groq?.error }) ??
      (reason && failures.has(reason) && { code: reason });
    return failure ? [...events, ...answer.usageEvents(), toErrorEvent(failure)] : events;
  });

  // A chunk with one delta of text and nothing that is reported only once.
  const fastPath: FastPath = (json) => {
    const { error, id, model, choices, usage, x_groq, timings } = json;
    if (error !== undefined || isErrorPayload(json)) return undefined;
    if ((usage ?? x_groq ?? timings) != null) return undefined;
    if (!Array.isArray(choices) || choices.length !== 1) return undefined;
    const { index, delta, finish_reason, error: failure } = fieldsOf(choices[0]);
    if ((index ?? 0) !== 0 || (finish_reason ?? failure) != null) return undefined;
    if (!isFields(delta)) return undefined;
    const { content, reasoning_content, reasoning, reasoning_details, refusal } = delta;
    if ((reasoning ?? reasoning_details ?? refusal) != null) return undefined;
    if ((delta['tool_calls'] ?? delta['function_call']) != null) return undefined;
    if (!isText(content) || !isText(reasoning_content)) return undefined;
    if (!isText(id) || !isText(model)) return undefined;
    answer.note({ responseId: id, model });
    return concatEvents(reasoningEvents(reasoning_content), contentEvents(content));
  };

  const finish = (): Decoded => right(answer.end(calls));

  return jsonDecoder({
    fastPath,
    read: (message, json) =>
      isChunk(json) ? readChunk(message, json) : unknownMessage(message, json, onUnknown),
    beforeError: answer.usageEvents,
    ...endsAfterFinish(answer, finish, doneWithoutReason === 'done'),
  });
}
