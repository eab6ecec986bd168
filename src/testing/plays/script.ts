import { doneEvent } from '../../eventConstructors.js';
import type { TransportRequest } from '../../transport/transport.js';
import { isPlay, type Play } from './play.js';
import { testingError } from './testingError.js';

/**
 * What a server does with its requests: one play for all of them; a list of plays, one for each; or
 * a function that is called with each request and its number, from 1.
 */
export type Script =
  Play | readonly Play[] | ((request: TransportRequest, attempt: number) => Play);

/** Returns the play of each request. */
export type NextPlay = (request: TransportRequest, attempt: number) => Play;

const emptyAnswer = [doneEvent()];

const times = (count: number, thing: string): string =>
  `${count} ${thing}${count === 1 ? '' : 's'}`;

const listed =
  (name: string, plays: readonly Play[]): NextPlay =>
  (_, attempt) => {
    const play = plays[attempt - 1];
    if (play !== undefined) return play;
    throw testingError(
      name,
      `this is request ${attempt}, and there ${plays.length === 1 ? 'is' : 'are'} ` +
        `${times(plays.length, 'play')}; an array is a list of plays, one for each request`,
    );
  };

/**
 * Checks a script and returns the play of each request.
 * @throws TypeError for what is not a script
 */
export function nextPlay(name: string, script: Script | undefined): NextPlay {
  if (script === undefined) return () => emptyAnswer;
  if (typeof script === 'function') return script;
  if (Array.isArray(script)) {
    const odd = script.findIndex((play) => !isPlay(play));
    if (odd < 0) return listed(name, script);
    throw new TypeError(
      `${name}: element ${odd} is no play. An array is a list of plays, one for each request: ` +
        'write [[event, event]] for one answer of two events',
    );
  }
  if (!isPlay(script)) {
    throw new TypeError(`${name}: a script must be a play, a list of plays or a function`);
  }
  return () => script;
}
