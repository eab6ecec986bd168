import { copyJson } from '../../json/copyJson.js';
import { type Fields, isFields, parseJson } from '../../json/json.js';

/**
 * The arguments of a call, for an API that takes an object. Text that is not the JSON of an object,
 * as of a call that was cut short, is put into one.
 *
 * @example
 * ```ts
 * import { argumentsObject } from 'rxjs-chat-stream/protocols';
 *
 * argumentsObject('{"city":"Ulm"}'); // => { city: 'Ulm' }
 * argumentsObject(''); // => {}
 * argumentsObject('{"city":'); // => { text: '{"city":' }
 * ```
 */
export const argumentsObject = (argumentsText: string): Fields => {
  if (argumentsText.trim() === '') return {};
  // The copy fails for JSON that is too deep to be written.
  const json = copyJson(parseJson(argumentsText));
  return isFields(json) ? json : { text: argumentsText };
};
