import type { DoneDetails } from '../../src/eventDetails.js';
import { isEvent } from '../../src/isEvent.js';
import { type Draft, settled, valueOf } from '../../src/json/draft.js';
import { partialJson, type PartialJson } from '../../src/json/partialJson.js';
import { badOutput } from './badOutput.js';

/** Where the JSON of an answer is: in its text, or in the arguments of calls of a tool. */
export type JsonPlace = 'content' | { readonly tool: string };

/** Reads the JSON of an answer from its events. */
export interface AnswerJson {
  /** Takes an event. Returns whether it changed the value. */
  readonly push: (event: { readonly type: string }) => boolean;
  /** The value so far; `undefined` before it begins. */
  readonly draft: () => Draft | undefined;
  /** The elements of the array at the path since the last call. */
  readonly takeElements: () => readonly unknown[];
  /** Whether the text is no JSON after elements of the array. */
  readonly isBroken: () => boolean;
  /**
   * The value of the answer, which is over.
   * @throws StreamingFormatError with code `BAD_OUTPUT` if there is none, or no whole one
   */
  readonly result: (done: DoneDetails) => unknown;
}

const isContent = isEvent('content');
const isToolCall = isEvent('toolCall');
const isReset = isEvent('reset');

const faults = {
  none: 'has no JSON object or array',
  open: 'ends before the end of its JSON',
  tooDeep: 'has JSON that is nested too deep',
  broken: 'has an array that is not JSON',
};

/** Makes an {@link AnswerJson}. */
export function answerJson(from: JsonPlace, path?: readonly string[]): AnswerJson {
  let json = partialJson(path);
  // The part of the content that came last.
  let part: number | undefined;
  // The arguments of each call of the tool by its index, in the order in which they began.
  const calls = new Map<number, PartialJson>();

  const readContent = (text: string, number: number): void => {
    if (text === '') return;
    // As in the content of a reply.
    if (part !== undefined && part !== number) json.push('\n\n');
    part = number;
    json.push(text);
  };

  const readCall = (index: number, argumentsText: string): void => {
    const call = calls.get(index) ?? (calls.size === 0 ? json : partialJson(path));
    calls.set(index, call);
    call.push(argumentsText);
    if (json.state() !== 'none') return;
    json = [...calls.values()].find((each) => each.state() !== 'none') ?? json;
  };

  return {
    push: (event) => {
      const before = json.draft();
      if (isReset(event)) {
        json = partialJson(path);
        calls.clear();
      } else if (from === 'content') {
        if (isContent(event)) readContent(event.text, event.part ?? 0);
      } else if (isToolCall(event) && event.name === from.tool) {
        readCall(event.index, event.argumentsText);
      }
      return (before && settled(before)) !== json.draft();
    },
    draft: () => json.draft(),
    takeElements: () => json.takeElements(),
    isBroken: () => json.state() === 'broken',
    result: ({ finishReason }) => {
      const draft = json.draft();
      const state = json.state();
      if (finishReason === 'length') {
        throw badOutput('The answer was cut short: it has come to its maximum length');
      }
      if (state === 'whole' && draft !== undefined) return valueOf(draft);
      const fault =
        from !== 'content' && calls.size === 0
          ? `has no call of the tool ${JSON.stringify(from.tool)}`
          : faults[state === 'whole' ? 'none' : state];
      const why = finishReason === 'contentFilter' ? '; a content filter has stopped it' : '';
      throw badOutput(`The answer ${fault}${why}`);
    },
  };
}
