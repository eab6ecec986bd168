import { type Fields, isFields } from '../../json/json.js';
import { parseBounded } from '../../json/parseBounded.js';

/**
 * The arguments of a call as the object that some providers want. Text that is no JSON object is
 * held in one, as Anthropic does, so that the model can see what it wrote.
 */
export const argumentsObject = (argumentsText: string): Fields => {
  const parsed = argumentsText.trim() === '' ? {} : parseBounded(argumentsText);
  return isFields(parsed) ? parsed : { INVALID_JSON: argumentsText };
};
