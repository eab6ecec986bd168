import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages';
import { type Cases, formats, imageQuestion, pixel, toolLoop, weather } from './conversations.js';

const fixed = { model: 'a-model', stream: true, max_tokens: 8192 } as const;

const hi = { role: 'user', content: 'Hi' } as const;

const tool = {
  name: 'weather',
  description: 'The weather of a city.',
  input_schema: weather.parameters,
};

const thinking = { type: 'thinking' as const, thinking: 'Hm.', signature: 'c2ln' };

const search = {
  type: 'server_tool_use' as const,
  id: 'srv_1',
  name: 'web_search' as const,
  input: { query: 'time' },
};

const found = {
  type: 'web_search_tool_result' as const,
  tool_use_id: 'srv_1',
  content: [],
};

export const anthropicMessages = {
  'a question': { request: {}, body: { ...fixed, messages: [hi] } },
  'an image question': {
    request: imageQuestion,
    body: {
      ...fixed,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } },
          ],
        },
      ],
    },
  },
  'files, links, and a blank text': {
    request: {
      message: [
        { type: 'text', text: ' ' },
        { type: 'image', url: 'https://pictures.example/cat.png' },
        { type: 'file', base64: 'JVBERi0=', mediaType: 'application/pdf', name: 'a.pdf' },
        { type: 'file', url: 'https://files.example/b.pdf', mediaType: 'application/pdf' },
        { type: 'file', url: 'data:text/csv,%C3%A4', mediaType: 'text/csv' },
      ],
    },
    body: {
      ...fixed,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'url', url: 'https://pictures.example/cat.png' } },
            {
              type: 'document',
              source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' },
              title: 'a.pdf',
            },
            { type: 'document', source: { type: 'url', url: 'https://files.example/b.pdf' } },
            { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'ä' } },
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
          content: [
            { type: 'text', text: 'I look.' },
            { type: 'tool_use', id: 'call_1', name: 'weather', input: { city: 'Ulm' } },
            { type: 'tool_use', id: 'call_2', name: 'weather', input: { city: 'Bonn' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'call_1', content: '{"sun":true}' },
            {
              type: 'tool_result',
              tool_use_id: 'call_2',
              content: 'No such city',
              is_error: true,
            },
          ],
        },
      ],
      tools: [tool],
      tool_choice: { type: 'auto' },
    },
  },
  'a signature, a tool of the provider, and a result in parts before the next question': {
    request: {
      history: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: 'I look.',
          reasoning: 'Hm.',
          toolCalls: [
            { id: 'srv_1', name: 'web_search', argumentsText: '{}', providerExecuted: true },
            { id: 'toolu_1', name: 'now', argumentsText: '{}' },
          ],
          providerState: {
            protocol: 'anthropicMessages',
            state: [
              thinking,
              search,
              found,
              { type: 'text', text: 'I look.' },
              { type: 'tool_use', id: 'toolu_1', name: 'now', input: {} },
            ],
          },
        },
        {
          role: 'tool',
          toolCallId: 'toolu_1',
          content: [
            { type: 'text', text: 'noon' },
            { type: 'image', base64: pixel, mediaType: 'image/png' },
          ],
        },
      ],
      message: 'And now?',
    },
    body: {
      ...fixed,
      messages: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: [
            thinking,
            search,
            found,
            { type: 'text', text: 'I look.' },
            { type: 'tool_use', id: 'toolu_1', name: 'now', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: 'toolu_1',
              content: [
                { type: 'text', text: 'noon' },
                { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } },
              ],
            },
            { type: 'text', text: 'And now?' },
          ],
        },
      ],
    },
  },
  'the ids of another provider, and arguments that are no object': {
    request: {
      history: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'functions.now:0', name: 'now', argumentsText: '"a' }],
          providerState: { protocol: 'openAiChat', state: { reasoning_opaque: 'x' } },
        },
        { role: 'tool', toolCallId: 'functions.now:0', content: '' },
      ],
    },
    body: {
      ...fixed,
      messages: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: 'functions_now_0', name: 'now', input: { INVALID_JSON: '"a' } },
          ],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'functions_now_0', content: '' }],
        },
      ],
    },
  },
  'calls that share an id, or its letters': {
    request: {
      history: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: 'a.b', name: 'api:now', argumentsText: '' },
            { id: 'a:b', name: 'now', argumentsText: '' },
          ],
        },
        { role: 'tool', toolCallId: 'a:b', content: 'noon' },
        { role: 'tool', toolCallId: 'a.b', content: ' ', isError: true },
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'a.b', name: 'now', argumentsText: '' }],
        },
        { role: 'tool', toolCallId: 'a.b', content: [{ type: 'text', text: '' }], isError: true },
      ],
    },
    body: {
      ...fixed,
      messages: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: 'a_b', name: 'api_now', input: {} },
            { type: 'tool_use', id: 'a_b_2', name: 'now', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'a_b_2', content: 'noon' },
            {
              type: 'tool_result',
              tool_use_id: 'a_b',
              content: 'The tool failed.',
              is_error: true,
            },
          ],
        },
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'a_b_3', name: 'now', input: {} }],
        },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: 'a_b_3',
              content: 'The tool failed.',
              is_error: true,
            },
          ],
        },
      ],
    },
  },
  'rounds whose calls share an id': {
    request: {
      history: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: 'call_0', name: 'zone', argumentsText: '' },
            { id: 'call_0', name: 'now', argumentsText: '' },
          ],
        },
        { role: 'tool', toolCallId: 'call_0', content: 'UTC' },
        { role: 'tool', toolCallId: 'call_0', content: 'noon' },
      ],
    },
    body: {
      ...fixed,
      messages: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: 'call_0_1', name: 'zone', input: {} },
            { type: 'tool_use', id: 'call_0', name: 'now', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'call_0_1', content: 'UTC' },
            { type: 'tool_result', tool_use_id: 'call_0', content: 'noon' },
          ],
        },
      ],
    },
  },
  'an id that is kept in blocks, and the same of another provider before': {
    request: {
      history: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'call_0', name: 'now', argumentsText: '' }],
        },
        { role: 'tool', toolCallId: 'call_0', content: 'noon' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'call_0', name: 'now', argumentsText: '' }],
          providerState: {
            protocol: 'anthropicMessages',
            state: [thinking, { type: 'tool_use', id: 'call_0', name: 'now', input: {} }],
          },
        },
        { role: 'tool', toolCallId: 'call_0', content: 'one' },
      ],
    },
    body: {
      ...fixed,
      messages: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'call_0_2', name: 'now', input: {} }],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'call_0_2', content: 'noon' }],
        },
        {
          role: 'assistant',
          content: [thinking, { type: 'tool_use', id: 'call_0', name: 'now', input: {} }],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'call_0', content: 'one' }],
        },
      ],
    },
  },
  'blocks without a call that the app has removed, and with the text that is in none': {
    request: {
      history: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: 'I look.',
          toolCalls: [{ id: 'toolu_2', name: 'now', argumentsText: '{}' }],
          providerState: {
            protocol: 'anthropicMessages',
            state: [
              thinking,
              { type: 'tool_use', id: 'toolu_1', name: 'now', input: {} },
              { type: 'tool_use', id: 'toolu_2', name: 'now', input: {} },
            ],
          },
        },
        { role: 'tool', toolCallId: 'toolu_2', content: 'noon' },
        {
          role: 'assistant',
          content: '',
          providerState: {
            protocol: 'anthropicMessages',
            state: [{ type: 'tool_use', id: 'toolu_3', name: 'now', input: {} }],
          },
        },
      ],
      message: 'And now?',
    },
    body: {
      ...fixed,
      messages: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: [
            thinking,
            { type: 'text', text: 'I look.' },
            { type: 'tool_use', id: 'toolu_2', name: 'now', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_2', content: 'noon' },
            { type: 'text', text: 'And now?' },
          ],
        },
      ],
    },
  },
  'rounds of calls, of which the last cites': {
    request: {
      history: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          // The reply joins blocks that cite with nothing, and others with a blank line.
          content: 'I look.\n\nIt is noon.\n\nWait.',
          toolCalls: [{ id: 'toolu_1', name: 'now', argumentsText: '{}' }],
          providerState: {
            protocol: 'anthropicMessages',
            state: [
              thinking,
              { type: 'text', text: 'It is ' },
              { type: 'text', text: 'noon.', citations: [] },
              thinking,
              { type: 'text', text: 'Wait.' },
            ],
          },
        },
        { role: 'tool', toolCallId: 'toolu_1', content: '12:00' },
      ],
      message: 'And now?',
    },
    body: {
      ...fixed,
      messages: [
        { role: 'user', content: 'When?' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I look.' },
            { type: 'tool_use', id: 'toolu_1', name: 'now', input: {} },
          ],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: '12:00' }],
        },
        {
          role: 'assistant',
          content: [
            thinking,
            { type: 'text', text: 'It is ' },
            { type: 'text', text: 'noon.', citations: [] },
            thinking,
            { type: 'text', text: 'Wait.' },
          ],
        },
        { role: 'user', content: 'And now?' },
      ],
    },
  },
  'images as files, and under the common name of JPEG': {
    request: {
      message: [
        { type: 'image', base64: pixel, mediaType: 'image/jpg' },
        { type: 'file', url: 'https://pictures.example/cat', mediaType: 'image/png' },
        { type: 'file', base64: pixel, mediaType: 'image/PNG', name: 'a.png' },
      ],
    },
    body: {
      ...fixed,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data: pixel } },
            { type: 'image', source: { type: 'url', url: 'https://pictures.example/cat' } },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } },
          ],
        },
      ],
    },
  },
  'a tool without arguments': {
    request: { tools: [{ name: 'now', parameters: {} }] },
    body: {
      ...fixed,
      messages: [hi],
      tools: [{ name: 'now', input_schema: { type: 'object' } }],
    },
  },
  'one tool that must be called': {
    request: { tools: [{ ...weather, strict: true }], toolChoice: { name: 'weather' } },
    body: {
      ...fixed,
      messages: [hi],
      tools: [{ ...tool, strict: true }],
      tool_choice: { type: 'tool', name: 'weather' },
    },
  },
  'some tool that must be called': {
    request: { tools: [weather], toolChoice: 'required' },
    body: { ...fixed, messages: [hi], tools: [tool], tool_choice: { type: 'any' } },
  },
  'no tool that may be called': {
    request: { tools: [weather], toolChoice: 'none' },
    body: { ...fixed, messages: [hi], tools: [tool], tool_choice: { type: 'none' } },
  },
  text: { request: formats.text, body: { ...fixed, messages: [hi] } },
  'JSON with a schema, and an effort': {
    request: { ...formats.schema, reasoningEffort: 'low' },
    body: {
      ...fixed,
      messages: [hi],
      thinking: { type: 'adaptive' },
      output_config: {
        effort: 'low',
        format: { type: 'json_schema', schema: weather.parameters },
      },
    },
  },
} satisfies Cases<MessageCreateParamsStreaming>;
