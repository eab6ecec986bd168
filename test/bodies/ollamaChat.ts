import type { ChatRequest as OllamaRequest, Message } from 'ollama';
import {
  brokenCalls,
  type Cases,
  imageQuestion,
  jsonAnswer,
  longTalk,
  pixel,
  toolLoop,
  tools,
} from './conversations.js';

const hi: Message = { role: 'user', content: 'Hi' };

/** The body with these messages and fields. */
const body = (messages: Message[], more: Partial<OllamaRequest> = {}): OllamaRequest => ({
  model: 'a-model',
  messages,
  stream: true,
  options: {},
  ...more,
});

const city = { type: 'object', properties: { city: { type: 'string' } } };
const relaxed = tools.map((tool) => ({ ...tool, strict: undefined }));

const functions = [
  { type: 'function', function: { name: 'weather', parameters: city } },
  {
    type: 'function',
    function: { name: 'time', description: 'The time.', parameters: { type: 'object' } },
  },
] satisfies OllamaRequest['tools'];

export const ollamaChat = {
  'a question': { request: {}, body: body([hi]) },
  'two tools called side by side': {
    // The results come in the order of the tools' ends.
    request: {
      ...toolLoop,
      history: [0, 1, 3, 2].flatMap((at) => toolLoop.history?.slice(at, at + 1) ?? []),
    },
    body: body(
      [
        { role: 'user', content: 'Weather in Ulm and Bonn?' },
        {
          role: 'assistant',
          content: 'I look.',
          tool_calls: [
            { function: { name: 'weather', arguments: { city: 'Ulm' } } },
            { function: { name: 'weather', arguments: { city: 'Bonn' } } },
          ],
        },
        { role: 'tool', content: '{"sun":true}', tool_name: 'weather' },
        { role: 'tool', content: 'No such city', tool_name: 'weather' },
      ],
      {
        tools: [
          {
            type: 'function',
            function: {
              name: 'weather',
              description: 'The weather of a city.',
              parameters: { ...city, required: ['city'] },
            },
          },
        ],
      },
    ),
  },
  'broken calls': {
    request: brokenCalls,
    body: body([
      { role: 'user', content: 'Go' },
      {
        role: 'assistant',
        content: '',
        tool_calls: [
          { function: { name: 'weather', arguments: { INVALID_JSON: '{"city":"U' } } },
          { function: { name: 'time', arguments: {} } },
        ],
      },
      { role: 'tool', content: 'Not JSON.\n\nTry again.', tool_name: 'weather' },
      { role: 'tool', content: '', tool_name: 'time' },
      { role: 'user', content: 'Well?' },
      { role: 'assistant', content: 'Sorry.' },
      hi,
    ]),
  },
  'an image': {
    request: imageQuestion,
    body: body([{ role: 'user', content: 'What is this?', images: [pixel] }]),
  },
  'an image that is a file, and one that a tool made': {
    request: {
      history: [
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'call_1', name: 'draw', argumentsText: '{}' }],
        },
        {
          role: 'tool',
          toolCallId: 'call_1',
          content: [{ type: 'image', url: `data:image/png;base64,${pixel}` }],
        },
      ],
      message: [{ type: 'file', base64: pixel, mediaType: 'image/png' }],
    },
    body: body([
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ function: { name: 'draw', arguments: {} } }],
      },
      { role: 'tool', content: '', images: [pixel], tool_name: 'draw' },
      { role: 'user', content: '', images: [pixel] },
    ]),
  },
  'calls of two rounds that were numbered anew': {
    request: {
      history: [
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: 'call_0', name: 'weather', argumentsText: '{}' },
            { id: 'call_0', name: 'time', argumentsText: '{}' },
          ],
        },
        { role: 'tool', toolCallId: 'call_0', content: 'Sun', name: 'weather' },
        { role: 'tool', toolCallId: 'call_0', content: 'Noon', name: 'time' },
      ],
    },
    body: body([
      {
        role: 'assistant',
        content: '',
        tool_calls: [
          { function: { name: 'weather', arguments: {} } },
          { function: { name: 'time', arguments: {} } },
        ],
      },
      { role: 'tool', content: 'Sun', tool_name: 'weather' },
      { role: 'tool', content: 'Noon', tool_name: 'time' },
    ]),
  },
  'a long talk': {
    request: longTalk,
    body: body([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hey', thinking: 'A greeting.' },
      { role: 'assistant', content: '', thinking: 'Cut short.' },
      { role: 'system', content: 'Be brief.' },
      hi,
    ]),
  },
  'tools to call at will': {
    request: { tools: relaxed, toolChoice: 'auto' },
    body: body([hi], { tools: functions }),
  },
  'no tool to call': {
    request: { tools: relaxed, toolChoice: 'none' },
    body: body([hi]),
  },
  'an answer of a schema': { request: jsonAnswer, body: body([hi], { format: city }) },
  'any JSON': {
    request: { responseFormat: { type: 'json' } },
    body: body([hi], { format: 'json' }),
  },
  'plain text': { request: { responseFormat: { type: 'text' } }, body: body([hi]) },
} satisfies Cases<OllamaRequest>;
