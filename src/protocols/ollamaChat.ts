import { chain, left, map, right } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import type { StreamingFormatError } from '../errors.js';
import {
  contentEvent,
  type FinishReason,
  reasoningEvent,
  type StreamEvent,
  tpsEvent,
} from '../events.js';
import type { SseMessage } from '../framing/message.js';
import { type ChatRequest, validateRequest } from '../request.js';
import { list, partial, struct, text, wholeArguments } from './codecs.js';
import { likeness, passUnknown } from './dialect.js';
import { bearer, conversationOf, jsonRequest } from './encoding.js';
import { badEvent, count, doneWith, has, orNull, rate, tokenUsage, validate } from './payload.js';
import type { ChatProtocol, ProtocolDecoder } from './protocol.js';
import { type Reader, readMessage, tellUsage } from './readers.js';
import { settingsOf } from './settings.js';
import { wholeCalls } from './wholeCalls.js';

/** Options of {@link ollamaChat}. */
export interface OllamaChatOptions {
  /** Appended to the base URL, which is the host: `http://localhost:11434`. @defaultValue `'/api/chat'` */
  readonly path?: string;
}

const toolCall = /*#__PURE__*/ struct({
  id: text,
  function: /*#__PURE__*/ struct({
    name: t.string,
    arguments: wholeArguments,
  }),
});
const calls = /*#__PURE__*/ list(toolCall);
const line = /*#__PURE__*/ partial({
  model: text,
  message: /*#__PURE__*/ orNull(
    /*#__PURE__*/ partial({ content: text, thinking: text, tool_calls: calls }),
  ),
  // What `/api/generate` has instead of a message.
  response: text,
  thinking: text,
  tool_calls: calls,
  done: /*#__PURE__*/ orNull(t.boolean),
  done_reason: text,
  prompt_eval_count: count,
  eval_count: count,
  eval_duration: /*#__PURE__*/ orNull(rate),
});

type Line = t.TypeOf<typeof line>;

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['stop', 'stop'],
  ['length', 'length'],
]);

const NANOSECONDS = 1e9;

const statistics = ({
  prompt_eval_count: inputTokens,
  eval_count: outputTokens,
  eval_duration: duration,
}: Line): readonly StreamEvent[] => {
  const usage = tokenUsage({ inputTokens, outputTokens });
  return [
    ...(outputTokens && duration ? [tpsEvent((outputTokens / duration) * NANOSECONDS)] : []),
    ...tellUsage(usage),
  ];
};

const isLine = has('message', 'response', 'done');

// Of a line of another wire: the one behind it tells which.
const isOpening = /^((event|id|retry)?:|\[\s*\{?$)/;

const decoder = (onUnknown: (message: SseMessage) => void = () => {}): ProtocolDecoder => {
  const assembled = wholeCalls();
  let before = '';
  let fault: StreamingFormatError | undefined;

  const finish = (from: Line): readonly StreamEvent[] => {
    const reason = from.done_reason && (finishReasons.get(from.done_reason) ?? 'other');
    const finishReason = reason === 'stop' && assembled.count() > 0 ? 'toolCalls' : reason;
    return [
      ...statistics(from),
      doneWith({
        finishReason,
        model: from.model,
      }),
    ];
  };

  const read = (from: Line): readonly StreamEvent[] => {
    const { content, thinking, tool_calls } = from.message ?? { ...from, content: from.response };
    return [
      ...(thinking ? [reasoningEvent(thinking)] : []),
      ...(content ? [contentEvent(content)] : []),
      ...(tool_calls ?? []).flatMap(({ id, function: { name, arguments: args } }) =>
        assembled.push(id, name, args),
      ),
      ...(from.done ? finish(from) : []),
    ];
  };

  const readLine: Reader = (message, json) =>
    isLine(json)
      ? pipe(validate(message, json, line), map(read))
      : passUnknown(message, json, onUnknown);

  return {
    decode: (message) => {
      const { data } = message;
      if (data.startsWith('{')) return readMessage(message, readLine);
      const found = likeness(`${before}\n${data}\n`);
      before = data;
      if (found !== '') {
        fault = badEvent(message, `it is not JSON${found}`);
        return left(fault);
      }
      if (!isOpening.test(data)) return readMessage(message, readLine);
      onUnknown(message);
      return right([]);
    },
    // A line that the end of the body broke off is no fault by itself.
    end: () => (fault === undefined ? right([]) : left(fault)),
  };
};

/**
 * Ollama's own wire, one JSON object per line, of `/api/chat`; the lines of `/api/generate` are understood too. It needs no token; one
 * that is given, for a server behind a gate, is sent as a bearer token. Tool calls come whole. The speed is told by the server: tokens of
 * the answer by the time that they took.
 *
 * `done` is the line that says so, with the speed and the usage right before it. The model's own options, `think` and the like go into
 * `extraBody`, as in `{ think: true, options: { num_ctx: 8192 } }`.
 *
 * @example
 * ```ts
 * import { ollamaChat } from 'rxjs-chat-stream/protocols';
 *
 * const { decode } = ollamaChat().decoder();
 * decode({ event: 'message', data: '{"message":{"content":"Hi"},"done":false}' });
 * // => { _tag: 'Right', right: [{ type: 'content', text: 'Hi' }] }
 * ```
 *
 * @see https://docs.ollama.com/api/chat
 */
export function ollamaChat({ path = '/api/chat' }: OllamaChatOptions = {}): ChatProtocol<
  StreamEvent,
  ChatRequest
> {
  return {
    name: 'ollamaChat',
    framing: 'ndjson',
    encode: (request) =>
      pipe(
        validateRequest(request),
        chain((valid) =>
          jsonRequest(
            valid,
            path,
            { Accept: 'application/x-ndjson', ...bearer(valid.accessToken) },
            {
              model: valid.modelId,
              messages: conversationOf(valid),
              stream: true,
              options: settingsOf(
                valid,
                'num_predict',
                'temperature',
                'top_p',
                'frequency_penalty',
                'presence_penalty',
              ),
            },
          ),
        ),
      ),
    decoder,
  };
}
