import { isLeft, left, right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseServerError } from '../../errors/serverError.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  reasoningEvent,
  tpsEvent,
} from '../../eventConstructors.js';
import type { StreamEvent } from '../../events.js';
import type { SseMessage } from '../../framing/framing.js';
import { fieldsOf } from '../../json/json.js';
import { badEvent } from '../kit/badEvent.js';
import { count, rate, struct } from '../kit/codecs.js';
import type { CustomEvent, CustomEvents, EventSchemas } from '../kit/customEvents.js';
import { usageEvents } from '../kit/events.js';
import { readAs } from '../kit/jsonDecoder.js';
import { badJson, messageJson } from '../kit/messageJson.js';
import { tokenUsage } from '../kit/tokenUsage.js';
import { unknownMessage } from '../kit/unknownMessage.js';
import type { Decoded, ProtocolDecoder } from '../protocol.js';
import { fastPath } from './fastPath.js';

type Decode<E extends { readonly type: string } = StreamEvent> = (
  message: SseMessage,
) => Decoded<E>;

const text = /*#__PURE__*/ struct({ text: t.string });
const tps = /*#__PURE__*/ struct({ tps: rate });
const usage = /*#__PURE__*/ struct({
  input_tokens: count,
  output_tokens: count,
  total_tokens: count,
  prompt_tokens: count,
  completion_tokens: count,
});

const withJson =
  <E extends { readonly type: string } = StreamEvent>(
    read: (message: SseMessage, json: unknown) => Decoded<E>,
  ): Decode<E> =>
  (message) => {
    const json = messageJson(message);
    return json === undefined ? left(badJson(message)) : read(message, json);
  };

const decodeContent = /*#__PURE__*/ withJson(
  /*#__PURE__*/ readAs(text, ({ text }) => [contentEvent(text)]),
);
const decodeReasoning = /*#__PURE__*/ withJson(
  /*#__PURE__*/ readAs(text, ({ text }) => [reasoningEvent(text)]),
);
const decodeTps = /*#__PURE__*/ withJson(/*#__PURE__*/ readAs(tps, ({ tps }) => [tpsEvent(tps)]));

const readUsage = /*#__PURE__*/ readAs(usage, (wire) =>
  usageEvents(
    tokenUsage({
      inputTokens: wire.input_tokens ?? wire.prompt_tokens,
      outputTokens: wire.output_tokens ?? wire.completion_tokens,
      totalTokens: wire.total_tokens,
    }),
  ),
);

const decodeUsage = /*#__PURE__*/ withJson((message, json) => {
  // The counts may be in an envelope.
  const events = readUsage(message, fieldsOf(json)['usage'] ?? json);
  return isLeft(events) || events.right.length > 0
    ? events
    : left(badEvent(message, 'it has no token count'));
});

const decodeError: Decode = ({ data }) => {
  const { message = 'Unknown streaming error', ...details } = parseServerError(data);
  return right([errorEvent(message, details)]);
};

const decodeDone: Decode = () => right([doneEvent()]);

const decoderOf = ({ event, data }: SseMessage): Decode | undefined => {
  switch (event) {
    case 'content':
      return decodeContent;
    case 'reasoning':
      return decodeReasoning;
    case 'tps':
      return decodeTps;
    case 'usage':
      return decodeUsage;
    case 'error':
      return decodeError;
    case 'done':
      return decodeDone;
    case 'message':
      return data === '[DONE]' ? decodeDone : undefined;
    default:
      return undefined;
  }
};

export function decoder<S extends EventSchemas>(
  custom: CustomEvents<S> | undefined,
  onUnknown: (message: SseMessage) => void,
): ProtocolDecoder<StreamEvent | CustomEvent<S>, Decoded<StreamEvent | CustomEvent<S>>> {
  let isKnown = false;

  const customOf = (message: SseMessage) => {
    const decode = custom?.get(message.event);
    return decode && withJson(decode);
  };

  return {
    decode: (message) => {
      const decode = decoderOf(message) ?? customOf(message);
      if (decode !== undefined) {
        isKnown = true;
        const events = fastPath(message);
        return events === undefined ? decode(message) : right(events);
      }
      // After an event of this protocol, an unknown one is an extension of the server.
      return unknownMessage(message, isKnown ? undefined : messageJson(message), onUnknown);
    },
    end: () => right([]),
  };
}
