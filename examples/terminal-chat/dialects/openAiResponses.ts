import * as t from 'io-ts';
import { bearer, type Dialect, eventStream, type Part, typed } from './dialect.js';
import { questionOf, reading, turns } from './question.js';

const request = t.intersection([
  t.type({ model: t.string, input: turns }),
  t.partial({ instructions: t.string }),
]);

const itemOf = ({ event, index, text }: Part) => ({
  id: `item-${index}`,
  ...(event === 'reasoning'
    ? { type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text }] }
    : {
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text, annotations: [] }],
      }),
});

const ofPart = (step: string, { event, index }: Part, fields: object): string =>
  typed(`response.${event === 'reasoning' ? 'reasoning_text' : 'output_text'}.${step}`, {
    item_id: `item-${index}`,
    output_index: index,
    content_index: 0,
    ...fields,
  });

const ofItem = (step: string, part: Part, fields = {}): string =>
  typed(`response.output_item.${step}`, {
    output_index: part.index,
    item: { ...itemOf(part), ...fields },
  });

export const openAiResponses: Dialect = {
  ...eventStream,
  path: /^(\/v1)?\/responses$/,
  authorization: bearer,
  readQuestion: reading(request, ({ model, input, instructions }) => ({
    ...questionOf(model, input),
    systemPrompt: instructions,
  })),
  speak: ({ model }) => {
    const respond = (status: string, fields = {}): string =>
      typed(`response.${status}`, { response: { id: 'resp-demo', model, status, ...fields } });
    return {
      begin: typed('response.created', {
        response: { id: 'resp-demo', model, status: 'in_progress' },
      }),
      open: (part) => ofItem('added', part, { status: 'in_progress', content: [] }),
      piece: (delta, part) => ofPart('delta', part, { delta }),
      close: (part) => ofPart('done', part, { text: part.text }) + ofItem('done', part),
      end: ({ inputTokens, outputTokens }) =>
        respond('completed', {
          usage: {
            input_tokens: inputTokens,
            output_tokens: outputTokens,
            total_tokens: inputTokens + outputTokens,
          },
        }),
      failure: (message, code) => respond('failed', { error: { code, message } }),
    };
  },
};
