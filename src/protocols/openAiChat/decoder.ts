import { right } from 'fp-ts/lib/Either.js';
import { readServerError, type ServerError } from '../../errors/serverError.js';
import { tpsEvent } from '../../eventConstructors.js';
import type { SseMessage } from '../../framing/framing.js';
import { type Fields, fieldsOf, has, textIn } from '../../json/json.js';
import { jsonEnd } from '../../json/jsonEnd.js';
import { concatEvents, type Events, noEvents } from '../kit/events.js';
import { jsonDecoder, readAs } from '../kit/jsonDecoder.js';
import { summary } from '../kit/summary.js';
import { toErrorEvent } from '../kit/toErrorEvent.js';
import { toolCalls } from '../kit/toolCalls.js';
import { truncated } from '../kit/truncated.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import type { Decoded, ProtocolDecoder } from '../protocol.js';
import { answerReader } from './answerReader.js';
import { fastPath } from './fastPath.js';
import { speedIn, toUsage, withCost } from './usage.js';
import { type Choice, chunk, failures, toFinishReason } from './wire.js';

const isChunk = has('choices', 'usage', 'x_groq', 'timings', 'base_resp');

// Choices with another index are other answers to the same prompt.
const isFirst = ({ index }: Fields): boolean => !(typeof index === 'number' && index > 0);

/** The failure that a chunk reports besides an `error` on top. */
const failureIn = (json: Fields, choice: Fields): ServerError | undefined => {
  const reported = choice['error'] || fieldsOf(json['x_groq'])['error'];
  // MiniMax.
  const { status_code: code, status_msg: message } = fieldsOf(json['base_resp']);
  const reason = textIn(choice['finish_reason']);
  return (
    readServerError({ error: reported }) ??
    (typeof code === 'number' && code !== 0
      ? { message: textIn(message) || 'The server reports a failure', code: String(code) }
      : undefined) ??
    (failures.has(reason) ? { code: reason } : undefined)
  );
};

export function decoder(
  doneWithoutReason: 'truncated' | 'done',
  onUnknown: (message: SseMessage) => void,
): ProtocolDecoder {
  // Ollama and others number all calls 0, so the end of the JSON tells two of them apart.
  const calls = toolCalls(jsonEnd);
  const answer = summary(toUsage);
  const reader = answerReader(calls, answer);
  // Snowflake and gpt-audio send no finish reason, but a usage after the last delta.
  let isBegun = false;
  let isCounted = false;
  let rawReason: string | null | undefined;
  let speed: number | undefined;

  const readSpeed = (next: number | undefined): Events => {
    if (next === undefined || next === speed) return noEvents;
    speed = next;
    return [tpsEvent(next)];
  };

  const readChoice = (choice: Choice): Events => {
    const { delta, message, text, finish_reason: reason, native_finish_reason: native } = choice;
    rawReason = native || rawReason;
    // Alibaba has `"null"` for none.
    if (reason && reason !== 'null') answer.finish(toFinishReason(reason), rawReason || reason);
    const deltas = delta ? reader.readDelta(delta) : noEvents;
    const whole = message ? reader.readMessage(message) : reader.readText(text);
    const events = concatEvents(deltas, whole);
    if (events.length > 0) isCounted = false;
    return events;
  };

  const readChunk = readAs(chunk, (json) => {
    const { id, model, choices, x_groq, timings } = json;
    const first = choices?.find(isFirst);
    isBegun ||= first !== undefined;
    const usage = json.usage ?? x_groq?.usage ?? first?.usage ?? undefined;
    answer.note({ responseId: id, model, usage: usage && withCost(usage, json) });
    const top = concatEvents(
      reader.readTop(json),
      readSpeed(timings?.predicted_per_second ?? (usage && speedIn(usage, json))),
    );
    const events = concatEvents(first ? readChoice(first) : noEvents, top);
    const isAlone = isBegun && !choices?.length && usage !== undefined;
    if (isAlone && Object.keys(toUsage(usage)).length > 0) isCounted = true;
    const failure = failureIn(json, first ?? {});
    return failure ? [...events, ...answer.usageEvents(), toErrorEvent(failure)] : events;
  });

  const finish = (): Decoded => right([...reader.end(), ...answer.end(calls, reader.state())]);

  return jsonDecoder({
    fastPath: fastPath(reader.isInThought, ({ id, model, reasoning, content }) => {
      answer.note({ responseId: id, model });
      isBegun = true;
      if (reasoning || content) isCounted = false;
      return reader.readTexts(reasoning, content);
    }),
    read: (message, json) =>
      isChunk(json) ? readChunk(message, json) : unknownMessage(message, json, onUnknown),
    beforeError: answer.usageEvents,
    done: () =>
      isCounted || doneWithoutReason === 'done' || answer.isFinished() ? finish() : truncated(),
    end: () => (answer.isFinished() ? finish() : noEvents),
  });
}
