import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { type Cases, formats, imageQuestion, pixel, toolLoop, weather } from './conversations.js';

const fixed = { model: 'a-model', stream: true, stream_options: { include_usage: true } } as const;

const tool = {
  type: 'function',
  function: {
    name: 'weather',
    description: 'The weather of a city.',
    parameters: weather.parameters,
  },
} as const;

// The client's type knows no fields of other servers, but lets a variable have them.
const signed = {
  reasoning_details: [{ type: 'reasoning.encrypted', data: 'c2VjcmV0' }],
  role: 'assistant' as const,
  content: null,
  tool_calls: [
    {
      extra_content: { google: { thought_signature: 'c2ln' } },
      id: 'c',
      type: 'function' as const,
      function: { name: 'now', arguments: '{}' },
    },
  ],
};

const hi = [{ role: 'user', content: 'Hi' }] as const;

export const openAiChat = {
  'a question': { request: {}, body: { ...fixed, messages: [...hi] } },
  'an image question': {
    request: imageQuestion,
    body: {
      ...fixed,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
          ],
        },
      ],
    },
  },
  'files and links': {
    request: {
      message: [
        { type: 'image', url: 'https://pictures.example/cat.png' },
        { type: 'file', base64: 'JVBERi0=', mediaType: 'application/pdf' },
        { type: 'file', url: 'data:text/csv,a%2Cb', mediaType: 'text/csv', name: 'a.csv' },
        { type: 'file', base64: 'UklGRg==', mediaType: 'audio/wav' },
        { type: 'file', url: 'data:audio/mpeg;base64,SUQz', mediaType: 'audio/mpeg' },
      ],
    },
    body: {
      ...fixed,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: 'https://pictures.example/cat.png' } },
            {
              type: 'file',
              file: { filename: 'file.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' },
            },
            { type: 'file', file: { filename: 'a.csv', file_data: 'data:text/csv,a%2Cb' } },
            { type: 'input_audio', input_audio: { data: 'UklGRg==', format: 'wav' } },
            { type: 'input_audio', input_audio: { data: 'SUQz', format: 'mp3' } },
          ],
        },
      ],
    },
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
            {
              id: 'call_1',
              type: 'function',
              function: { name: 'weather', arguments: '{"city":"Ulm"}' },
            },
            {
              id: 'call_2',
              type: 'function',
              function: { name: 'weather', arguments: '{"city":"Bonn"}' },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: '{"sun":true}' },
        { role: 'tool', tool_call_id: 'call_2', content: 'No such city' },
      ],
      tools: [tool],
      tool_choice: 'auto',
    },
  },
  'a call without text, its state, and a result in parts': {
    request: {
      message: 'And now?',
      history: [
        { role: 'user', content: 'Hi' },
        {
          role: 'assistant',
          content: '',
          reasoning: 'Hm.',
          toolCalls: [{ id: 'c', name: 'now', argumentsText: '' }],
          providerState: {
            protocol: 'openAiChat',
            state: {
              reasoning_details: [{ type: 'reasoning.encrypted', data: 'c2VjcmV0' }],
              tool_calls: [{ id: 'c', extra_content: { google: { thought_signature: 'c2ln' } } }],
            },
          },
        },
        { role: 'tool', toolCallId: 'c', content: [{ type: 'text', text: 'noon' }] },
        { role: 'assistant', content: 'It is noon.' },
      ],
    },
    body: {
      ...fixed,
      messages: [
        ...hi,
        signed,
        { role: 'tool', tool_call_id: 'c', content: [{ type: 'text', text: 'noon' }] },
        { role: 'assistant', content: 'It is noon.' },
        { role: 'user', content: 'And now?' },
      ],
    },
  },
  'what another provider ran, and its state': {
    request: {
      history: [
        { role: 'user', content: 'Search.' },
        {
          role: 'assistant',
          content: 'Found.',
          toolCalls: [{ id: 's', name: 'search', argumentsText: '{}', providerExecuted: true }],
          providerState: { protocol: 'anthropicMessages', state: [{ type: 'thinking' }] },
        },
      ],
    },
    body: {
      ...fixed,
      messages: [
        { role: 'user', content: 'Search.' },
        { role: 'assistant', content: 'Found.' },
        ...hi,
      ],
    },
  },
  'one tool that must be called': {
    request: { tools: [{ ...weather, strict: true }], toolChoice: { name: 'weather' } },
    body: {
      ...fixed,
      messages: [...hi],
      tools: [{ type: 'function', function: { ...tool.function, strict: true } }],
      tool_choice: { type: 'function', function: { name: 'weather' } },
    },
  },
  text: {
    request: formats.text,
    body: { ...fixed, messages: [...hi], response_format: { type: 'text' } },
  },
  JSON: {
    request: formats.json,
    body: { ...fixed, messages: [...hi], response_format: { type: 'json_object' } },
  },
  'JSON with a schema': {
    request: formats.schema,
    body: {
      ...fixed,
      messages: [...hi],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'place', schema: weather.parameters, strict: true },
      },
    },
  },
} satisfies Cases<ChatCompletionCreateParamsStreaming>;
