import type {
  ResponseCreateParamsStreaming,
  ResponseInputItem,
} from 'openai/resources/responses/responses';
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

const hi = { type: 'message', role: 'user', content: 'Hi' } as const;

/** The body with these items and fields. */
const body = (
  input: ResponseInputItem[],
  more: Partial<ResponseCreateParamsStreaming> = {},
): ResponseCreateParamsStreaming => ({ model: 'a-model', input, stream: true, ...more });

const city = { type: 'object', properties: { city: { type: 'string' } } };

const functions = [
  { type: 'function', name: 'weather', parameters: city, strict: true },
  {
    type: 'function',
    name: 'time',
    description: 'The time.',
    parameters: { type: 'object' },
    strict: false,
  },
] satisfies ResponseCreateParamsStreaming['tools'];

const image = {
  type: 'input_image',
  image_url: `data:image/png;base64,${pixel}`,
  detail: 'auto',
} as const;

export const openAiResponses = {
  'a question': { request: {}, body: body([hi]) },
  'two tools called side by side': {
    request: toolLoop,
    body: body(
      [
        { type: 'message', role: 'user', content: 'Weather in Ulm and Bonn?' },
        { type: 'message', role: 'assistant', content: 'I look.' },
        {
          type: 'function_call',
          call_id: 'call_1',
          name: 'weather',
          arguments: '{"city":"Ulm"}',
        },
        {
          type: 'function_call',
          call_id: 'call_2',
          name: 'weather',
          arguments: '{"city":"Bonn"}',
        },
        { type: 'function_call_output', call_id: 'call_1', output: '{"sun":true}' },
        { type: 'function_call_output', call_id: 'call_2', output: 'No such city' },
      ],
      {
        tools: [
          {
            type: 'function',
            name: 'weather',
            description: 'The weather of a city.',
            parameters: { ...city, required: ['city'] },
            strict: false,
          },
        ],
        tool_choice: 'auto',
      },
    ),
  },
  'broken calls': {
    request: brokenCalls,
    body: body([
      { type: 'message', role: 'user', content: 'Go' },
      { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{"city":"U' },
      { type: 'function_call', call_id: 'call_2', name: 'time', arguments: '{}' },
      { type: 'function_call_output', call_id: 'call_2', output: '' },
      {
        type: 'function_call_output',
        call_id: 'call_1',
        output: [
          { type: 'input_text', text: 'Not JSON.' },
          { type: 'input_text', text: 'Try again.' },
        ],
      },
      { type: 'message', role: 'user', content: 'Well?' },
      { type: 'message', role: 'assistant', content: 'Sorry.' },
      hi,
    ]),
  },
  'an image': {
    request: imageQuestion,
    body: body([
      {
        type: 'message',
        role: 'user',
        content: [{ type: 'input_text', text: 'What is this?' }, image],
      },
    ]),
  },
  'an image on the web': {
    request: linkedImageQuestion,
    body: body([
      {
        type: 'message',
        role: 'user',
        content: [
          { ...image, image_url: 'https://a.example/cat.png' },
          { type: 'input_text', text: 'What is this?' },
        ],
      },
    ]),
  },
  files: {
    request: fileQuestion,
    body: body([
      {
        type: 'message',
        role: 'user',
        content: [
          {
            type: 'input_file',
            filename: 'offer.pdf',
            file_data: 'data:application/pdf;base64,JVBERi0=',
          },
          {
            type: 'input_file',
            filename: 'file.txt',
            file_data: 'data:text/plain;base64,YSBi',
          },
          { type: 'input_text', text: 'How much?' },
        ],
      },
    ]),
  },
  'an image and a file that a tool returns': {
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
          content: [
            { type: 'image', base64: pixel, mediaType: 'image/png' },
            { type: 'file', url: 'https://a.example/a.pdf', mediaType: 'application/pdf' },
          ],
        },
      ],
    },
    body: body([
      { type: 'function_call', call_id: 'call_1', name: 'draw', arguments: '{}' },
      {
        type: 'function_call_output',
        call_id: 'call_1',
        output: [image, { type: 'input_file', file_url: 'https://a.example/a.pdf' }],
      },
    ]),
  },
  'a custom tool': {
    request: {
      history: [
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'call_1', name: 'run', argumentsText: '"ls -l"' }],
        },
        { role: 'tool', toolCallId: 'call_1', content: 'a.txt' },
      ],
    },
    body: body([
      { type: 'custom_tool_call', call_id: 'call_1', name: 'run', input: 'ls -l' },
      { type: 'custom_tool_call_output', call_id: 'call_1', output: 'a.txt' },
    ]),
  },
  'an approval': {
    request: {
      history: [
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            {
              id: 'mcpr_1',
              name: 'mcp_approval_request',
              argumentsText: '{"server_label":"files","name":"remove","arguments":"{}"}',
              providerExecuted: true,
            },
          ],
        },
        {
          role: 'tool',
          toolCallId: 'mcpr_1',
          approval: { id: 'mcpr_1', approved: false, reason: 'Keep it' },
        },
      ],
    },
    body: body([
      {
        type: 'mcp_approval_request',
        id: 'mcpr_1',
        server_label: 'files',
        name: 'remove',
        arguments: '{}',
      },
      {
        type: 'mcp_approval_response',
        approval_request_id: 'mcpr_1',
        approve: false,
        reason: 'Keep it',
      },
    ]),
  },
  'a shell, a patch and a search for tools': {
    request: {
      history: [
        {
          role: 'assistant',
          content: 'I work.',
          toolCalls: [
            {
              id: 'call_1',
              name: 'shell_call',
              argumentsText: '{"action":{"commands":["ls"],"max_output_length":900}}',
            },
            {
              id: 'call_2',
              name: 'shell_call',
              argumentsText: '{"action":{"commands":["pwd"]}}',
            },
            {
              id: 'call_3',
              name: 'apply_patch_call',
              argumentsText: '{"operation":{"type":"delete_file","path":"a.txt"}}',
            },
            { id: 'call_4', name: 'tool_search_call', argumentsText: '{"goal":"weather"}' },
          ],
        },
        { role: 'tool', toolCallId: 'call_1', content: 'No ls', isError: true },
        {
          role: 'tool',
          toolCallId: 'call_2',
          content: '{"stdout":"/","stderr":"","outcome":{"type":"timeout"}}',
        },
        { role: 'tool', toolCallId: 'call_3', content: 'No a.txt', isError: true },
        { role: 'tool', toolCallId: 'call_4', content: '[]' },
      ],
    },
    body: body([
      { type: 'message', role: 'assistant', content: 'I work.' },
      {
        type: 'shell_call',
        call_id: 'call_1',
        action: { commands: ['ls'], max_output_length: 900 },
        status: 'completed',
      },
      { type: 'shell_call', call_id: 'call_2', action: { commands: ['pwd'] }, status: 'completed' },
      {
        type: 'apply_patch_call',
        call_id: 'call_3',
        operation: { type: 'delete_file', path: 'a.txt' },
        status: 'completed',
      },
      {
        type: 'tool_search_call',
        call_id: 'call_4',
        arguments: { goal: 'weather' },
        execution: 'client',
        status: 'completed',
      },
      {
        type: 'shell_call_output',
        call_id: 'call_1',
        max_output_length: 900,
        output: [{ stdout: '', stderr: 'No ls', outcome: { type: 'exit', exit_code: 1 } }],
      },
      {
        type: 'shell_call_output',
        call_id: 'call_2',
        output: [{ stdout: '/', stderr: '', outcome: { type: 'timeout' } }],
      },
      {
        type: 'apply_patch_call_output',
        call_id: 'call_3',
        status: 'failed',
        output: 'No a.txt',
      },
      {
        type: 'tool_search_output',
        call_id: 'call_4',
        tools: [],
        execution: 'client',
        status: 'completed',
      },
    ]),
  },
  'a long talk': {
    request: longTalk,
    body: body(
      [
        { type: 'message', role: 'user', content: 'Hello' },
        { type: 'message', role: 'assistant', content: 'Hey' },
        { type: 'message', role: 'system', content: 'Be brief.' },
        hi,
      ],
      { instructions: 'Be kind.' },
    ),
  },
  'encrypted reasoning that the server does not store': {
    request: {
      history: [
        {
          role: 'assistant',
          content: 'I look.',
          reasoning: 'Where?',
          toolCalls: [{ id: 'call_1', name: 'look', argumentsText: '{}' }],
          providerState: {
            protocol: 'openAiResponses',
            state: [
              { id: 'rs_1', type: 'reasoning', summary: [], encrypted_content: 'A1' },
              {
                id: 'msg_1',
                type: 'message',
                role: 'assistant',
                status: 'completed',
                content: [{ type: 'output_text', text: 'I look.', annotations: [] }],
              },
              {
                id: 'fc_1',
                type: 'function_call',
                call_id: 'call_1',
                name: 'look',
                arguments: '{}',
              },
            ],
          },
        },
        { role: 'tool', toolCallId: 'call_1', content: 'A cat' },
      ],
      extraBody: { store: false, include: ['reasoning.encrypted_content'] },
    },
    body: body(
      [
        { id: 'rs_1', type: 'reasoning', summary: [], encrypted_content: 'A1' },
        {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'I look.', annotations: [] }],
        },
        { id: 'fc_1', type: 'function_call', call_id: 'call_1', name: 'look', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_1', output: 'A cat' },
      ],
      { store: false, include: ['reasoning.encrypted_content'] },
    ),
  },
  'a tool that must be called': {
    request: { tools, toolChoice: 'required' },
    body: body([hi], { tools: functions, tool_choice: 'required' }),
  },
  'one tool to call': {
    request: { tools, toolChoice: { name: 'time' } },
    body: body([hi], { tools: functions, tool_choice: { type: 'function', name: 'time' } }),
  },
  'no tool to call': {
    request: { tools, toolChoice: 'none' },
    body: body([hi], { tools: functions, tool_choice: 'none' }),
  },
  'an answer of a schema': {
    request: { ...jsonAnswer, extraBody: { text: { verbosity: 'low' } } },
    body: body([hi], {
      text: {
        format: { type: 'json_schema', name: 'place', schema: city, strict: true },
        verbosity: 'low',
      },
    }),
  },
  'an answer of a schema without a name': {
    request: { responseFormat: { type: 'json', schema: city } },
    body: body([hi], { text: { format: { type: 'json_schema', name: 'answer', schema: city } } }),
  },
  'any JSON': {
    request: { responseFormat: { type: 'json' } },
    body: body([hi], { text: { format: { type: 'json_object' } } }),
  },
  'plain text': {
    request: { responseFormat: { type: 'text' } },
    body: body([hi], { text: { format: { type: 'text' } } }),
  },
} satisfies Cases<ResponseCreateParamsStreaming>;
