import { isLeft, right } from 'fp-ts/lib/Either.js';
import type { FinishReason } from '../../eventDetails.js';
import type { SseMessage } from '../../framing/framing.js';
import { type Fields, fieldsOf, has } from '../../json/json.js';
import { isText } from '../kit/codecs.js';
import { endsAfterFinish } from '../kit/endsAfterFinish.js';
import { noEvents } from '../kit/events.js';
import { type FastPath, jsonDecoder, readAs } from '../kit/jsonDecoder.js';
import { sources } from '../kit/sources.js';
import { summary } from '../kit/summary.js';
import { isErrorPayload } from '../kit/toErrorEvent.js';
import { toolCalls } from '../kit/toolCalls.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import type { Decoded, ProtocolDecoder } from '../protocol.js';
import { retrievedUrls, sourcesOf } from './sourcesOf.js';
import { partReader } from './partReader.js';
import { reasonOf, toFinishReason } from './reasonOf.js';
import { toUsage, usageMetadata } from './usage.js';
import { chunk } from './wire.js';

const isChunk = has('candidates', 'usageMetadata', 'promptFeedback');

const isOfVertex = ({ createTime, usageMetadata }: Fields): boolean =>
  createTime != null || fieldsOf(usageMetadata)['trafficType'] != null;

export function decoder(onUnknown: (message: SseMessage) => void): ProtocolDecoder {
  const calls = toolCalls();
  const answer = summary(toUsage);
  const parts = partReader(calls);
  const cite = sources();
  const retrieved = new Set<string>();
  let reason: FinishReason | undefined;
  // Whether Vertex AI answers, which numbers its reasons otherwise.
  let isVertex = false;

  const finish = (why: FinishReason, raw: string): void => {
    reason = why;
    answer.finish(why, raw);
  };

  const readChunk = readAs(chunk, (from, message) => {
    answer.note({
      responseId: from.responseId,
      model: from.modelVersion,
      usage: from.usageMetadata,
    });
    isVertex ||= isOfVertex(from);
    // Candidates with another index are other answers to the same prompt.
    const first = from.candidates?.find(({ index }) => !index);
    const finished = reasonOf('finish', first?.finishReason, isVertex);
    const blocked = reasonOf('block', from.promptFeedback?.blockReason, isVertex);
    if (finished) finish(toFinishReason(finished), finished);
    else if (blocked) finish('contentFilter', blocked);
    if (first === undefined) return noEvents;
    for (const url of retrievedUrls(first)) retrieved.add(url);
    return [
      ...(first.content?.parts ?? noEvents).flatMap((part) => parts.read(part, message)),
      ...sourcesOf(first).flatMap(cite),
    ];
  });

  const end = (): Decoded =>
    right([
      // What has been read is a source too, unless a passage has named it.
      ...[...retrieved].flatMap((url) => cite({ url })),
      // Arguments that the model did not complete stay as they are.
      ...(reason === 'stop' ? parts.end() : noEvents),
      ...answer.end(calls, parts.state()),
    ]);

  // A chunk with one part of text. Gemini sends the usage with each of them.
  const fastPath: FastPath = (json) => {
    const { error, candidates, usageMetadata: usage, responseId, modelVersion: model } = json;
    if (error !== undefined || isErrorPayload(json)) return undefined;
    if (json['promptFeedback'] != null || !isText(responseId) || !isText(model)) return undefined;
    if (!Array.isArray(candidates) || candidates.length !== 1) return undefined;
    if (!usageMetadata.is(usage)) return undefined;
    const first = fieldsOf(candidates[0]);
    const { index, content, finishReason, citationMetadata, groundingMetadata } = first;
    if ((index ?? 0) !== 0 || finishReason != null || first['urlContextMetadata'] != null) {
      return undefined;
    }
    if (citationMetadata != null || groundingMetadata != null) return undefined;
    const { parts: all } = fieldsOf(content);
    if (!Array.isArray(all) || all.length !== 1) return undefined;
    const part = fieldsOf(all[0]);
    const { text, thought } = part;
    if (typeof text !== 'string' || (thought !== undefined && thought !== true)) return undefined;
    // Any other field takes the full reader.
    for (const name in part) if (name !== 'text' && name !== 'thought') return undefined;
    answer.note({ responseId, model, usage });
    return parts.readText(text, thought === true);
  };

  const json = jsonDecoder({
    fastPath,
    read: (message, json) =>
      isChunk(json) ? readChunk(message, json) : unknownMessage(message, json, onUnknown),
    beforeError: answer.usageEvents,
    // Gemini itself sends no `[DONE]`, but gateways append it.
    ...endsAfterFinish(answer, end),
  });

  return {
    ...json,
    decode: (message, getJson) => {
      const decoded = json.decode(message, getJson);
      // More may follow a finish reason, and what cannot be read may be a part of it.
      if (isLeft(decoded)) answer.reopen();
      return decoded;
    },
  };
}
