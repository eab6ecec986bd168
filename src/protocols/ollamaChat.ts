import { chain, left } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import type { StreamingFormatError } from '../errors/errors.js';
import { type FinishReason, type StreamEvent, tpsEvent } from '../events.js';
import type { SseMessage } from '../framing/framing.js';
import { type ChatRequest, validateRequest } from '../request/request.js';
import { has, isFields } from '../json/json.js';
import { count, isText, list, orNull, rate, struct, text, wholeArguments } from './kit/codecs.js';
import { describeForeign, unknownMessage } from './kit/detect.js';
import { bearer, conversationOf, jsonRequest } from './kit/body.js';
import { isFailure } from './kit/errors.js';
import { badEvent, doneWith, tokenUsage } from './kit/report.js';
import type { ChatProtocol, ProtocolDecoder } from './protocol.js';
import {
  both,
  contentOf,
  none,
  nothing,
  type FastPath,
  type Reader,
  type Readers,
  reading,
  readMessage,
  reasoningOf,
  tellUsage,
} from './kit/decoder.js';
import { samplingFields } from './kit/sampling.js';
import { wholeCalls } from './kit/wholeCalls.js';

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
const line = /*#__PURE__*/ struct({
  model: text,
  message: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ content: text, thinking: text, tool_calls: calls }),
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
// Of the last line, or of `/api/generate`.
const hasOthers = has(
  'response',
  'thinking',
  'tool_calls',
  'done_reason',
  'prompt_eval_count',
  'eval_count',
  'eval_duration',
);

// Of a line of another wire: the one behind it tells which.
const isOpening = /^((event|id|retry)?:|\[\s*\{?$)/;

const quick: FastPath = (json) => {
  const { error, model, message: from, done } = json;
  if (error !== undefined || isFailure(json) || done !== false || !isText(model) || !isFields(from))
    return undefined;
  const { content, thinking, tool_calls } = from;
  if (tool_calls !== undefined || !isText(content) || !isText(thinking)) return undefined;
  if (hasOthers(json)) return undefined;
  return both(reasoningOf(thinking), contentOf(content));
};

const decoder = (onUnknown: (message: SseMessage) => void = () => {}): ProtocolDecoder => {
  const assembled = wholeCalls();
  let before = '';
  let fault: StreamingFormatError | undefined;

  const finish = (from: Line): readonly StreamEvent[] => {
    const reason = from.done_reason && (finishReasons.get(from.done_reason) ?? 'other');
    const finishReason =
      (reason || 'stop') === 'stop' && assembled.count() > 0 ? 'toolCalls' : reason;
    return [
      ...statistics(from),
      doneWith({
        finishReason,
        model: from.model,
      }),
    ];
  };

  const readLine = reading(line, (from) => {
    const { content, thinking, tool_calls } = from.message ?? { ...from, content: from.response };
    return [
      ...reasoningOf(thinking),
      ...contentOf(content),
      ...(tool_calls ?? none).flatMap(({ id, function: { name, arguments: args } }) =>
        assembled.push(id, name, args),
      ),
      ...(from.done ? finish(from) : none),
    ];
  });

  const read: Reader = (message, json) =>
    isLine(json) ? readLine(message, json) : unknownMessage(message, json, onUnknown);

  const readers: Readers = { quick, read };

  return {
    decode: (message) => {
      const { data } = message;
      if (data.startsWith('{')) return readMessage(message, readers);
      const found = describeForeign(`${before}\n${data}\n`);
      before = data;
      if (found !== '') {
        fault = badEvent(message, `it is not JSON${found}`);
        return left(fault);
      }
      if (!isOpening.test(data)) return readMessage(message, readers);
      onUnknown(message);
      return nothing;
    },
    // A line that the end of the body broke off is no fault by itself.
    end: () => (fault === undefined ? nothing : left(fault)),
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
              options: samplingFields(
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
