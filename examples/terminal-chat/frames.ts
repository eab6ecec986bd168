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
import type { Part, Speech } from './dialects/dialect.js';
import type { Fault } from './options.js';

/** How an answer is sent. */
export interface Manner {
  /** How many times as fast as normal. */
  readonly speed: number;
  /** A fault of a stream ends it in the middle. */
  readonly fault: Fault | undefined;
}

// A pause that makes the words readable, and a longer one where a sentence or a line ends. In ms.
const WORD_PAUSE = 35;
const SENTENCE_PAUSE = 150;
// However slow the speed, something is seen to happen.
const LONGEST_PAUSE = 60_000;

/** An answer as it goes over the wire, at its pace; unsubscribing stops it. */
export function answerFrames(
  { deltas, inputTokens }: Answer,
  speech: Speech,
  { speed, fault }: Manner,
): Observable<string> {
  const wait = (ms: number): number => Math.min(ms / speed, LONGEST_PAUSE);
  const parts = partsOf(deltas);
  const pieces = parts.flatMap((part) => piecesOf(part, speech));
  const said = fault === undefined ? pieces : pieces.slice(0, pieces.length / 2);

  return defer(() => {
    const start = performance.now();
    const text = from(said).pipe(
      concatMap((piece) => of(piece).pipe(delay(wait(pauseAfter(piece))))),
      map(({ frames }) => frames),
    );
    const pause = timer(wait(SENTENCE_PAUSE)).pipe(ignoreElements());
    const end = defer(() =>
      of(
        speech.end({
          parts,
          inputTokens,
          outputTokens: deltas.length,
          seconds: (performance.now() - start) / 1000,
        }),
      ),
    );
    const failure = of(speech.failure('The model is out of words', 'model_failed'));

    return concat(
      of(speech.begin),
      text,
      pause,
      fault === undefined ? end : fault === 'error-event' ? failure : EMPTY,
    );
  });
}

/** A delta, and what goes over the wire for it. */
interface Piece {
  readonly text: string;
  readonly frames: string;
}

const partsOf = (deltas: readonly Delta[]): readonly Part[] =>
  group<Delta>({ equals: (a, b) => a.event === b.event })(deltas).map((same, index) => ({
    event: same[0].event,
    index,
    words: same.map(({ text }) => text),
  }));

const piecesOf = (part: Part, speech: Speech): readonly Piece[] =>
  part.words.map((text, place) => ({
    text,
    frames:
      (place === 0 ? speech.open(part) : '') +
      speech.piece(text, part) +
      (place === part.words.length - 1 ? speech.close(part) : ''),
  }));

const pauseAfter = ({ text }: Piece): number =>
  /[.:;]\s*$|\n$/.test(text) ? SENTENCE_PAUSE : WORD_PAUSE;
