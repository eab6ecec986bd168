import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses';
import { type Cases, formats, imageQuestion, pixel, toolLoop, weather } from './conversations.js';

const fixed = { model: 'a-model', stream: true } as const;

const hi = { type: 'message', role: 'user', content: 'Hi' } as const;

const tool = {
  type: 'function',
  name: 'weather',
  description: 'The weather of a city.',
  parameters: weather.parameters,
  strict: false,
} as const;

const reasoning = {
  id: 'rs_1',
  type: 'reasoning' as const,
  summary: [],
  encrypted_content: 'c2VjcmV0',
};

const called = {
  id: 'fc_1',
  type: 'function_call' as const,
  call_id: 'call_2',
  name: 'now',
  arguments: '{}',
  status: 'completed' as const,
};

const turnOf = (name: string, args: object | string, content: string, isError = false) => ({
  history: [
    { role: 'user' as const, content: 'Do it.' },
    {
      role: 'assistant' as const,
      content: '',
      toolCalls: [{ id: 'c1', name, argumentsText: JSON.stringify(args) }],
    },
    { role: 'tool' as const, toolCallId: 'c1', content, isError },
  ],
});

const doIt = { type: 'message', role: 'user', content: 'Do it.' } as const;

export const openAiResponses = {
  'a question': { request: {}, body: { ...fixed, input: [hi] } },
  'an image question': {
    request: imageQuestion,
    body: {
      ...fixed,
      input: [
        {
          type: 'message',
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is this?' },
            {
              type: 'input_image',
              image_url: `data:image/png;base64,${pixel}`,
              detail: 'auto',
            },
          ],
        },
      ],
    },
  },
  'files and links': {
    request: {
      message: [
        { type: 'file', base64: 'JVBERi0=', mediaType: 'application/pdf' },
        { type: 'file', url: 'https://files.example/a.pdf', mediaType: 'application/pdf' },
      ],
    },
    body: {
      ...fixed,
      input: [
        {
          type: 'message',
          role: 'user',
          content: [
            {
              type: 'input_file',
              filename: 'file.pdf',
              file_data: 'data:application/pdf;base64,JVBERi0=',
            },
            { type: 'input_file', file_url: 'https://files.example/a.pdf' },
          ],
        },
      ],
    },
  },
  'a tool loop': {
    request: { ...toolLoop, systemPrompt: 'Be brief.' },
    body: {
      ...fixed,
      instructions: 'Be brief.',
      input: [
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
      tools: [tool],
      tool_choice: 'auto',
    },
  },
  // The reply of a loop has the calls of all rounds, and the items of the last one.
  'rounds of which the last has encrypted reasoning': {
    request: {
      history: [
        { role: 'user', content: 'When is it?' },
        {
          role: 'assistant',
          content: 'I look.\n\nOnce more.',
          toolCalls: [
            { id: 'call_1', name: 'now', argumentsText: '' },
            { id: 'call_2', name: 'now', argumentsText: '{}' },
          ],
          providerState: {
            protocol: 'openAiResponses',
            state: [
              reasoning,
              {
                id: 'msg_1',
                type: 'message',
                role: 'assistant',
                status: 'completed',
                content: [{ type: 'output_text', text: 'Once more.', annotations: [] }],
              },
              called,
            ],
          },
        },
        {
          role: 'tool',
          toolCallId: 'call_2',
          content: [{ type: 'image', base64: pixel, mediaType: 'image/png' }],
        },
        { role: 'tool', toolCallId: 'call_1', content: 'noon' },
      ],
      extraBody: { store: false, include: ['reasoning.encrypted_content'] },
    },
    body: {
      ...fixed,
      input: [
        { type: 'message', role: 'user', content: 'When is it?' },
        { type: 'message', role: 'assistant', content: 'I look.' },
        { type: 'function_call', call_id: 'call_1', name: 'now', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_1', output: 'noon' },
        reasoning,
        {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'Once more.', annotations: [] }],
        },
        called,
        {
          type: 'function_call_output',
          call_id: 'call_2',
          output: [
            {
              type: 'input_image',
              image_url: `data:image/png;base64,${pixel}`,
              detail: 'auto',
            },
          ],
        },
      ],
      store: false,
      include: ['reasoning.encrypted_content'],
    },
  },
  'a custom tool': {
    request: turnOf('sql', 'SELECT 1', '1'),
    body: {
      ...fixed,
      input: [
        doIt,
        { type: 'custom_tool_call', call_id: 'c1', name: 'sql', input: 'SELECT 1' },
        { type: 'custom_tool_call_output', call_id: 'c1', output: '1' },
      ],
    },
  },
  'a shell': {
    request: turnOf('shell_call', { action: { commands: ['ls'] } }, 'a.txt'),
    body: {
      ...fixed,
      input: [
        doIt,
        { action: { commands: ['ls'] }, type: 'shell_call', call_id: 'c1', status: 'completed' },
        {
          type: 'shell_call_output',
          call_id: 'c1',
          output: [{ stdout: 'a.txt', stderr: '', outcome: { type: 'exit', exit_code: 0 } }],
        },
      ],
    },
  },
  'a local shell': {
    request: turnOf(
      'local_shell_call',
      { action: { type: 'exec', command: ['ls'], env: {} } },
      'a.txt',
    ),
    body: {
      ...fixed,
      input: [
        doIt,
        {
          action: { type: 'exec', command: ['ls'], env: {} },
          type: 'local_shell_call',
          call_id: 'c1',
          status: 'completed',
          id: 'c1',
        },
        { type: 'local_shell_call_output', id: 'c1', output: 'a.txt' },
      ],
    },
  },
  'a patch that failed': {
    request: turnOf(
      'apply_patch_call',
      { operation: { type: 'delete_file', path: 'a.txt' } },
      'No such file',
      true,
    ),
    body: {
      ...fixed,
      input: [
        doIt,
        {
          operation: { type: 'delete_file', path: 'a.txt' },
          type: 'apply_patch_call',
          call_id: 'c1',
          status: 'completed',
        },
        {
          type: 'apply_patch_call_output',
          call_id: 'c1',
          status: 'failed',
          output: 'No such file',
        },
      ],
    },
  },
  'a computer': {
    request: turnOf(
      'computer_call',
      { action: { type: 'screenshot' }, pending_safety_checks: [] },
      '{"type":"computer_screenshot","image_url":"https://pictures.example/a.png"}',
    ),
    body: {
      ...fixed,
      input: [
        doIt,
        {
          action: { type: 'screenshot' },
          pending_safety_checks: [],
          type: 'computer_call',
          call_id: 'c1',
          status: 'completed',
          id: 'c1',
        },
        {
          type: 'computer_call_output',
          call_id: 'c1',
          output: { type: 'computer_screenshot', image_url: 'https://pictures.example/a.png' },
        },
      ],
    },
  },
  'an approval of a tool of an MCP server': {
    request: {
      history: [
        { role: 'user', content: 'Do it.' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            {
              id: 'mcpr_1',
              name: 'mcp_approval_request',
              argumentsText: '{"name":"delete","server_label":"files","arguments":"{}"}',
            },
          ],
        },
        {
          role: 'tool',
          toolCallId: 'mcpr_1',
          approval: { id: 'mcpr_1', approved: false, reason: 'No.' },
        },
      ],
    },
    body: {
      ...fixed,
      input: [
        doIt,
        {
          name: 'delete',
          server_label: 'files',
          arguments: '{}',
          type: 'mcp_approval_request',
          id: 'mcpr_1',
        },
        {
          type: 'mcp_approval_response',
          approval_request_id: 'mcpr_1',
          approve: false,
          reason: 'No.',
        },
      ],
    },
  },
  'one tool that must be called': {
    request: { tools: [{ ...weather, strict: true }], toolChoice: { name: 'weather' } },
    body: {
      ...fixed,
      input: [hi],
      tools: [{ ...tool, strict: true }],
      tool_choice: { type: 'function', name: 'weather' },
    },
  },
  text: {
    request: formats.text,
    body: { ...fixed, input: [hi], text: { format: { type: 'text' } } },
  },
  JSON: {
    request: formats.json,
    body: { ...fixed, input: [hi], text: { format: { type: 'json_object' } } },
  },
  'JSON with a schema': {
    request: { ...formats.schema, extraBody: { text: { verbosity: 'low' } } },
    body: {
      ...fixed,
      input: [hi],
      text: {
        format: {
          type: 'json_schema',
          name: 'place',
          schema: weather.parameters,
          strict: true,
        },
        verbosity: 'low',
      },
    },
  },
} satisfies Cases<ResponseCreateParamsStreaming>;
