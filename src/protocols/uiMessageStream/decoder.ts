import { isRight, right } from 'fp-ts/lib/Either.js';
import { resetEvent } from '../../eventConstructors.js';
import type { TokenUsage } from '../../eventDetails.js';
import type { StreamEvent } from '../../events.js';
import type { SseMessage } from '../../framing/framing.js';
import { type Fields, fieldsOf } from '../../json/json.js';
import type { CustomEvent, CustomEvents, EventSchemas } from '../kit/customEvents.js';
import { endsAfterFinish } from '../kit/endsAfterFinish.js';
import { type Events, noEvents } from '../kit/events.js';
import { type FastPath, jsonDecoder, readAs, type Reader } from '../kit/jsonDecoder.js';
import { summary } from '../kit/summary.js';
import { toErrorEvent } from '../kit/toErrorEvent.js';
import { truncated } from '../kit/truncated.js';
import { typeOf } from '../kit/typeOf.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import type { Decoded, ProtocolDecoder } from '../protocol.js';
import { noteIn } from './metadata.js';
import { partReaders } from './partReaders.js';
import { toolReaders } from './toolReaders.js';
import { uiMessage } from './uiMessage.js';
import { readError, type Stage, stage, toFinishReason, typed } from './wire.js';

export function decoder<S extends EventSchemas>(
  doneWithoutFinish: 'truncated' | 'done',
  custom: CustomEvents<S> | undefined,
  onUnknown: (message: SseMessage) => void,
): ProtocolDecoder<StreamEvent | CustomEvent<S>> {
  type Event = StreamEvent | CustomEvent<S>;
  const answer = summary((usage: TokenUsage) => usage);
  const said = uiMessage<CustomEvent<S>>();
  const tools = toolReaders(said.calls, onUnknown);
  const parts = partReaders(said);
  let attempt = 1;
  // Whether the stream that the server itself reads broke off.
  let isInterrupted = false;

  // A server may append one stream to another: then the answer goes on after a finish.
  const goOn = (events: Events): Events => {
    if (events.length > 0) answer.reopen();
    return events;
  };

  const resetStep = (): readonly Event[] => {
    tools.dropStep();
    const again = said.resetStep();
    return again === undefined ? noEvents : [resetEvent(++attempt), ...again];
  };

  const finish = (): Decoded =>
    isInterrupted ? truncated() : right(answer.end(said.calls, said.state()));

  const note = ({ messageId, messageMetadata }: Stage): Events => {
    answer.note({ responseId: messageId, ...noteIn(messageMetadata) });
    return noEvents;
  };
  const readStage = readAs(stage, note);
  const readFinish = readAs(stage, (payload) => {
    note(payload);
    const { finishReason } = payload;
    answer.finish(toFinishReason(finishReason), finishReason);
    isInterrupted = finishReason === 'interrupted';
    if (finishReason === 'error') {
      return [...answer.usageEvents(), toErrorEvent({ code: finishReason })];
    }
    return isInterrupted ? answer.usageEvents() : noEvents;
  });

  /** Reads a part of the app; `undefined` if the app has not declared it. */
  const readData = (
    type: string,
    message: SseMessage,
    json: unknown,
  ): Decoded<CustomEvent<S>> | undefined => {
    const decode = type.startsWith('data-') ? custom?.get(type.slice(5)) : undefined;
    const { data, id, transient } = fieldsOf(json);
    const decoded = decode?.(message, data);
    if (decoded !== undefined && isRight(decoded) && transient !== true) {
      const key = typeof id === 'string' ? `${type} ${id}` : undefined;
      for (const event of decoded.right) said.event(event, key);
    }
    return decoded;
  };

  const fastPath: FastPath<Fields, Event> = ({ type, id, delta, error, providerMetadata }) => {
    if (typeof delta !== 'string' || error !== undefined || providerMetadata !== undefined) {
      return undefined;
    }
    switch (type) {
      case 'text-delta':
        return goOn(said.texts.add('content', id, delta));
      case 'reasoning-delta':
        return goOn(said.texts.add('reasoning', id, delta));
      default:
        return undefined;
    }
  };

  const readPart = (type: string, message: SseMessage, json: unknown): Decoded<Event> => {
    const decoded: Decoded<Event> =
      parts(type, message, json) ??
      tools.read(type, message, json) ??
      readData(type, message, json) ??
      unknownMessage(message, json, onUnknown);
    if (isRight(decoded) && decoded.right.length > 0) answer.reopen();
    return decoded;
  };

  const read: Reader<Event> = (message, json) => {
    const type = typeOf(json);
    switch (type) {
      case 'start':
      case 'message-metadata':
        return readStage(message, json);
      case 'finish':
        return readFinish(message, json);
      case 'abort':
        isInterrupted = false;
        answer.finish('cancelled', type);
        return noEvents;
      case 'start-step':
        said.beginStep();
        return noEvents;
      case 'finish-step':
        return noEvents;
      case 'reset-step':
        return resetStep();
      case 'error':
        return [...answer.usageEvents(), toErrorEvent(readError(json))];
      case 'custom': {
        const { kind, providerMetadata } = fieldsOf(json);
        said.opaque({ type, kind, providerMetadata });
        return unknownMessage(message, json, onUnknown);
      }
      default:
        return readPart(type, message, json);
    }
  };

  return jsonDecoder<Event>({
    fastPath,
    read,
    beforeError: answer.usageEvents,
    isOwn: typed.is,
    ...endsAfterFinish(answer, finish, doneWithoutFinish === 'done'),
  });
}
