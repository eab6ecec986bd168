import type { ChatRequest } from 'ollama';
import { type Cases, formats, imageQuestion, pixel, toolLoop, weather } from './conversations.js';

const fixed = { model: 'a-model', stream: true, options: {} };

const tool = { type: 'function', function: weather };

const hi = [{ role: 'user', content: 'Hi' }];

export const ollamaChat = {
  'a question': { request: {}, body: { ...fixed, messages: hi } },
  'an image question': {
    request: imageQuestion,
    body: { ...fixed, messages: [{ role: 'user', content: 'What is this?', images: [pixel] }] },
  },
  'a tool loop': {
    request: toolLoop,
    body: {
      ...fixed,
      messages: [
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
      tools: [tool],
    },
  },
  'reasoning, arguments that are no JSON, and an image in a result': {
    request: {
      history: [
        { role: 'user', content: 'Draw.' },
        {
          role: 'assistant',
          content: '',
          reasoning: 'Hm.',
          toolCalls: [{ id: 'd', name: 'draw', argumentsText: '{"a":' }],
        },
        {
          role: 'tool',
          toolCallId: 'd',
          content: [
            { type: 'text', text: 'Done' },
            { type: 'image', base64: pixel, mediaType: 'image/png' },
          ],
        },
      ],
    },
    body: {
      ...fixed,
      messages: [
        { role: 'user', content: 'Draw.' },
        {
          role: 'assistant',
          content: '',
          thinking: 'Hm.',
          tool_calls: [{ function: { name: 'draw', arguments: { INVALID_JSON: '{"a":' } } }],
        },
        { role: 'tool', content: 'Done', images: [pixel], tool_name: 'draw' },
      ],
    },
  },
  'tools that must not be called': {
    request: { tools: [weather], toolChoice: 'none' },
    body: { ...fixed, messages: hi },
  },
  text: { request: formats.text, body: { ...fixed, messages: hi } },
  JSON: { request: formats.json, body: { ...fixed, messages: hi, format: 'json' } },
  'JSON with a schema': {
    request: formats.schema,
    body: { ...fixed, messages: hi, format: weather.parameters },
  },
} satisfies Cases<ChatRequest>;
