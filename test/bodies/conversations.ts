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

/** A question about an image on the web, which is given as a file. */
export const linkedImageQuestion: Partial<ChatRequest> = {
  message: [
    { type: 'file', url: 'https://a.example/cat.png', mediaType: 'image/png' },
    { type: 'text', text: 'What is this?' },
  ],
};

/** A question about a file whose data is in the request. */
export const fileQuestion: Partial<ChatRequest> = {
  message: [
    { type: 'file', base64: 'JVBERi0=', mediaType: 'application/pdf', name: 'offer.pdf' },
    { type: 'file', url: 'data:text/plain,a%20b', mediaType: 'text/plain' },
    { type: 'text', text: 'How much?' },
  ],
};

/** Instructions, a blank turn, a turn of reasoning alone, and the state of a foreign provider. */
export const longTalk: Partial<ChatRequest> = {
  systemPrompt: 'Be kind.',
  history: [
    { role: 'user', content: 'Hello' },
    {
      role: 'assistant',
      content: 'Hey',
      reasoning: 'A greeting.',
      providerState: { protocol: 'another', state: ['opaque'] },
    },
    { role: 'user', content: ' ' },
    { role: 'assistant', content: '', reasoning: 'Cut short.' },
    { role: 'assistant', content: '', providerState: { protocol: 'another', state: 1 } },
    { role: 'system', content: 'Be brief.' },
  ],
};

/** A call of a tool that the provider ran, and one of the app whose arguments were cut short. */
export const brokenCalls: Partial<ChatRequest> = {
  history: [
    { role: 'user', content: 'Go' },
    {
      role: 'assistant',
      content: '',
      toolCalls: [
        { id: 'search_1', name: 'search', argumentsText: '{}', providerExecuted: true },
        { id: 'call_1', name: 'weather', argumentsText: '{"city":"U' },
        { id: 'call_2', name: 'time', argumentsText: ' ' },
      ],
    },
    { role: 'tool', toolCallId: 'search_1', content: 'Found' },
    { role: 'tool', toolCallId: 'call_2', content: '' },
    {
      role: 'tool',
      toolCallId: 'call_1',
      content: [
        { type: 'text', text: 'Not JSON.' },
        { type: 'text', text: 'Try again.' },
      ],
    },
    { role: 'user', content: 'Well?' },
    { role: 'assistant', content: 'Sorry.' },
  ],
};

const city = { type: 'object', properties: { city: { type: 'string' } } };

/** Two tools, of which one is strict. */
export const tools = [
  { name: 'weather', parameters: city, strict: true },
  { name: 'time', description: 'The time.', parameters: { type: 'object' } },
];

/** An answer that is JSON of a schema. */
export const jsonAnswer: Partial<ChatRequest> = {
  responseFormat: { type: 'json', name: 'place', schema: city, strict: true },
};
