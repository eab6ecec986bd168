import { has, isFields, textIn } from '../../json/json.js';
import { parseBounded } from '../../json/parseBounded.js';
import type { AssistantMessage } from '../../request/messages.js';
import type { CallResult } from '../kit/callResult.js';
import { textOf } from '../kit/textOf.js';
import { callIn } from './ownParts.js';
import { userPart } from './userParts.js';

const isOfGemini = has('output', 'error');

/** What a function returned: an object as it is, all else as `output`, a failure as `error`. */
const responseOf = (result: CallResult): object => {
  const text = textOf(result.content);
  const parsed = parseBounded(text);
  const value = isFields(parsed) || Array.isArray(parsed) ? parsed : text;
  if (result.isError) return { error: value };
  // Of an object with these names, Gemini reads only these.
  return isFields(value) && !isOfGemini(value) ? value : { output: value };
};

const mediaIn = ({ content }: CallResult): readonly object[] =>
  Array.isArray(content) ? content.filter(({ type }) => type !== 'text').map(userPart) : [];

/**
 * The results of a turn, in the order of its calls: where these have no ids, Gemini goes by it.
 * @param called the parts of the turn
 * @param isOld whether the model takes images and files only beside the results
 */
export const responseParts = (
  { toolCalls = [] }: AssistantMessage,
  results: readonly CallResult[],
  called: readonly object[],
  isOld: boolean,
): readonly object[] => {
  const ids = new Set(called.map((part) => textIn(callIn(part)?.['id'])));
  const places = new Map(toolCalls.map(({ id }, place) => [id, place]));
  const placeOf = ({ toolCallId }: CallResult): number => places.get(toolCallId) ?? 0;
  const sorted = [...results].sort((one, other) => placeOf(one) - placeOf(other));
  const responses = sorted.map((result) => {
    const { toolCallId, name } = result;
    const parts = isOld ? [] : mediaIn(result);
    return {
      functionResponse: {
        ...(ids.has(toolCallId) && { id: toolCallId }),
        name,
        response: responseOf(result),
        ...(parts.length > 0 && { parts }),
      },
    };
  });
  return isOld ? [...responses, ...sorted.flatMap(mediaIn)] : responses;
};
