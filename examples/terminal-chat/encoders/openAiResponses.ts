import * as t from 'io-ts';
import { argumentDeltas, type Call, signature } from '../toolRound.js';
import { bearer, eventStream, type Part, type ServerProtocol, typed } from './encoder.js';
import {
  asked,
  content,
  listOf,
  nameOf,
  offered,
  parseInput,
  part as item,
  questionReader,
  textOf,
} from './question.js';

const request = t.intersection([
  t.type({ model: t.string, input: listOf(item) }),
  t.partial({ instructions: t.string, tools: listOf(offered) }),
]);

// The kinds of input items.
const message = t.type({ role: t.string, content });
const calling = t.type({
  type: t.literal('function_call'),
  call_id: t.string,
  name: t.string,
  arguments: t.string,
});
const answering = t.type({
  type: t.literal('function_call_output'),
  call_id: t.string,
  output: t.string,
});
const sealed = t.type({ type: t.literal('reasoning'), encrypted_content: t.string });

const wholeText = ({ texts }: Part): string => texts.join('');

const contentOf = ({ type }: Part, text: string) =>
  type === 'reasoning'
    ? { type: 'reasoning_text', text }
    : { type: 'output_text', text, annotations: [] };

const itemOf = (part: Part, isSealed: boolean) => ({
  id: `item-${part.index}`,
  ...(part.type === 'reasoning'
    ? { type: 'reasoning', summary: [], ...(isSealed && { encrypted_content: signature }) }
    : { type: 'message', role: 'assistant' }),
  status: 'completed',
  content: [contentOf(part, wholeText(part))],
});

const callItem = ({ id, name, input }: Call, index: number) => ({
  id: `item-${index}`,
  type: 'function_call',
  call_id: id,
  name,
  arguments: JSON.stringify(input),
  status: 'completed',
});

const ofItem = (step: string, output_index: number, fields: object): string =>
  typed(`response.output_item.${step}`, { output_index, item: fields });

const ofContent = (step: string, { index }: Part, fields: object): string =>
  typed(`response.${step}`, {
    item_id: `item-${index}`,
    output_index: index,
    content_index: 0,
    ...fields,
  });

const ofText = (step: string, part: Part, fields: object): string =>
  ofContent(`${contentOf(part, '').type}.${step}`, part, fields);

export const openAiResponses: ServerProtocol = {
  ...eventStream,
  path: /^(\/v1)?\/responses$/,
  authorization: bearer,
  readQuestion: questionReader(request, ({ model, input, instructions, tools = [] }) => ({
    ...asked(
      input.filter(message.is).map((each) => ({ role: each.role, text: textOf(each.content) })),
    ),
    model,
    systemPrompt: instructions,
    tools: tools.map(nameOf),
    calls: input.filter(calling.is).map(({ call_id: id, name, arguments: text }) => ({
      id,
      name,
      input: parseInput(text),
    })),
    results: input.filter(answering.is).map(({ call_id: id, output }) => ({ id, content: output })),
    signatures: input.filter(sealed.is).map((each) => each.encrypted_content),
  })),
  encoderOf: ({ model, call: toCome }) => {
    const respond = (step: string, fields: object, status = step): string =>
      typed(`response.${step}`, {
        response: { id: 'resp-demo', model, status, output: [], ...fields },
      });
    const whole = (part: Part): object => itemOf(part, toCome !== undefined);
    return {
      start: respond('created', {}, 'in_progress'),
      startPart: (part) =>
        ofItem('added', part.index, {
          ...itemOf(part, false),
          status: 'in_progress',
          content: [],
        }) + ofContent('content_part.added', part, { part: contentOf(part, '') }),
      delta: (delta, part) => ofText('delta', part, { delta }),
      endPart: (part) =>
        ofText('done', part, { text: wholeText(part) }) +
        ofContent('content_part.done', part, { part: contentOf(part, wholeText(part)) }) +
        ofItem('done', part.index, whole(part)),
      call: (call, index) => {
        const done = callItem(call, index);
        const ofArguments = (step: string, fields: object): string =>
          typed(`response.function_call_arguments.${step}`, {
            item_id: done.id,
            output_index: index,
            ...fields,
          });
        return (
          ofItem('added', index, { ...done, arguments: '', status: 'in_progress' }) +
          argumentDeltas(call)
            .map((delta) => ofArguments('delta', { delta }))
            .join('') +
          ofArguments('done', { arguments: done.arguments }) +
          ofItem('done', index, done)
        );
      },
      end: ({ parts, inputTokens, outputTokens, call }) =>
        respond('completed', {
          output: [...parts.map(whole), ...(call ? [callItem(call, parts.length)] : [])],
          usage: {
            input_tokens: inputTokens,
            output_tokens: outputTokens,
            total_tokens: inputTokens + outputTokens,
          },
        }),
      error: (text, code) => respond('failed', { error: { code, message: text } }),
    };
  },
};
