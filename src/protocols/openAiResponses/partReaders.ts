import { right } from 'fp-ts/lib/Either.js';
import { fieldsOf } from '../../json/json.js';
import { type Events, noEvents } from '../kit/events.js';
import { readAs } from '../kit/jsonDecoder.js';
import type { Audio } from './audio.js';
import type { CallItems } from './callItems.js';
import type { Citations } from './citations.js';
import type { Index } from './contentPart.js';
import { ignore, type Read } from './lifecycle.js';
import type { Texts, TextType } from './texts.js';
import { commandAdded, type Delta, delta, done, partEvent, type WirePart } from './wire.js';

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

/** The types of texts, by the names of their events, as in `response.NAME.delta`. */
const textTypes: ReadonlyMap<string, TextType> = /*#__PURE__*/ new Map<string, TextType>([
  ['output_text', 'output_text'],
  ['refusal', 'refusal'],
  ['reasoning_text', 'reasoning_text'],
  ['reasoning_summary_text', 'summary_text'],
  // OpenRouter
  ['content_part', 'output_text'],
  ['reasoning', 'reasoning_text'],
]);

/** The fields that arguments are in, by the names of their events; '' for parts of a field. */
const callFields: ReadonlyMap<string, 'arguments' | 'input' | 'code' | ''> = /*#__PURE__*/ new Map([
  ['function_call_arguments', 'arguments'],
  ['mcp_call_arguments', 'arguments'],
  ['custom_tool_call_input', 'input'],
  ['code_interpreter_call_code', 'code'],
  ['apply_patch_call_operation_diff', ''],
  ['shell_call_command', ''],
]);

/** Where a complete text stands in its item. */
const indexOf = (from: { readonly content_index: Index; readonly summary_index: Index }): Index =>
  from.content_index ?? from.summary_index;

/** Makes the readers of events of texts and arguments, by their types. */
export function partReaders(registries: PartRegistries): (type: string) => Read | undefined {
  const { texts, calls, cite, sound, onDelta } = registries;

  const readDelta = (type: string, find: (from: Delta) => Part | undefined): Read =>
    readAs(delta, (from) => {
      const part = find(from);
      const index = from.summary_index ?? from.command_index;
      onDelta(type, from, part, index);
      return part?.delta(from.delta, index) ?? noEvents;
    });

  const readText = (type: string, textType: TextType, step: string): Read | undefined => {
    if (step === 'delta') return readDelta(type, (from) => texts.at(textType, from));
    if (step !== 'done') return undefined;
    return readAs(done, (from) => [
      ...texts.at(textType, from).complete(from.text ?? from.refusal, indexOf(from)),
      ...cite(from.annotations),
    ]);
  };

  const readPart = (step: string): Read =>
    readAs(partEvent, (from) => {
      const part: WirePart = from.part ?? {};
      if (step === 'added') texts.beginPart(part, from);
      if (step !== 'done') return noEvents;
      return [...texts.completePart(part, from, indexOf(from)), ...cite(part.annotations)];
    });

  const readField = (
    type: string,
    field: 'arguments' | 'input' | 'code' | '',
    step: string,
  ): Read => {
    if (step === 'delta') return readDelta(type, calls.argumentsAt);
    if (step === 'added') {
      return readAs(commandAdded, (from) => {
        const part = calls.argumentsAt(from);
        return part?.delta(from.command ?? '', from.command_index) ?? noEvents;
      });
    }
    if (field === '') return ignore;
    return readAs(done, (from) => calls.completeField(from, field, from[field]));
  };

  const readSound = readAs(delta, (from) => {
    sound.data(from.delta);
    return noEvents;
  });
  const readWords = readAs(delta, (from) => {
    sound.transcript(from.delta);
    return texts.at('output_text', from).delta(from.delta);
  });

  return (type) => {
    const [, name = '', step = ''] = /^response\.([\w.]+)\.(added|delta|done)$/.exec(type) ?? [];
    const isPart = name === 'content_part' || name === 'reasoning_summary_part';
    if (isPart && step !== 'delta') return readPart(step);
    const textType = textTypes.get(name);
    if (textType !== undefined) return readText(type, textType, step);
    const field = callFields.get(name);
    if (field !== undefined) return readField(type, field, step);
    switch (name) {
      case 'output_text.annotation':
        return (_, json) => right(cite([fieldsOf(json)['annotation']]));
      case 'audio':
      case 'output_audio':
        return step === 'delta' ? readSound : ignore;
      case 'audio.transcript':
      case 'output_audio_transcript':
        return step === 'delta' ? readWords : ignore;
      default:
        return undefined;
    }
  };
}
