import { fieldsOf } from '../../json/json.js';
import { right } from 'fp-ts/lib/Either.js';
import { type Events, noEvents } from '../kit/events.js';
import { readAs } from '../kit/jsonDecoder.js';
import type { Audio } from './audio.js';
import type { CallItems } from './callItems.js';
import type { Citations } from './citations.js';
import type { Index } from './contentPart.js';
import type { Read } from './lifecycle.js';
import type { Texts, TextType } from './texts.js';
import { commandAdded, type Delta, delta, done, partEvent } from './wire.js';

/** What deltas are added to. */
export interface Part {
  readonly delta: (text: string, index: Index) => Events;
}

/** What the events of texts and of arguments are read into. */
export interface PartRegistries {
  readonly texts: Texts;
  readonly calls: CallItems;
  readonly cite: Citations;
  readonly sound: Audio;
  /** Called with each delta and the part to which it belongs. */
  readonly onDelta: (type: string, from: Delta, part: Part | undefined, index: Index) => void;
}

interface Indices {
  readonly content_index: Index;
  readonly summary_index: Index;
}

/** Where a complete text stands in its item. */
const indexOf = ({ content_index, summary_index }: Indices): Index =>
  content_index ?? summary_index;

const soundDelta = (add: (text: string) => void): Read =>
  readAs(delta, (from) => {
    add(from.delta);
    return noEvents;
  });

/** Makes the readers of events of texts and arguments, by their types. */
export function partReaders({
  texts,
  calls,
  cite,
  sound,
  onDelta,
}: PartRegistries): (type: string) => Read | undefined {
  const readDelta = (
    type: string,
    find: (from: Delta) => Part | undefined,
    placeIn: (from: Delta) => Index,
  ): Read =>
    readAs(delta, (from) => {
      const part = find(from);
      const index = placeIn(from);
      onDelta(type, from, part, index);
      return part?.delta(from.delta, index) ?? noEvents;
    });
  const textDelta = (type: string, textType: TextType): Read =>
    readDelta(
      type,
      (from) => texts.at(textType, from),
      (from) => from.summary_index,
    );
  const textDone = (type: TextType): Read =>
    readAs(done, (from) => [
      ...texts.at(type, from).complete(from.text ?? from.refusal, indexOf(from)),
      ...cite(from.annotations),
    ]);
  const fieldDone = (name: 'arguments' | 'input' | 'code'): Read =>
    readAs(done, (from) => calls.completeField(from, name, from[name]));
  return (type) => {
    switch (type) {
      case 'response.output_text.delta':
      case 'response.content_part.delta': // OpenRouter
        return textDelta(type, 'output_text');
      case 'response.output_text.done':
        return textDone('output_text');
      case 'response.output_text.annotation.added':
        return (_, json) => right(cite([fieldsOf(json)['annotation']]));
      case 'response.refusal.delta':
        return textDelta(type, 'refusal');
      case 'response.refusal.done':
        return textDone('refusal');
      case 'response.reasoning_text.delta':
      case 'response.reasoning.delta': // OpenRouter
        return textDelta(type, 'reasoning_text');
      case 'response.reasoning_text.done':
      case 'response.reasoning.done':
        return textDone('reasoning_text');
      case 'response.reasoning_summary_text.delta':
        return textDelta(type, 'summary_text');
      case 'response.reasoning_summary_text.done':
        return textDone('summary_text');
      case 'response.content_part.added':
      case 'response.reasoning_summary_part.added':
        return readAs(partEvent, (from) => {
          texts.beginPart(from.part, from);
          return noEvents;
        });
      case 'response.content_part.done':
      case 'response.reasoning_summary_part.done':
        return readAs(partEvent, (from) => [
          ...texts.completePart(from.part, from, indexOf(from)),
          ...cite(from.part.annotations),
        ]);
      case 'response.function_call_arguments.delta':
      case 'response.mcp_call_arguments.delta':
      case 'response.custom_tool_call_input.delta':
      case 'response.code_interpreter_call_code.delta':
      case 'response.apply_patch_call_operation_diff.delta':
      case 'response.shell_call_command.delta':
        return readDelta(type, calls.argumentsAt, (from) => from.command_index);
      case 'response.shell_call_command.added':
        return readAs(
          commandAdded,
          (from) =>
            calls.argumentsAt(from)?.delta(from.command ?? '', from.command_index) ?? noEvents,
        );
      case 'response.function_call_arguments.done':
      case 'response.mcp_call_arguments.done':
        return fieldDone('arguments');
      case 'response.custom_tool_call_input.done':
        return fieldDone('input');
      case 'response.code_interpreter_call_code.done':
        return fieldDone('code');
      case 'response.audio.delta':
      case 'response.output_audio.delta':
        return soundDelta(sound.data);
      case 'response.audio.transcript.delta':
      case 'response.output_audio_transcript.delta':
        return soundDelta(sound.transcript);
      default:
        return undefined;
    }
  };
}
