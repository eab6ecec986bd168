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

/** An answer as it goes over the wire, event by event, at its pace; unsubscribing stops it. */
export function answerFrames(
  { deltas, inputTokens }: Answer,
  { speed, fault }: Manner,
): Observable<string> {
  const wait = (ms: number): number => Math.min(ms / speed, LONGEST_PAUSE);
  const said = fault === undefined ? deltas : deltas.slice(0, deltas.length / 2);

  return defer(() => {
    const start = performance.now();
    const text = from(said).pipe(
      concatMap((delta) => of(delta).pipe(delay(wait(pauseAfter(delta))))),
      map(({ event, text }) => frame(event, { text })),
    );
    const pause = timer(wait(SENTENCE_PAUSE)).pipe(ignoreElements());
    const end = defer(() => {
      const seconds = (performance.now() - start) / 1000;
      return of(
        frame('tps', { tps: Math.round(deltas.length / seconds) }),
        frame('usage', { input_tokens: inputTokens, output_tokens: deltas.length }),
        frame('done', {}),
      );
    });

    return concat(
      text,
      pause,
      fault === undefined ? end : fault === 'error-event' ? failure : EMPTY,
    );
  });
}

const pauseAfter = ({ text }: Delta): number =>
  /[.:;]\s*$|\n$/.test(text) ? SENTENCE_PAUSE : WORD_PAUSE;

const frame = (event: string, data: unknown): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

const failure = of(frame('error', { message: 'The model is out of words', code: 'model_failed' }));
