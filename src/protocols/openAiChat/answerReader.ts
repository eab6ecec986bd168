import { type Fields, textIn } from '../../json/json.js';
import {
  concatEvents,
  contentEvents,
  type Events,
  noEvents,
  reasoningEvents,
} from '../kit/events.js';
import { files } from '../kit/sources.js';
import type { Summary } from '../kit/summary.js';
import { toArgumentsText, type ToolCalls } from '../kit/toolCalls.js';
import { citations } from './citations.js';
import { contentIn, refusalIn } from './contentIn.js';
import { executedTools } from './executedTools.js';
import { imageEvents } from './imageEvents.js';
import { reasoningIn } from './reasoningIn.js';
import { sound } from './sound.js';
import { thoughts } from './thoughts.js';
import { turnState } from './turnState.js';
import type { Delta, ToolCall } from './wire.js';

/** What tells a call apart. Together sends -1 for nothing. */
const keyOf = (index: unknown): number | string | undefined =>
  typeof index === 'number' ? (index < 0 ? undefined : index) : textIn(index) || undefined;

/** Anthropic's tools that it runs itself, as servers in front of it send them. */
const isRun = (id: string | null | undefined): boolean => Boolean(id?.startsWith('srvtoolu_'));

/** Whether a delta has more than texts and calls. */
const hasMore = (delta: Fields): boolean => {
  const { content, images, executed_tools, annotations, citations: list, context } = delta;
  return (
    Array.isArray(content) ||
    (images ?? executed_tools ?? annotations ?? list ?? context) != null ||
    delta['provider_specific_fields'] != null
  );
};

/** What has come of an answer. */
interface Said {
  readonly content: boolean;
  readonly reasoning: boolean;
  readonly calls: boolean;
  readonly files: boolean;
}

const nothing: Said = { content: false, reasoning: false, calls: false, files: false };

/** Reads the deltas of one answer. */
export const answerReader = (calls: ToolCalls, answer: Pick<Summary<never>, 'refuse'>) => {
  const cited = citations();
  const emitFile = files();
  const executed = executedTools(calls, cited, emitFile);
  const audio = sound();
  const thought = thoughts();
  const state = turnState();
  const idOfKey = new Map<unknown, string>();
  const said = { content: false, reasoning: false, files: false };
  let isTextOnly = false;

  const readTexts = (
    reasoning: string | null | undefined,
    content: string | null | undefined,
  ): Events => {
    if (reasoning) said.reasoning = true;
    if (content) said.content = true;
    return concatEvents(reasoningEvents(reasoning), contentEvents(content));
  };

  const readCall = (call: Partial<ToolCall>, place?: number): Events => {
    const { id, type, custom } = call;
    const called = call.function ?? (custom && { name: custom.name, arguments: custom.input });
    // Zhipu lists tools of its own here, each in a field that is named like its type.
    const isOwnTool = !called && textIn(type) !== '' && type !== 'function';
    if (isOwnTool) return noEvents;
    const fields: Fields = call;
    const key = keyOf(fields['index']) ?? place;
    const events =
      called || id
        ? calls.push({
            key,
            id,
            name: called?.name,
            argumentsText: called?.arguments ? toArgumentsText(called.arguments) : '',
            providerExecuted: isRun(id),
          })
        : noEvents;
    const knownId = events.at(-1)?.id || id || idOfKey.get(key);
    if (!knownId) return events;
    idOfKey.set(key, knownId);
    state.ofCall(knownId, fields);
    return events;
  };

  const readCalls = ({ function_call, tool_calls }: Delta, isWhole: boolean): Events => {
    if (function_call) return readCall({ function: function_call });
    const list = Array.isArray(tool_calls) ? tool_calls : tool_calls ? [tool_calls] : [];
    return list.flatMap((call, place) => readCall(call, isWhole ? place : undefined));
  };

  /** Reads what few deltas have. */
  const readRest = (fields: Fields, before: Said): Events => {
    const images = before.files ? noEvents : imageEvents(fields, emitFile);
    if (images.length > 0) said.files = true;
    const results = before.calls ? noEvents : executed(fields);
    return [...results, ...images, ...cited.ofDelta(fields)];
  };

  /** Reads a delta, or a whole message, of which only that counts which has not come in deltas. */
  const read = (delta: Delta, isWhole: boolean): Events => {
    const fields: Fields = delta;
    const before: Said = isWhole ? { ...said, calls: calls.count() > 0 } : nothing;
    let reasoning = before.reasoning ? '' : reasoningIn(delta);
    let content = '';
    if (!before.reasoning) state.ofDelta(fields);
    if (!before.content) {
      const refusal = refusalIn(delta);
      if (refusal !== '') answer.refuse();
      const [thinking, text] = thought.split(contentIn(delta), fields);
      reasoning += thinking;
      content = text + refusal + audio.push(fields['audio']);
    }
    const events = concatEvents(
      readTexts(reasoning, content),
      before.calls || !(delta.tool_calls ?? delta.function_call)
        ? noEvents
        : readCalls(delta, isWhole),
    );
    return hasMore(fields) ? concatEvents(events, readRest(fields, before)) : events;
  };

  return {
    readTexts,
    readDelta: (delta: Delta) => read(delta, false),
    readMessage: (message: Delta) => read(message, true),
    /** Reads a text of the API without messages. Together sends it beside the delta. */
    readText: (text: string | null | undefined): Events => {
      if (!text || (said.content && !isTextOnly)) return noEvents;
      isTextOnly = true;
      return readTexts('', text);
    },
    /** Reads what is on top of a chunk. */
    readTop: cited.ofChunk,
    isInThought: thought.isOpen,
    end: () => audio.end(emitFile),
    state: state.end,
  };
};
