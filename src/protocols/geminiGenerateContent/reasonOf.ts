import type { FinishReason } from '../../eventDetails.js';

/** A value of an enumeration: its name, or its number, where a server encodes them as numbers. */
export type EnumValue = number | string | null | undefined;

/** Names by number, without the first, which is that of no value. */
type Names = readonly string[];

const firstReasons = ['STOP', 'MAX_TOKENS', 'SAFETY', 'RECITATION', 'OTHER'];
const firstBlocks = ['SAFETY', 'OTHER', 'BLOCKLIST', 'PROHIBITED_CONTENT'];
const wordsAndCalls = ['BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'MALFORMED_FUNCTION_CALL'];

/** The names of the Gemini API. */
const gemini = {
  finish: [
    ...firstReasons,
    'LANGUAGE',
    ...wordsAndCalls,
    'IMAGE_SAFETY',
    'UNEXPECTED_TOOL_CALL',
    'TOO_MANY_TOOL_CALLS',
    'IMAGE_PROHIBITED_CONTENT',
    'IMAGE_OTHER',
    'NO_IMAGE',
    'IMAGE_RECITATION',
  ],
  block: [...firstBlocks, 'IMAGE_SAFETY'],
};
/** Those of Vertex AI, which has other numbers. */
const vertex: typeof gemini = {
  finish: [
    ...firstReasons,
    ...wordsAndCalls,
    'MODEL_ARMOR',
    'IMAGE_SAFETY',
    'IMAGE_PROHIBITED_CONTENT',
    'IMAGE_RECITATION',
    'IMAGE_OTHER',
    'UNEXPECTED_TOOL_CALL',
    'NO_IMAGE',
  ],
  block: [...firstBlocks, 'MODEL_ARMOR', 'IMAGE_SAFETY', 'JAILBREAK'],
};

/** The name of a value; `undefined` for none, which Google also calls `…_UNSPECIFIED`. */
export const nameOf = (value: EnumValue, names: Names): string | undefined => {
  const name = typeof value === 'number' ? value && (names[value - 1] ?? value) : value;
  return !name || String(name).endsWith('_UNSPECIFIED') ? undefined : String(name);
};

/** The name of a reason to finish or to block. */
export const reasonOf = (
  kind: keyof typeof gemini,
  value: EnumValue,
  isVertex: boolean,
): string | undefined => nameOf(value, (isVertex ? vertex : gemini)[kind]);

const finishReasons: ReadonlyMap<string, FinishReason> = /*#__PURE__*/ new Map([
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['CONTINUATION', 'length'],
]);
const filters = /SAFETY|RECITATION|BLOCKLIST|PROHIBITED|SPII|ARMOR|JAILBREAK/;

export const toFinishReason = (reason: string): FinishReason =>
  finishReasons.get(reason) ?? (filters.test(reason) ? 'contentFilter' : 'other');
