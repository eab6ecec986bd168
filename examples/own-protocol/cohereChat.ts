// Cohere's Chat API, version 2, as a protocol of your own.
// https://docs.cohere.com/v2/docs/streaming
import type { AuthorizedRequest, FinishReason, StreamEvent } from 'rxjs-chat-stream';
import * as kit from 'rxjs-chat-stream/protocols';
import { messages, settings } from './cohereRequest.js';

// The shapes of the messages, as far as they are read.
const { count, number, orNull, string, struct, text } = kit.codecs;
const messageStart = struct({ id: text });
const contentDelta = struct({
  delta: struct({ message: struct({ content: struct({ text, thinking: text }) }) }),
});
const toolPlan = struct({ delta: struct({ message: struct({ tool_plan: string }) }) });
const calledFunction = struct({ name: text, arguments: text });
const toolCall = struct({
  index: number,
  delta: struct({
    message: struct({ tool_calls: struct({ id: text, function: calledFunction }) }),
  }),
});
const tokens = struct({ input_tokens: count, output_tokens: count });
const messageEnd = struct({
  delta: struct({
    finish_reason: text,
    error: text,
    usage: orNull(struct({ tokens: orNull(tokens) })),
  }),
});

const finishReasons = new Map<string, FinishReason>([
  ['COMPLETE', 'stop'],
  ['STOP_SEQUENCE', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['TOOL_CALL', 'toolCalls'],
]);

const toUsage = (wire: kit.codecs.TypeOf<typeof tokens>) =>
  kit.tokenUsage({ inputTokens: wire.input_tokens, outputTokens: wire.output_tokens });

/** The base URL is `https://api.cohere.com`. */
export const cohereChat = () =>
  kit.defineProtocol<StreamEvent, AuthorizedRequest>({
    name: 'cohereChat',
    framing: 'sse',
    path: '/v2/chat',
    check: (request) => [kit.checkToken(request)],
    settings,
    // Images and files are faults.
    carries: {},
    body: (request, given) => ({
      model: request.modelId,
      messages: messages(request),
      stream: true,
      ...given,
    }),
    decoder: (onUnknown) => {
      const calls = kit.toolCalls();
      const answer = kit.summary(toUsage);

      const readStart = kit.readAs(messageStart, ({ id }) => {
        answer.note({ responseId: id });
        return kit.noEvents;
      });
      const readContent = kit.readAs(contentDelta, ({ delta: { message } }) => [
        ...kit.reasoningEvents(message.content.thinking),
        ...kit.contentEvents(message.content.text),
      ]);
      const readPlan = kit.readAs(toolPlan, ({ delta }) =>
        kit.reasoningEvents(delta.message.tool_plan),
      );
      const readCall = kit.readAs(toolCall, ({ index, delta: { message } }) => {
        const { id, function: called } = message.tool_calls;
        const argumentsText = called.arguments ?? '';
        return calls.push({ key: index, id, name: called.name, argumentsText });
      });
      const readEnd = kit.readAs(
        messageEnd,
        ({ delta: { finish_reason: reason, error, usage } }) => {
          answer.note({ usage: usage?.tokens });
          if (error || reason === 'ERROR') {
            const event = kit.toErrorEvent({ message: error || 'Cohere reported an error' });
            return [...answer.usageEvents(), event];
          }
          answer.finish(reason ? (finishReasons.get(reason) ?? 'other') : undefined);
          return answer.end(calls);
        },
      );

      const read: kit.Reader = (message, json) => {
        switch (kit.typeOf(json)) {
          case 'message-start':
            return readStart(message, json);
          case 'content-delta':
            return readContent(message, json);
          case 'tool-plan-delta':
            return readPlan(message, json);
          case 'tool-call-start':
          case 'tool-call-delta':
            return readCall(message, json);
          case 'message-end':
            return readEnd(message, json);
          case 'content-start':
          case 'content-end':
          case 'tool-call-end':
            return kit.noEvents;
          default:
            return kit.unknownMessage(message, json, onUnknown);
        }
      };
      return kit.jsonDecoder({ read, beforeError: answer.usageEvents });
    },
  });
