import {
  boolean,
  guarded,
  list,
  orNull,
  string,
  struct,
  text,
  type TypeOf,
  unknown,
} from '../kit/codecs.js';
import { isFields } from '../../json/json.js';
import { position, wholeArguments } from '../kit/providerCodecs.js';
import type { EnumValue } from './reasonOf.js';
import { usageMetadata } from './usage.js';

const flag = /*#__PURE__*/ orNull(boolean);
const enumValue = /*#__PURE__*/ guarded(
  'string',
  (value): value is EnumValue => typeof value === 'number' || text.is(value),
);
const finite = /*#__PURE__*/ guarded(
  'a finite number',
  (value): value is number | null | undefined =>
    value == null || (typeof value === 'number' && Number.isFinite(value)),
);
const fields = /*#__PURE__*/ orNull(/*#__PURE__*/ guarded('an object', isFields));

const partialArg = /*#__PURE__*/ struct({
  jsonPath: string,
  stringValue: text,
  numberValue: finite,
  boolValue: flag,
  willContinue: flag,
});
const functionCall = /*#__PURE__*/ struct({
  name: text,
  args: wholeArguments,
  id: text,
  partialArgs: /*#__PURE__*/ list(partialArg),
  willContinue: flag,
});
const part = /*#__PURE__*/ struct({
  text,
  thought: flag,
  thoughtSignature: text,
  functionCall: /*#__PURE__*/ orNull(functionCall),
  inlineData: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ mimeType: text, data: text, displayName: text }),
  ),
  fileData: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ mimeType: text, fileUri: text, displayName: text }),
  ),
  audioTranscription: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ text })),
  executableCode: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ id: text, language: enumValue, code: text }),
  ),
  codeExecutionResult: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ id: text, outcome: enumValue, output: text }),
  ),
  toolCall: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ id: text, toolType: enumValue, args: fields }),
  ),
  toolResponse: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ id: text, toolType: enumValue, response: unknown }),
  ),
});
export type Part = TypeOf<typeof part>;
export type FunctionCall = TypeOf<typeof functionCall>;

const groundingChunk = /*#__PURE__*/ struct({
  web: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ uri: text, title: text })),
  image: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ sourceUri: text, title: text })),
  maps: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ uri: text, title: text, text, placeId: text })),
  retrievedContext: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({
      uri: text,
      title: text,
      text,
      documentName: text,
      fileSearchStore: text,
    }),
  ),
});
export type GroundingChunk = TypeOf<typeof groundingChunk>;
const citations = /*#__PURE__*/ list(/*#__PURE__*/ struct({ uri: text, title: text }));

const candidate = /*#__PURE__*/ struct({
  index: /*#__PURE__*/ orNull(position),
  content: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ parts: /*#__PURE__*/ list(part) })),
  finishReason: enumValue,
  // The Gemini API has `citationSources`, Vertex AI `citations`.
  citationMetadata: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ citations, citationSources: citations }),
  ),
  groundingMetadata: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({ groundingChunks: /*#__PURE__*/ list(groundingChunk) }),
  ),
  urlContextMetadata: /*#__PURE__*/ orNull(
    /*#__PURE__*/ struct({
      urlMetadata: /*#__PURE__*/ list(
        /*#__PURE__*/ struct({ retrievedUrl: text, urlRetrievalStatus: enumValue }),
      ),
    }),
  ),
});
export type Candidate = TypeOf<typeof candidate>;

/** One message: a chunk of the response. */
export const chunk = /*#__PURE__*/ struct({
  candidates: /*#__PURE__*/ list(candidate),
  promptFeedback: /*#__PURE__*/ orNull(/*#__PURE__*/ struct({ blockReason: enumValue })),
  usageMetadata,
  responseId: text,
  modelVersion: text,
});
