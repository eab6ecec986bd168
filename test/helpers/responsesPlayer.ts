import { isLeft } from 'fp-ts/lib/Either.js';
import type { StreamEvent } from '../../src/events.js';
import { openAiResponses } from '../../src/protocols/index.js';
import { toEither } from '../../src/protocols/kit/toEither.js';

/** A message of OpenAI's Responses, without the `response.` of its type. */
export type ResponsesStep = readonly [type: string, fields?: object];

/** Makes a decoder of OpenAI's Responses that throws its errors. */
export const responsesPlayer = () => {
  const { decode } = openAiResponses().decoder();
  return ([type, fields]: ResponsesStep): readonly StreamEvent[] => {
    const event = `response.${type}`;
    const decoded = toEither(decode({ event, data: JSON.stringify({ type: event, ...fields }) }));
    if (isLeft(decoded)) throw decoded.left;
    return decoded.right;
  };
};

/** The events of messages. */
export const playResponses = (...steps: readonly ResponsesStep[]): readonly StreamEvent[] =>
  steps.flatMap(responsesPlayer());

/** The message of a complete item. */
export const itemDone = (output_index: number, item: object): ResponsesStep => [
  'output_item.done',
  { output_index, item },
];
