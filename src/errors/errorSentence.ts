import { firstJsonValue } from '../json/firstJsonValue.js';
import { type Fields, isFields, parseJson } from '../json/json.js';
import { areOfError, errorFields, textOf } from './errorFields.js';

/** A sentence of an error, and the JSON value that has it. */
export interface ErrorSentence {
  readonly text: string;
  readonly from: unknown;
}

// A server decides how many faults a body has, and how deep they are.
const MAX_FAULTS = 8;
const MAX_VALUES = 256;
const MAX_FIELD_DEPTH = 4;

// Names of fields as `errorFields` spells them, the most specific first. What a failure consists of
// or came from: OpenRouter's `metadata.raw`, Cloudflare's `errors` and `error_chain`, Azure's
// `innererror`, Google's `fieldViolations`, zod's `issues`, Elastic's `caused_by`.
const parts = (
  'raw metadata errors innererror errorchain details violations fieldviolations invalidparams ' +
  'issues embedded causedby error detail'
).split(' ');
// And what it is called.
const names = [
  ...parts,
  ...'message msg description defaultmessage reason fault faultstring'.split(' '),
  ...'detailstext title errortext'.split(' '),
];

// One word, or some of those of which the names of statuses consist.
const saysLittle = new RegExp(
  '^\\W*(\\w+\\W*$|((an?|available|bad|errors?|failed|found|internal|invalid|message|more|no|not|' +
    'occurred|one|or|provider|request|returned|server|the|unknown|validation)\\b\\W*)*$)',
  'i',
);

const mostSpecific = (sentences: readonly ErrorSentence[]): ErrorSentence | undefined =>
  sentences.find(({ text }) => !saysLittle.test(text)) ?? sentences[0];

/** The error in words: an SDK writes what it got from the server after words of its own. */
const jsonAmongWords = (text: string): unknown => {
  const json = parseJson(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  return areOfError(errorFields(json)) ? json : undefined;
};

/**
 * The words of a text: plain text, or the message of an XML error. JSON, complete or cut, has none,
 * and neither has a web page. Markup in a field is text.
 */
const wordsOf = (text: string, isField: boolean): string | undefined => {
  if (/^[{[]\s*["{[\]}]/.test(text)) return undefined;
  if (!text.startsWith('<')) return text;
  const message = /<message[^<>]{0,200}>([^<]{1,500})/i.exec(text)?.[1]?.trim();
  return message ?? (isField ? text : undefined);
};

/** The field that an item of a list is about: its name, or the keys that lead to it. */
const placeOf = (item: unknown): unknown => {
  const { loc, path, field, propertypath, param } = errorFields(item);
  const place = loc ?? path ?? field ?? propertypath ?? param;
  if (!Array.isArray(place)) return place;
  const keys = place.filter((key) => typeof key !== 'object').join('.');
  // FastAPI begins each place with the part of the request that it is in.
  return keys.replace(/^body(\.|$)/, '');
};

/** Adds the name of the field that a sentence is about, unless the sentence has it. */
const named = (place: unknown, { text, from }: ErrorSentence): ErrorSentence =>
  typeof place === 'string' && /^(?!.*error)[\w$.[\]-]{1,64}$/i.test(place) && !text.includes(place)
    ? { text: `${place}: ${text}`, from }
    : { text, from };

/** Whether an object has a list of faults for each field, as those of Django and ASP.NET. */
const isByField = (json: Fields, depth = 0): boolean => {
  const values = Object.values(json);
  const fields = errorFields(json);
  const isList = (each: unknown): boolean =>
    Array.isArray(each) ||
    (isFields(each) && depth < MAX_FIELD_DEPTH && isByField(each, depth + 1));
  return values.length > 0 && values.every(isList) && !parts.some((name) => name in fields);
};

/**
 * Finds the most specific sentence of an error, in any of the shapes that servers and frameworks
 * use, and in JSON within its texts. The faults of a list are one sentence.
 */
export function errorSentence(json: unknown): ErrorSentence | undefined {
  let values = 0;

  /** The faults of some places, as one sentence. */
  const join = (
    faults: readonly (readonly [unknown, unknown])[],
    from: unknown,
  ): readonly ErrorSentence[] => {
    const found = faults.flatMap(([place, fault]) => {
      const sentence = mostSpecific(sentencesOf(fault, from));
      return sentence === undefined ? [] : [named(place, sentence)];
    });
    const text = [...new Set(found.map((sentence) => sentence.text))].join('; ');
    return found[0] === undefined ? [] : [{ text, from: found[0].from }];
  };

  const sentencesInText = (text: string, from: unknown): readonly ErrorSentence[] => {
    const inJson = sentencesOf(firstJsonValue(text) ?? jsonAmongWords(text), text);
    if (inJson.length > 0) return inJson;
    const plain = wordsOf(text, from !== undefined);
    return plain ? [{ text: plain, from }] : [];
  };

  const sentencesOf = (value: unknown, from: unknown): readonly ErrorSentence[] => {
    if (value === undefined || values++ >= MAX_VALUES) return [];
    if (typeof value === 'string') return sentencesInText(value.trim(), from);
    if (Array.isArray(value)) {
      return join(
        value.slice(0, MAX_FAULTS).map((each) => [placeOf(each), each]),
        value,
      );
    }
    if (!isFields(value)) return [];
    if (isByField(value)) return join(Object.entries(value).slice(0, MAX_FAULTS), value);
    const fields = errorFields(value);
    // Google's `DebugInfo` is for its own developers.
    if (textOf(fields['type']).endsWith('.DebugInfo')) return [];
    return names.flatMap((name) => sentencesOf(fields[name], value));
  };

  return mostSpecific(sentencesOf(json, undefined));
}
