import { describe, expect, it } from '@jest/globals';
import type { AssistantMessage, ChatMessage, UserPart } from '../../../../src/index.js';
import { openAiResponses } from '../../../../src/protocols/index.js';
import { bodyOf, recordedTurn } from '../../../helpers/nextTurn.js';

const inputOf = (history: readonly ChatMessage[], more: object = {}): readonly unknown[] => {
  const { input } = bodyOf(openAiResponses(), { history, ...more }) as {
    readonly input: readonly unknown[];
  };
  // Without the message of `bodyOf`, where there is one.
  return history.at(-1)?.role === 'tool' ? input : input.slice(0, -1);
};

const resultsOf = ({ toolCalls = [] }: AssistantMessage): readonly ChatMessage[] =>
  toolCalls
    .filter(({ providerExecuted }) => !providerExecuted)
    .map(({ id }) => ({ role: 'tool', toolCallId: id, content: `of ${id}` }));

const output = (id: string, more: object = {}) => ({
  type: 'function_call_output',
  call_id: id,
  ...more,
  output: `of ${id}`,
});

/** The input of the request after a recorded stream. */
const inputAfter = async (fixture: string): Promise<readonly unknown[]> => {
  const turn = await recordedTurn('openAiResponses', fixture);
  return inputOf([turn, ...resultsOf(turn)]);
};

const stateIn = async (fixture: string): Promise<readonly object[]> => {
  const { providerState } = await recordedTurn('openAiResponses', fixture);
  return providerState?.state as readonly object[];
};

describe('the items of a recorded turn', () => {
  it.each<readonly [string, readonly object[]]>([
    ['encrypted-reasoning-and-a-call', [output('call_1')]],
    ['encrypted-reasoning-at-the-end', [output('call_1')]],
    ['reasoning-summary', []],
    ['openrouter', []],
  ])('of %s stand where they stood', async (fixture, results) => {
    expect(await inputAfter(fixture)).toStrictEqual([...(await stateIn(fixture)), ...results]);
  });

  it('go back without ids where their reasoning is not encrypted', async () => {
    expect(await inputAfter('commentary')).toStrictEqual([
      {
        type: 'message',
        status: 'completed',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'I look.', annotations: [] }],
        phase: 'commentary',
      },
      {
        type: 'message',
        status: 'completed',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'Blue.', annotations: [] }],
        phase: 'final_answer',
      },
    ]);
  });

  it('name the program that called', async () => {
    const caller = { type: 'program', caller_id: 'call_1' };
    expect(await inputAfter('program-that-calls-tools')).toStrictEqual([
      {
        id: 'cm_1',
        type: 'program',
        call_id: 'call_1',
        code: 'await tools.look({})',
        fingerprint: 'F1',
      },
      {
        type: 'function_call',
        status: 'in_progress',
        call_id: 'call_2',
        name: 'look',
        arguments: '{}',
        caller,
      },
      { id: 'cmo_0', type: 'program_output', status: 'completed', call_id: 'call_0', result: '7' },
      output('call_2', { caller }),
    ]);
  });

  it('are made of its calls where there is no state', async () => {
    const items = await inputAfter('calls-that-wait-for-the-app');
    expect(items.slice(0, 5)).toStrictEqual([
      {
        type: 'local_shell_call',
        call_id: 'call_1',
        action: { type: 'exec', command: ['ls', '-l'], env: {} },
        status: 'completed',
      },
      {
        type: 'computer_call',
        call_id: 'call_2',
        actions: [{ type: 'click', button: 'left', x: 3, y: 4 }],
        pending_safety_checks: [{ id: 'sc_1', code: 'new_page' }],
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
        type: 'apply_patch_call',
        call_id: 'call_5',
        operation: { type: 'delete_file', path: 'old.txt' },
        status: 'completed',
      },
      // A tool that is not known is taken for one of the app.
      { type: 'function_call', call_id: 'call_6', name: 'lamp_call', arguments: '{"lamp":"red"}' },
    ]);
  });

  it('of a custom tool are made of its text', async () => {
    expect(await inputAfter('custom-tool-call')).toStrictEqual([
      { type: 'custom_tool_call', call_id: 'call_1', name: 'run', input: 'ls -l' },
      { type: 'custom_tool_call_output', call_id: 'call_1', output: 'of call_1' },
    ]);
  });

  it('of an approval are followed by what the user said', async () => {
    const turn = await recordedTurn('openAiResponses', 'mcp-approval');
    const approval = { id: 'mcpr_1', approved: true };
    expect(inputOf([turn, { role: 'tool', toolCallId: 'mcpr_1', approval }])).toStrictEqual([
      {
        type: 'mcp_approval_request',
        id: 'mcpr_1',
        server_label: 'files',
        name: 'remove',
        arguments: '{"path":"a.txt"}',
      },
      { type: 'mcp_approval_response', approval_request_id: 'mcpr_1', approve: true },
    ]);
  });
});

const call = (id: string, name = 'look', argumentsText = '{}') => ({ id, name, argumentsText });

const turn = (more: Partial<AssistantMessage>): AssistantMessage => ({
  role: 'assistant',
  content: '',
  ...more,
});

const functionCall = (id: string, name = 'look') => ({
  type: 'function_call',
  call_id: id,
  name,
  arguments: '{}',
});

it('puts the rounds before that of the state before it', () => {
  const state = [
    { type: 'reasoning', id: 'rs_2', summary: [], encrypted_content: 'A1' },
    {
      type: 'message',
      role: 'assistant',
      content: [
        { type: 'output_text', text: 'Now that.' },
        { type: 'output_text', text: '' },
      ],
    },
    { type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: 'Not this.' }] },
    functionCall('call_2'),
  ];
  const whole = turn({
    content: 'First this.\n\nNow that.\n\nNot this.',
    toolCalls: [call('call_1'), call('call_2')],
    providerState: { protocol: 'openAiResponses', state },
  });
  expect(inputOf([whole, ...resultsOf(whole)])).toStrictEqual([
    { type: 'message', role: 'assistant', content: 'First this.' },
    functionCall('call_1'),
    output('call_1'),
    ...state,
    output('call_2'),
  ]);
});

it.each<readonly [string, unknown]>([
  ['empty', []],
  ['of another shape', { output: [] }],
  ['text', 'opaque'],
  ['a list of other things', [null, 5]],
])('sends the fields of a turn whose state is %s', (_, state) => {
  const providerState = { protocol: 'openAiResponses', state };
  const given = turn({ content: 'Yes', toolCalls: [call('call_1')], providerState });
  expect(inputOf([given, ...resultsOf(given)])).toStrictEqual([
    { type: 'message', role: 'assistant', content: 'Yes' },
    functionCall('call_1'),
    output('call_1'),
  ]);
  expect(inputOf([turn({ content: 'Yes', providerState }), turn({ providerState })])).toStrictEqual(
    [{ type: 'message', role: 'assistant', content: 'Yes' }],
  );
});

describe('a call that the app has left out of the turn', () => {
  const reasoning = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'A1' };
  const message = { type: 'message', role: 'assistant', content: [] };
  const ran = { type: 'web_search_call', id: 'ws_1', status: 'completed' };
  const [one, two] = [functionCall('call_1'), functionCall('call_2')];

  it.each<readonly [string, readonly object[], readonly object[]]>([
    ['with the reasoning that led to it', [reasoning, one], []],
    ['but not the answer', [reasoning, message, reasoning, one], [reasoning, message]],
    ['but not what the provider ran', [reasoning, ran, one], [reasoning, ran]],
    ['but not what another server ran', [one, output('call_1')], [one, output('call_1')]],
    ['but not another call', [reasoning, one, two], [reasoning, two]],
    ['but not reasoning at the end otherwise', [two, reasoning], [two, reasoning]],
  ])('is left out of its state, %s', (_, state, items) => {
    const toolCalls = items.includes(two) ? [call('call_2')] : [];
    const given = turn({ toolCalls, providerState: { protocol: 'openAiResponses', state } });
    const results = toolCalls.map(({ id }) => output(id));
    expect(inputOf([given, ...resultsOf(given)])).toStrictEqual([...items, ...results]);
  });
});

it('takes a call for that of a tool of the app which has the name of an item', () => {
  const given = turn({ toolCalls: [call('call_1', 'shell_call')] });
  const tools = [{ name: 'shell_call', parameters: {} }];
  expect(inputOf([given, ...resultsOf(given)], { tools })).toStrictEqual([
    functionCall('call_1', 'shell_call'),
    output('call_1'),
  ]);
});

it('takes a call for that of a function if it does not say what its item does', () => {
  const argumentsText = '{"action":';
  const given = turn({ toolCalls: [call('call_1', 'shell_call', argumentsText)] });
  expect(inputOf([given, ...resultsOf(given)])).toStrictEqual([
    { ...functionCall('call_1', 'shell_call'), arguments: argumentsText },
    output('call_1'),
  ]);
});

describe('the result of', () => {
  const url = 'https://a.example/screen.png';
  const screen = { type: 'computer_screenshot', image_url: url };
  const checks = [{ id: 'sc_1' }];

  it.each<readonly [string, string | readonly UserPart[], object]>([
    ['local_shell_call', '{"a":1}', { output: '{"a":1}' }],
    [
      'shell_call',
      'a.txt',
      { output: [{ stdout: 'a.txt', stderr: '', outcome: { type: 'exit', exit_code: 0 } }] },
    ],
    ['shell_call', '[{"stdout":"a"}]', { output: [{ stdout: 'a' }] }],
    [
      'shell_call',
      '{"output":[],"max_output_length":5,"type":"x"}',
      { output: [], max_output_length: 5 },
    ],
    ['apply_patch_call', 'Done', { output: 'Done', status: 'completed' }],
    [
      'computer_call',
      [
        { type: 'text', text: 'See' },
        { type: 'image', url },
      ],
      { output: screen },
    ],
    ['computer_call', url, { output: screen }],
    ['computer_call', JSON.stringify(screen), { output: screen }],
    [
      'computer_call',
      JSON.stringify({ output: screen, acknowledged_safety_checks: checks, call_id: 'x' }),
      { output: screen, acknowledged_safety_checks: checks },
    ],
  ])('a %s is its output: %j', (name, content, fields) => {
    const history: readonly ChatMessage[] = [
      turn({ toolCalls: [call('call_1', name, '{}')] }),
      { role: 'tool', toolCallId: 'call_1', content },
    ];
    expect(inputOf(history)[1]).toStrictEqual({
      type: `${name}_output`,
      call_id: 'call_1',
      ...fields,
    });
  });

  it.each<readonly [string, object]>([
    ['[{"type":"function"}]', { tools: [{ type: 'function' }] }],
    ['{"tools":[]}', { tools: [] }],
  ])('a search for tools is a list: %s', (content, fields) => {
    const history: readonly ChatMessage[] = [
      turn({ toolCalls: [call('call_1', 'tool_search_call')] }),
      { role: 'tool', toolCallId: 'call_1', content },
    ];
    expect(inputOf(history)[1]).toStrictEqual({
      type: 'tool_search_output',
      call_id: 'call_1',
      execution: 'client',
      status: 'completed',
      ...fields,
    });
  });

  it('a request for approval denies it', () => {
    const history: readonly ChatMessage[] = [
      turn({ toolCalls: [call('mcpr_1', 'mcp_approval_request')] }),
      { role: 'tool', toolCallId: 'mcpr_1', content: 'Not now' },
    ];
    expect(inputOf(history)[1]).toStrictEqual({
      type: 'mcp_approval_response',
      approval_request_id: 'mcpr_1',
      approve: false,
      reason: 'Not now',
    });
  });
});

describe('what it cannot carry', () => {
  it('is sound, or a film', () => {
    const part = (mediaType: string): UserPart => ({ type: 'file', base64: 'AAAA', mediaType });
    expect(
      bodyOf(openAiResponses(), { message: [part('audio/wav'), part('video/mp4')] }),
    ).toMatchObject({
      message:
        'Invalid request: message[0] must be left out: openAiResponses cannot send this file; ' +
        'message[1] must be left out: openAiResponses cannot send this file',
    });
  });

  it.each<readonly [string, UserPart]>([
    ['shell_call', { type: 'image', url: 'https://a.example/a.png' }],
    ['computer_call', { type: 'file', base64: 'AAAA', mediaType: 'application/pdf' }],
  ])('is a part in the result of a %s', (name, part) => {
    const history: readonly ChatMessage[] = [
      turn({ toolCalls: [call('call_1', name)] }),
      { role: 'tool', toolCallId: 'call_1', content: [part] },
    ];
    expect(bodyOf(openAiResponses(), { history })).toMatchObject({
      message:
        'Invalid request: history[1].content[0] must be left out: ' +
        `openAiResponses cannot send this ${part.type}`,
    });
  });

  it('is an approval of another call', () => {
    const history: readonly ChatMessage[] = [
      turn({ toolCalls: [call('call_1')] }),
      { role: 'tool', toolCallId: 'call_1', approval: { id: 'call_1', approved: true } },
    ];
    expect(bodyOf(openAiResponses(), { history })).toMatchObject({
      message:
        'Invalid request: history[1].approval must be left out: ' +
        'openAiResponses cannot send this answer',
    });
  });

  it('is a stop sequence', () => {
    expect(bodyOf(openAiResponses(), { stopSequences: ['END'] })).toMatchObject({
      message: 'Invalid request: stopSequences must be left out: openAiResponses cannot send it',
    });
  });
});
