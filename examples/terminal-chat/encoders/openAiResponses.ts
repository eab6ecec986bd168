import * as t from 'io-ts';
import { bearer, eventStream, type Part, type ServerProtocol, typed } from './encoder.js';
import { questionOf, questionReader, turns } from './question.js';

const request = t.intersection([
  t.type({ model: t.string, input: turns }),
  t.partial({ instructions: t.string }),
]);

const textOf = ({ texts }: Part): string => texts.join('');

const contentOf = ({ type }: Part, text: string) =>
  type === 'reasoning'
    ? { type: 'reasoning_text', text }
    : { type: 'output_text', text, annotations: [] };

const itemOf = (part: Part) => ({
  id: `item-${part.index}`,
  ...(part.type === 'reasoning'
    ? { type: 'reasoning', summary: [] }
    : { type: 'message', role: 'assistant' }),
  status: 'completed',
  content: [contentOf(part, textOf(part))],
});

const ofItem = (step: string, part: Part, fields = {}): string =>
  typed(`response.output_item.${step}`, {
    output_index: part.index,
    item: { ...itemOf(part), ...fields },
  });

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
  readQuestion: questionReader(request, ({ model, input, instructions }) => ({
    ...questionOf(model, input),
    systemPrompt: instructions,
  })),
  encoderOf: ({ model }) => {
    const respond = (step: string, fields: object, status = step): string =>
      typed(`response.${step}`, {
        response: { id: 'resp-demo', model, status, output: [], ...fields },
      });
    return {
      start: respond('created', {}, 'in_progress'),
      startPart: (part) =>
        ofItem('added', part, { status: 'in_progress', content: [] }) +
        ofContent('content_part.added', part, { part: contentOf(part, '') }),
      delta: (delta, part) => ofText('delta', part, { delta }),
      endPart: (part) =>
        ofText('done', part, { text: textOf(part) }) +
        ofContent('content_part.done', part, { part: contentOf(part, textOf(part)) }) +
        ofItem('done', part),
      end: ({ parts, inputTokens, outputTokens }) =>
        respond('completed', {
          output: parts.map(itemOf),
          usage: {
            input_tokens: inputTokens,
            output_tokens: outputTokens,
            total_tokens: inputTokens + outputTokens,
          },
        }),
      error: (message, code) => respond('failed', { error: { code, message } }),
    };
  },
};
