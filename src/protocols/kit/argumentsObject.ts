import { type Fields, isFields, parseJson } from '../../json/json.js';

/**
 * The arguments of a call as the object that some providers want. Text that is no JSON object is
 * held in one, as Anthropic does, so that the model can see what it wrote.
 */
export const argumentsObject = (argumentsText: string): Fields => {
  const parsed = argumentsText.trim() === '' ? {} : parseJson(argumentsText);
  return isFields(parsed) ? parsed : { INVALID_JSON: argumentsText };
};
