import { type Fields, fieldsOf, itemsOf, textIn } from '../../json/json.js';
import type { Events } from '../kit/events.js';
import type { Files } from '../kit/sources.js';
import { toArgumentsText, type ToolCalls } from '../kit/toolCalls.js';
import type { Citations } from './citations.js';

/** The results of a tool that came without an output. */
const resultsIn = ({
  search_results,
  browser_results,
  code_results,
}: Fields): Fields | undefined => {
  const found = Object.entries({ search_results, browser_results, code_results }).filter(
    ([, value]) => itemsOf(value).length + itemsOf(fieldsOf(value)['results']).length > 0,
  );
  return found.length === 0 ? undefined : Object.fromEntries(found);
};

/** Returns the events of the tools that the provider has run, which are in a delta. */
export type ExecutedTools = (delta: Fields) => Events;

/**
 * Makes an {@link ExecutedTools}. Groq sends a tool when it starts, and again with its output.
 * LiteLLM sends the results of Anthropic's tools, all of them each time.
 */
export function executedTools(
  calls: Pick<ToolCalls, 'complete' | 'result'>,
  { ofList }: Pick<Citations, 'ofList'>,
  emitFile: Files,
): ExecutedTools {
  // Of Groq, by index: the tools that have no output yet.
  const running = new Map<unknown, { readonly id: string; readonly argumentsText: string }>();
  let count = 0;
  // Of LiteLLM.
  const known = new Set<string>();

  const ofGroq = (value: unknown): Events => {
    const tool = fieldsOf(value);
    const { index, name, type, output } = tool;
    const argumentsText = toArgumentsText(tool['arguments']);
    const open = running.get(index);
    // A tool that fails comes without an output, and the next one may have its index.
    const isNew = open?.argumentsText !== argumentsText;
    const { id } = isNew ? { id: `executed_${count++}` } : open;
    const called = isNew
      ? calls.complete({
          key: id,
          id,
          name: textIn(name) || textIn(type) || 'tool',
          argumentsText,
          providerExecuted: true,
        })
      : [];
    running.set(index, { id, argumentsText });
    const result = output ?? resultsIn(tool);
    if (result === undefined) return called;
    running.delete(index);
    return [
      ...called,
      ...calls.result({ id, result }),
      ...ofList(fieldsOf(tool['search_results'])['results']),
      ...ofList(tool['browser_results']),
      ...itemsOf(tool['code_results']).flatMap((each) => {
        const base64 = textIn(fieldsOf(each)['png']);
        return base64 === '' ? [] : emitFile({ mediaType: 'image/png', base64 });
      }),
    ];
  };

  const ofLiteLlm = (value: unknown): Events => {
    const { tool_use_id, content } = fieldsOf(value);
    const id = textIn(tool_use_id);
    if (id === '' || known.has(id)) return [];
    known.add(id);
    return [...calls.result({ id, result: content }), ...ofList(content)];
  };

  return ({ executed_tools, provider_specific_fields }) => {
    const { web_search_results, tool_results } = fieldsOf(provider_specific_fields);
    return [
      ...itemsOf(executed_tools).flatMap(ofGroq),
      ...[web_search_results, tool_results].flatMap(itemsOf).flatMap(ofLiteLlm),
    ];
  };
}
