import * as t from 'io-ts';
import { argumentDeltas } from '../toolRound.js';
import {
  bearer,
  doneMarker,
  eventStream,
  type Part,
  type ServerProtocol,
  unnamed,
} from './encoder.js';
import { asked, listOf, part, questionReader, textOf } from './question.js';

const message = t.type({ role: t.string, parts: listOf(part) }, 'JSON object');

const request = t.type({ model: t.string, messages: listOf(message) });

// The tools of the AI SDK live on the server.
const TOOL = 'clock';
const toolPart = t.intersection([
  t.type({
    type: t.literal(`tool-${TOOL}`),
    toolCallId: t.string,
    input: t.UnknownRecord,
  }),
  t.partial({ output: t.unknown }),
]);

const ofPart = (step: string, { type, index }: Part, fields = {}): string =>
  unnamed({
    type: `${type === 'reasoning' ? 'reasoning' : 'text'}-${step}`,
    id: `part-${index}`,
    ...fields,
  });

export const uiMessageStream: ServerProtocol = {
  ...eventStream,
  path: /^\/api\/chat$/,
  authorization: bearer,
  hasTools: true,
  readQuestion: questionReader(request, ({ model, messages }) => {
    const tools = messages.flatMap((each) => each.parts).filter(toolPart.is);
    return {
      ...asked(messages.map(({ role, parts }) => ({ role, text: textOf(parts) }))),
      model,
      tools: [TOOL],
      calls: tools.map(({ toolCallId, input }) => ({ id: toolCallId, name: TOOL, input })),
      results: tools
        .filter(({ output }) => output !== undefined)
        .map(({ toolCallId, output }) => ({ id: toolCallId, content: JSON.stringify(output) })),
    };
  }),
  encoderOf: () => ({
    start: unnamed({ type: 'start', messageId: 'msg-demo' }) + unnamed({ type: 'start-step' }),
    startPart: (part) => ofPart('start', part),
    delta: (delta, part) => ofPart('delta', part, { delta }),
    endPart: (part) => ofPart('end', part),
    call: (call) => {
      const ofInput = (step: string, fields: object): string =>
        unnamed({ type: `tool-input-${step}`, toolCallId: call.id, ...fields });
      return (
        ofInput('start', { toolName: call.name }) +
        argumentDeltas(call)
          .map((inputTextDelta) => ofInput('delta', { inputTextDelta }))
          .join('') +
        ofInput('available', { toolName: call.name, input: call.input })
      );
    },
    end: ({ inputTokens, outputTokens, call }) =>
      unnamed({ type: 'finish-step' }) +
      unnamed({
        type: 'finish',
        finishReason: call ? 'tool-calls' : 'stop',
        messageMetadata: {
          totalUsage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
        },
      }) +
      doneMarker,
    error: (text, code) =>
      unnamed({ type: 'error', errorText: JSON.stringify({ message: text, code }) }),
  }),
};
