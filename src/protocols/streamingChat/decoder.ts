import { left, right } from 'fp-ts/lib/Either.js';
import { parseServerError } from '../../errors/serverError.js';
import type { StreamEvent } from '../../events.js';
import type { SseMessage } from '../../framing/framing.js';
import { caughtFault } from '../kit/caughtFault.js';
import type { CustomEvent, CustomEvents, EventSchemas } from '../kit/customEvents.js';
import { badJson, messageJson } from '../kit/messageJson.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import type { Decoded, ProtocolDecoder } from '../protocol.js';
import { answerReaders, type Read } from './answerReaders.js';
import { fastPath } from './fastPath.js';

const decodeError = (data: string): Decoded => {
  const { message = 'Unknown streaming error', ...details } = parseServerError(data);
  return right([{ type: 'error', message, ...details }]);
};

export function decoder<S extends EventSchemas>(
  custom: CustomEvents<S> | undefined,
  onUnknown: (message: SseMessage) => void,
): ProtocolDecoder<StreamEvent | CustomEvent<S>, Decoded<StreamEvent | CustomEvent<S>>> {
  let isKnown = false;
  const { readers, done } = answerReaders();

  const decode = (
    message: SseMessage,
    getJson: () => unknown,
  ): Decoded<StreamEvent | CustomEvent<S>> => {
    const { event, data } = message;
    const read: Read<StreamEvent | CustomEvent<S>> | undefined =
      readers.get(event) ?? custom?.get(event);
    const isDone = event === 'done' || (event === 'message' && data === '[DONE]');
    if (read === undefined && !isDone && event !== 'error') {
      // After an event of this protocol, an unknown one is an extension of the server.
      return unknownMessage(message, isKnown ? undefined : getJson(), onUnknown);
    }
    isKnown = true;
    if (event === 'error') return decodeError(data);
    const json = getJson();
    if (read === undefined) return done(json);
    return json === undefined ? left(badJson(message)) : read(message, json);
  };

  return {
    decode: (message, getJson) => {
      const events = fastPath(message);
      if (events !== undefined) {
        isKnown = true;
        return right(events);
      }
      try {
        return decode(message, getJson ?? (() => messageJson(message)));
      } catch (error) {
        // Too many sources or files.
        return caughtFault(error);
      }
    },
    end: () => right([]),
  };
}
