import type { ChatRequest } from '../../src/index.js';

/** A request, and the body that a protocol writes for it. */
interface Case<Body, R extends ChatRequest = ChatRequest> {
  readonly request: Partial<R>;
  readonly body: Body;
}

/** The cases of a protocol by name. `Body` is the type of a request in the provider's own client. */
export type Cases<Body, R extends ChatRequest = ChatRequest> = Readonly<
  Record<string, Case<Body, R>>
>;

/** An image, one pixel large. */
export const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A question about an image. */
export const imageQuestion: Partial<ChatRequest> = {
  message: [
    { type: 'text', text: 'What is this?' },
    { type: 'image', base64: pixel, mediaType: 'image/png' },
  ],
};

/** A tool. */
export const weather = {
  name: 'weather',
  description: 'The weather of a city.',
  parameters: {
    type: 'object' as const,
    properties: { city: { type: 'string' } },
    required: ['city'],
  },
};

/** Each format of an answer. */
export const formats = {
  text: { responseFormat: { type: 'text' } },
  json: { responseFormat: { type: 'json' } },
  schema: {
    responseFormat: { type: 'json', name: 'place', schema: weather.parameters, strict: true },
  },
} satisfies Readonly<Record<string, Partial<ChatRequest>>>;

/** A turn that called two tools side by side, and their results; one has failed. */
export const toolLoop: Partial<ChatRequest> = {
  history: [
    { role: 'user', content: 'Weather in Ulm and Bonn?' },
    {
      role: 'assistant',
      content: 'I look.',
      toolCalls: [
        { id: 'call_1', name: 'weather', argumentsText: '{"city":"Ulm"}' },
        { id: 'call_2', name: 'weather', argumentsText: '{"city":"Bonn"}' },
      ],
    },
    { role: 'tool', toolCallId: 'call_1', name: 'weather', content: '{"sun":true}' },
    { role: 'tool', toolCallId: 'call_2', content: 'No such city', isError: true },
  ],
  tools: [weather],
  toolChoice: 'auto',
};
