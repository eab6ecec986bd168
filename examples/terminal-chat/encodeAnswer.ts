import { group } from 'fp-ts/lib/ReadonlyNonEmptyArray.js';
import {
  concat,
  concatMap,
  defer,
  delay,
  EMPTY,
  from,
  ignoreElements,
  map,
  type Observable,
  of,
  timer,
} from 'rxjs';
import type { Answer, Delta } from './answer.js';
import type { Encoder, Part } from './encoders/encoder.js';
import type { Fault } from './options.js';

/** How an answer is sent. */
export interface Manner {
  /** A factor: 10 is ten times as fast as normal. */
  readonly speed: number;
  /** A fault of the stream, which ends it in the middle. */
  readonly fault: Fault | undefined;
}

// In ms. Pauses after a word, which keeps the text readable, and after a sentence or line.
const WORD_PAUSE = 35;
const SENTENCE_PAUSE = 150;
// In ms. A timer cannot wait longer than 24 days, which the lowest speeds would ask for.
const MAX_PAUSE = 60_000;

/** Encodes an answer and emits the texts of the response body at the pace of a model. */
export function encodeAnswer(
  { deltas, inputTokens, call }: Answer,
  encoder: Encoder,
  { speed, fault }: Manner,
): Observable<string> {
  const wait = (ms: number): number => Math.min(ms / speed, MAX_PAUSE);
  const parts = partsOf(deltas);
  const encoded = [
    ...parts.flatMap((part) => encodePart(part, encoder)),
    ...(call ? [{ text: '\n', encoded: encoder.call(call, parts.length) }] : []),
  ];
  const sent = fault === undefined ? encoded : encoded.slice(0, encoded.length / 2);

  return defer(() => {
    const start = performance.now();
    const body = from(sent).pipe(
      concatMap((delta) => of(delta).pipe(delay(wait(pauseAfter(delta))))),
      map(({ encoded }) => encoded),
    );
    const pause = timer(wait(SENTENCE_PAUSE)).pipe(ignoreElements());
    const end = defer(() =>
      of(
        encoder.end({
          parts,
          inputTokens,
          outputTokens: deltas.length,
          seconds: (performance.now() - start) / 1000,
          call,
        }),
      ),
    );
    const error = of(encoder.error('The model is out of words', 'model_failed'));

    return concat(
      of(encoder.start),
      body,
      pause,
      fault === undefined ? end : fault === 'error-event' ? error : EMPTY,
    );
  });
}

/** The text of a delta, and its encoded form. */
interface EncodedDelta {
  readonly text: string;
  readonly encoded: string;
}

const partsOf = (deltas: readonly Delta[]): readonly Part[] =>
  group<Delta>({ equals: (a, b) => a.type === b.type })(deltas).map((same, index) => ({
    type: same[0].type,
    index,
    texts: same.map(({ text }) => text),
  }));

const encodePart = (part: Part, encoder: Encoder): readonly EncodedDelta[] =>
  part.texts.map((text, place) => ({
    text,
    encoded:
      (place === 0 ? encoder.startPart(part) : '') +
      encoder.delta(text, part) +
      (place === part.texts.length - 1 ? encoder.endPart(part) : ''),
  }));

const pauseAfter = ({ text }: EncodedDelta): number =>
  /[.:;]\s*$|\n$/.test(text) ? SENTENCE_PAUSE : WORD_PAUSE;
