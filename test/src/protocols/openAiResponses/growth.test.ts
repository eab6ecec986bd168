import { describe, expect, it } from '@jest/globals';
import { growth } from '../../../helpers/growth.js';
import { itemDone, playResponses, type ResponsesStep } from '../../../helpers/responsesPlayer.js';

describe('time grows with the number of events, for', () => {
  const repeat = (size: number, step: (index: number) => ResponsesStep): readonly ResponsesStep[] =>
    Array.from({ length: size }, (_, index) => step(index));

  it.each<readonly [string, (size: number) => readonly ResponsesStep[]]>([
    [
      'texts that repeat',
      (size) => repeat(size, () => ['output_text.done', { item_id: 'm', text: 'a' }]),
    ],
    [
      'deltas of several commands',
      (size) => [
        ['output_item.added', { output_index: 0, item: { type: 'shell_call', call_id: 'c' } }],
        ...repeat(size, (index): ResponsesStep => [
          'shell_call_command.delta',
          { output_index: 0, command_index: index, delta: 'a' },
        ]),
      ],
    ],
    [
      'code that is complete again and again',
      (size) => [
        [
          'output_item.added',
          {
            output_index: 0,
            item: { type: 'code_interpreter_call', id: 'c', more: 'a'.repeat(9 * size) },
          },
        ],
        ...repeat(size, (): ResponsesStep => [
          'code_interpreter_call_code.done',
          { item_id: 'c', code: 'a' },
        ]),
      ],
    ],
    [
      'arguments that grow and are complete in between',
      (size) => [
        ['output_item.added', { item: { type: 'mcp_call', id: 'c', name: 'f' } }],
        ...repeat(size, (index): ResponsesStep =>
          index % 2
            ? ['mcp_call_arguments.delta', { item_id: 'c', delta: 'a'.repeat(99) }]
            : itemDone(0, { type: 'mcp_call', id: 'c', name: 'f', arguments: 'a' }),
        ),
      ],
    ],
    [
      'outputs of unknown calls',
      (size) => [
        ...repeat(128, (index) =>
          itemDone(index, { type: 'mcp_call', id: `m${index}`, name: 'f' }),
        ),
        ...repeat(size, (index) =>
          itemDone(index, { type: 'tool_search_output', id: `o${index}`, tools: [] }),
        ),
      ],
    ],
    [
      'items of the final response',
      (size) => [
        [
          'completed',
          { response: { output: repeat(size, (id) => ['', { id }]).map(([, item]) => item) } },
        ],
      ],
    ],
  ])('%s', (_, steps) => {
    const ratio = growth((size) => {
      playResponses(...steps(size));
    }, 300);
    expect(ratio).toBeLessThan(8);
  });
});
