import { type Either, left, right } from 'fp-ts/lib/Either.js';
import type { StreamingFormatError } from '../../errors/errors.js';
import type { SseMessage } from '../../framing/framing.js';
import { firstJsonValue } from '../../errors/serverError.js';
import { has } from '../../json/json.js';
import { badEvent } from './report.js';

const typeIs =
  (pattern: RegExp) =>
  (json: unknown): boolean =>
    has('type')(json) && typeof json.type === 'string' && pattern.test(json.type);

// What only one wire has.
const dialects: readonly (readonly [string, (json: unknown, event: string) => boolean])[] = [
  ['openAiResponses', typeIs(/^response\./)],
  ['anthropicMessages', typeIs(/^(message_(start|delta|stop)|content_block_(start|delta|stop))$/)],
  ['agUi', typeIs(/^(RUN|STEP|TEXT_MESSAGE|TOOL_CALL|STATE|MESSAGES|REASONING|THINKING)_[A-Z_]+$/)],
  [
    'uiMessageStream',
    typeIs(
      /^(start|finish|(start|finish)-step|(text|reasoning|tool-input)-(start|delta|end|available))$/,
    ),
  ],
  ['openAiChat', has('choices')],
  ['geminiGenerateContent', has('candidates', 'usageMetadata', 'promptFeedback')],
  ['ollamaChat', (json) => has('done')(json) && has('message', 'response')(json)],
  [
    'streamingChatProtocol',
    (json, event) => /^(content|reasoning)$/.test(event) && has('text')(json),
  ],
];

const dialectOf = (json: unknown, event = ''): string | undefined =>
  dialects.find(([, isOne]) => isOne(json, event))?.[0];

/**
 * Whether a message that is not JSON is no part of an answer, but a heartbeat or another event that no wire knows. All that a wire has
 * to say is in objects.
 */
export const isHeartbeat = ({ event, data }: SseMessage): boolean =>
  (event === 'message' ? /^\s*(:|$)/.test(data) : !/^\s*\{/.test(data)) &&
  dialectOf({ type: event }) === undefined;

/** Passes by a message that a protocol does not know, unless another one does: then the error names it. */
export function unknownMessage(
  message: SseMessage,
  json: unknown,
  onUnknown: (message: SseMessage) => void,
): Either<StreamingFormatError, readonly never[]> {
  const dialect = dialectOf(json, message.event);
  if (dialect !== undefined) {
    return left(badEvent(message, `it looks like one of the protocol ${dialect}`));
  }
  onUnknown(message);
  return right([]);
}

/** Says which wire a text in another framing looks like; empty where its first lines do not tell. */
export function describeForeign(text: string): string {
  const start = text.trimStart();
  const data = /^data: ?(.+)[\r\n]/m.exec(start)?.[1];
  const dialect = dialectOf(firstJsonValue(data ?? start), /^event: ?(.+)/m.exec(start)?.[1]);
  const name =
    (data && `Server-Sent Events${dialect ? ` of ${dialect}` : ''}`) ||
    (/^\[\s*\{\s*"(candidates|promptFeedback|usageMetadata)"/.test(start) &&
      'geminiGenerateContent without alt=sse') ||
    // The others come in events: theirs without any is a whole answer, and no stream.
    (dialect === 'ollamaChat' && dialect) ||
    (/^[\da-k]:["[{]/.test(start) && 'the data stream of the AI SDK 4');
  return name ? `; it looks like ${name}` : '';
}
