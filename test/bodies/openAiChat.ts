import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import {
  brokenCalls,
  type Cases,
  fileQuestion,
  imageQuestion,
  jsonAnswer,
  linkedImageQuestion,
  longTalk,
  pixel,
  toolLoop,
  tools,
} from './conversations.js';

const hi = { role: 'user', content: 'Hi' } as const;

/** The body with these messages and fields. */
const body = (
  messages: ChatCompletionMessageParam[],
  more: Partial<ChatCompletionCreateParamsStreaming> = {},
): ChatCompletionCreateParamsStreaming => ({
  model: 'a-model',
  messages,
  stream: true,
  stream_options: { include_usage: true },
  ...more,
});

const city = { type: 'object', properties: { city: { type: 'string' } } };

const functions = [
  { type: 'function', function: { name: 'weather', parameters: city, strict: true } },
  {
    type: 'function',
    function: { name: 'time', description: 'The time.', parameters: { type: 'object' } },
  },
] satisfies ChatCompletionCreateParamsStreaming['tools'];

export const openAiChat = {
  'a question': { request: {}, body: body([hi]) },
  'two tools called side by side': {
    request: toolLoop,
    body: body(
      [
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
        tool_choice: 'auto',
      },
    ),
  },
  'broken calls': {
    request: brokenCalls,
    body: body([
      { role: 'user', content: 'Go' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: 'call_1',
            type: 'function',
            function: { name: 'weather', arguments: '{"city":"U' },
          },
          { id: 'call_2', type: 'function', function: { name: 'time', arguments: '{}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_2', content: '' },
      { role: 'tool', tool_call_id: 'call_1', content: 'Not JSON.\n\nTry again.' },
      { role: 'user', content: 'Well?' },
      { role: 'assistant', content: 'Sorry.' },
      hi,
    ]),
  },
  'a custom tool': {
    request: {
      history: [
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'call_1', name: 'run', argumentsText: 'ls -l' }],
        },
        { role: 'tool', toolCallId: 'call_1', content: 'a.txt' },
      ],
      extraBody: { tools: [{ type: 'custom', custom: { name: 'run' } }] },
    },
    body: body(
      [
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'call_1', type: 'custom', custom: { name: 'run', input: 'ls -l' } }],
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'a.txt' },
      ],
      { tools: [{ type: 'custom', custom: { name: 'run' } }] },
    ),
  },
  'an image': {
    request: imageQuestion,
    body: body([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
        ],
      },
    ]),
  },
  'an image on the web': {
    request: linkedImageQuestion,
    body: body([
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: 'https://a.example/cat.png' } },
          { type: 'text', text: 'What is this?' },
        ],
      },
    ]),
  },
  files: {
    request: fileQuestion,
    body: body([
      {
        role: 'user',
        content: [
          {
            type: 'file',
            file: { filename: 'offer.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' },
          },
          {
            type: 'file',
            file: { filename: 'file.txt', file_data: 'data:text/plain;base64,YSBi' },
          },
          { type: 'text', text: 'How much?' },
        ],
      },
    ]),
  },
  sound: {
    request: {
      message: [
        { type: 'file', base64: 'UklGRg==', mediaType: 'audio/x-wav' },
        { type: 'file', url: 'data:audio/mpeg;base64,SUQz', mediaType: 'audio/MPEG;codecs=mp3' },
      ],
    },
    body: body([
      {
        role: 'user',
        content: [
          { type: 'input_audio', input_audio: { data: 'UklGRg==', format: 'wav' } },
          { type: 'input_audio', input_audio: { data: 'SUQz', format: 'mp3' } },
        ],
      },
    ]),
  },
  'a long talk': {
    request: longTalk,
    body: body([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hey' },
      { role: 'system', content: 'Be brief.' },
      hi,
    ]),
  },
  'a tool that must be called': {
    request: { tools, toolChoice: 'required' },
    body: body([hi], { tools: functions, tool_choice: 'required' }),
  },
  'one tool to call': {
    request: { tools, toolChoice: { name: 'time' } },
    body: body([hi], {
      tools: functions,
      tool_choice: { type: 'function', function: { name: 'time' } },
    }),
  },
  'no tool to call': {
    request: { tools, toolChoice: 'none' },
    body: body([hi], { tools: functions, tool_choice: 'none' }),
  },
  'an answer of a schema': {
    request: jsonAnswer,
    body: body([hi], {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'place', schema: city, strict: true },
      },
    }),
  },
  'an answer of a schema without a name': {
    request: { responseFormat: { type: 'json', schema: city } },
    body: body([hi], {
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: city } },
    }),
  },
  'any JSON': {
    request: { responseFormat: { type: 'json' } },
    body: body([hi], { response_format: { type: 'json_object' } }),
  },
  'plain text': {
    request: { responseFormat: { type: 'text' } },
    body: body([hi], { response_format: { type: 'text' } }),
  },
} satisfies Cases<ChatCompletionCreateParamsStreaming>;
