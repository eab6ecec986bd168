import type { ProviderState } from '../../eventDetails.js';
import { type Fields, isFields } from '../../json/json.js';
import { typeOf } from '../kit/typeOf.js';

/** The complete output items of one response. */
export interface TurnItems {
  readonly add: (item: unknown, index: number | null | undefined) => void;
  /** Whether an item of the final response has come before, at its place. */
  readonly has: (item: unknown, index: number) => boolean;
  /** What the next turn must send back; nothing if its text and its calls say it all. */
  readonly state: (output: readonly unknown[] | null | undefined) => ProviderState | undefined;
}

// What only the provider can read: the reasoning of OpenAI and xAI, summaries of long
// conversations, programs; and signatures of other providers' reasoning, as OpenRouter sends them.
const seals = ['encrypted_content', 'fingerprint', 'signature', 'thought_signature'];

const isSealed = (item: Fields): boolean => seals.some((name) => Boolean(item[name]));

/** Whether an item has what a text or a call cannot say. */
const needsState = (item: Fields): boolean => isSealed(item) || item['phase'] === 'commentary';

/**
 * Whether an item is sent back. Reasoning that is not sealed could be sent only as long as the
 * provider stores it, and a server lists its tools again.
 */
const isSentBack = (item: Fields): boolean =>
  typeOf(item) === 'reasoning' ? isSealed(item) : typeOf(item) !== 'mcp_list_tools';

const idsOf = (item: Fields): readonly string[] =>
  [item['id'], item['call_id']]
    .filter((id) => typeof id === 'string' && id !== '')
    .map((id) => `${typeOf(item)} ${id}`);

/** Makes an empty record. */
export function turnItems(): TurnItems {
  const items: Fields[] = [];
  const ids = new Set<string>();
  const types = new Map<number, string>();
  return {
    add: (item, index) => {
      if (!isFields(item)) return;
      const { id } = item;
      if (typeof id === 'string' && ids.has(`${typeOf(item)} ${id}`)) return;
      types.set(index ?? items.length, typeOf(item));
      items.push(item);
      for (const id of idsOf(item)) ids.add(id);
    },
    has: (item, index) =>
      isFields(item) &&
      (idsOf(item).some((id) => ids.has(id)) || types.get(index) === typeOf(item)),
    state: (output) => {
      const whole = (output ?? []).filter(isFields);
      // The final response has the items in order; some servers leave some of them out of it.
      const isWhole =
        whole.length >= items.length && (whole.some(isSealed) || !items.some(isSealed));
      const all = isWhole ? whole : items;
      return all.some(needsState)
        ? { protocol: 'openAiResponses', state: all.filter(isSentBack) }
        : undefined;
    },
  };
}
