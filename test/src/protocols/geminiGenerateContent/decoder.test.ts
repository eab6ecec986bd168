import { describe, expect, it } from '@jest/globals';
import { geminiGenerateContent } from '../../../../src/protocols/index.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';
import { growth } from '../../../helpers/growth.js';

type Json = Readonly<Record<string, unknown>>;

const chunkOf = (candidate: Json): Json => ({ candidates: [candidate] });
const partsOf = (...parts: readonly Json[]): Json => chunkOf({ content: { parts } });

/** Plays chunks, and returns the error that ends them, if one does. */
const play = (chunks: readonly Json[]): string | undefined => {
  const { decode } = geminiGenerateContent().decoder();
  for (const chunk of chunks) {
    const decoded = toEither(decode({ event: 'message', data: JSON.stringify(chunk) }));
    if (decoded._tag === 'Left') return `${decoded.left.code}: ${decoded.left.message}`;
  }
  return undefined;
};

const many = (count: number, of: (place: number) => readonly Json[]): readonly Json[] =>
  Array.from({ length: count }, (_, place) => of(place)).flat();

describe('a stream of geminiGenerateContent', () => {
  const malformed = 'BAD_EVENT: Malformed "message" event:';
  const inPart = `${malformed} candidates.0.content.parts.0`;

  it.each<readonly [Json, string]>([
    [chunkOf({ finishReason: {} }), `${malformed} candidates.0.finishReason must be string`],
    [
      { promptFeedback: { blockReason: [] } },
      `${malformed} promptFeedback.blockReason must be string`,
    ],
    [
      { usageMetadata: { toolUsePromptTokenCount: -1 } },
      `${malformed} usageMetadata.toolUsePromptTokenCount must be a whole number from 0`,
    ],
    [partsOf({ thoughtSignature: 5 }), `${inPart}.thoughtSignature must be string`],
    [partsOf({ inlineData: { data: 5 } }), `${inPart}.inlineData.data must be string`],
    [partsOf({ fileData: 'a' }), `${inPart}.fileData must be an object`],
    [partsOf({ toolCall: { args: [] } }), `${inPart}.toolCall.args must be an object`],
    [
      partsOf({ functionCall: { name: 'f', partialArgs: [{ jsonPath: 5 }] } }),
      `${inPart}.functionCall.partialArgs.0.jsonPath must be string`,
    ],
    [
      partsOf({
        functionCall: { name: 'f', partialArgs: [{ jsonPath: '$.a', numberValue: '1' }] },
      }),
      `${inPart}.functionCall.partialArgs.0.numberValue must be a finite number`,
    ],
    [
      partsOf({ functionCall: { partialArgs: [], willContinue: true } }),
      `${malformed} functionCall.name must be string`,
    ],
    [
      partsOf({ functionCall: { name: 'f', partialArgs: [{ jsonPath: '$[*]', numberValue: 1 }] } }),
      `${malformed} functionCall.partialArgs must be in the order of the JSON`,
    ],
    [
      chunkOf({ groundingMetadata: { groundingChunks: [{ web: { uri: 5 } }] } }),
      `${malformed} candidates.0.groundingMetadata.groundingChunks.0.web.uri must be string`,
    ],
  ])('refuses %j', (chunk, error) => {
    expect(play([chunk])).toBe(error);
  });

  it('refuses a number that is not finite', () => {
    const { decode } = geminiGenerateContent().decoder();
    const call = '{"name":"f","partialArgs":[{"jsonPath":"$.a","numberValue":1e999}]}';
    const data = `{"candidates":[{"content":{"parts":[{"functionCall":${call}}]}}]}`;
    expect(decode({ event: 'message', data })).toMatchObject({ left: { code: 'BAD_EVENT' } });
  });

  it('has at most 128 calls, parts of text, and 1,024 files and sources', () => {
    const call = (place: number) => [
      partsOf({ functionCall: { name: `f${place}`, willContinue: true } }),
    ];
    expect(play(many(128, call))).toBeUndefined();
    expect(play(many(129, call))).toMatch(/^BAD_EVENT.* tool calls$/);
    const text = () => [partsOf({ text: 'a' }), partsOf({ text: 'b', thought: true })];
    expect(play(many(128, text))).toBeUndefined();
    expect(play(many(129, text))).toMatch(/^BAD_EVENT.* parts of one kind$/);
    const file = () => [partsOf({ inlineData: { mimeType: 'image/png', data: 'AAA=' } })];
    expect(play(many(1024, file))).toBeUndefined();
    expect(play(many(1025, file))).toMatch(/^BAD_EVENT.* files$/);
    const source = (place: number) => [
      chunkOf({ citationMetadata: { citations: [{ uri: `https://a.example/${place}` }] } }),
    ];
    expect(play(many(1025, source))).toMatch(/^BAD_EVENT.* sources$/);
  });

  it.each<readonly [string, (count: number) => readonly Json[]]>([
    [
      'sources that come once more',
      (count) =>
        many(count, () => [
          chunkOf({
            groundingMetadata: { groundingChunks: [{ web: { uri: 'https://a.example' } }] },
          }),
        ]),
    ],
    [
      'URLs that come once more',
      (count) =>
        many(count, () => [
          chunkOf({ urlContextMetadata: { urlMetadata: [{ retrievedUrl: 'https://a.example' }] } }),
        ]),
    ],
    [
      'results without a call',
      (count) => many(count, () => [partsOf({ codeExecutionResult: { outcome: 'OUTCOME_OK' } })]),
    ],
    [
      'signed parts',
      (count) => many(count, () => [partsOf({ text: 'a', thoughtSignature: 'c2ln' })]),
    ],
    [
      'deltas of an argument',
      (count) => [
        partsOf({ functionCall: { name: 'f', willContinue: true } }),
        ...many(count, () => [
          partsOf({
            functionCall: {
              partialArgs: [{ jsonPath: '$.a', stringValue: 'a', willContinue: true }],
              willContinue: true,
            },
          }),
        ]),
      ],
    ],
  ])('takes linear time for %s', (_, chunks) => {
    const sizes = new Map<number, readonly Json[]>();
    const run = (count: number): void => {
      const all = sizes.get(count) ?? chunks(count);
      sizes.set(count, all);
      expect(play([...all, chunkOf({ finishReason: 'STOP' })])).toBeUndefined();
    };
    expect(growth(run, 300)).toBeLessThan(8);
  });
});
