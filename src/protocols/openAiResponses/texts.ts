import { type Events, noEvents } from '../kit/events.js';
import { textParts } from '../kit/textParts.js';
import { type ContentPart, contentPart, type Index } from './contentPart.js';
import { type Place, type Places, places } from './places.js';
import type { TextItem, WirePart } from './wire.js';

/** The types of the parts of text that output items have. */
export type TextType = 'output_text' | 'refusal' | 'reasoning_text' | 'summary_text';

/** The texts of one response. */
export interface Texts {
  /** The part of text at a place; a new one if there is none yet. */
  readonly at: (type: TextType, place: Place) => ContentPart;
  /** Notes that a part of an item begins. */
  readonly beginPart: (part: WirePart, place: Place) => void;
  /** Takes a complete part of an item. */
  readonly completePart: (part: WirePart, place: Place, index: Index) => Events;
  /** Takes a complete message or reasoning: returns the events of the texts that are new. */
  readonly completeItem: (from: TextItem) => Events;
}

const isTextType = (type: string | null | undefined): type is TextType =>
  /^(output_text|refusal|reasoning_text|summary_text)$/.test(type ?? '');

const isReasoning = (type: TextType): boolean =>
  type === 'reasoning_text' || type === 'summary_text';

/** Makes the registry of a response without texts; `onRefusal` is called if the model refuses. */
export function texts(onRefusal: () => void): Texts {
  const number = textParts();
  const parts: Readonly<Record<TextType, Places<ContentPart>>> = {
    output_text: places(),
    refusal: places(),
    reasoning_text: places(),
    summary_text: places(),
  };
  let count = 0;

  const begin = (type: TextType): ContentPart => {
    const kind = isReasoning(type) ? 'reasoning' : 'content';
    const item = ++count;
    let latest = -1;
    let key = '';
    return contentPart((delta, part) => {
      if (part !== latest) {
        latest = part;
        key = `${item} ${part}`;
        if (type === 'refusal') onRefusal();
      }
      return number(kind, key, delta);
    });
  };

  const at: Texts['at'] = (type, place) => {
    const known = parts[type].at(place);
    if (known !== undefined) return known;
    const part = begin(type);
    parts[type].add(place, part);
    return part;
  };

  /** The type of a part; some servers send just `text`. */
  const typeOfPart = ({ type }: WirePart, usual: TextType): TextType | undefined =>
    type === 'text' ? usual : isTextType(type) ? type : undefined;

  const complete = (
    type: TextType | undefined,
    part: WirePart,
    place: Place,
    index: Index,
  ): Events =>
    type === undefined ? noEvents : at(type, place).complete(part.text ?? part.refusal, index);

  return {
    at,
    beginPart: (part, place) => {
      const type = typeOfPart(part, 'output_text');
      if (type !== undefined) at(type, place).begin();
    },
    completePart: (part, place, index) =>
      complete(typeOfPart(part, 'output_text'), part, place, index),
    completeItem: ({ item: { id, type, summary, content }, output_index }) => {
      const place = { item_id: id, output_index };
      const counts = new Map<TextType, number>();
      const read = (usual: TextType, list: readonly WirePart[] | null | undefined): Events =>
        (list ?? []).flatMap((part) => {
          const textType = typeOfPart(part, usual);
          const index = textType === undefined ? 0 : (counts.get(textType) ?? 0);
          if (textType !== undefined) counts.set(textType, index + 1);
          return complete(textType, part, place, index);
        });
      const usual = type === 'reasoning' ? 'reasoning_text' : 'output_text';
      const whole = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
      const events = [...read('summary_text', summary), ...read(usual, whole)];
      for (const each of Object.values(parts)) each.release(place);
      return events;
    },
  };
}
