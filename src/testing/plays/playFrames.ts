import { concat, defer, EMPTY, from, mergeMap, type Observable, of } from 'rxjs';
import type { StreamEvent } from '../../events.js';
import { fieldsOf, textIn } from '../../json/json.js';
import type { OpenFrame, TransportFrame } from '../../transport/transport.js';
import { type Emission, isPlay, type OwnEvent, type Play } from './play.js';
import { testingError } from './testingError.js';
import type { Wire, WriteEvent } from './wire.js';

const isChunk = (emission: unknown): emission is Uint8Array | string =>
  typeof emission === 'string' || ArrayBuffer.isView(emission);

const isEvent = (emission: unknown): emission is StreamEvent | OwnEvent =>
  typeof fieldsOf(emission)['type'] === 'string';

const isFrame = (emission: unknown): emission is TransportFrame =>
  /^(?:open|data|message)$/.test(textIn(fieldsOf(emission)['kind']));

const toFrame = (emission: Emission, write: WriteEvent): TransportFrame => {
  if (isChunk(emission)) return { kind: 'data', chunk: emission };
  // First, because an `error` event has a kind too.
  if (isEvent(emission)) return { kind: 'data', chunk: write(emission) };
  if (isFrame(emission)) return emission;
  throw new TypeError('a play emits events, frames, bytes or text');
};

/** The text or the bytes of a play are one chunk; iterated, they would be characters or numbers. */
const emissionsOf = (play: Play): Observable<Emission> => (isChunk(play) ? of(play) : from(play));

/**
 * Plays what a server does as the frames of a transport. The response opens with the first
 * emission, unless that is an `open` frame or a message; at the latest at the end.
 *
 * An emission that cannot be written is a `StreamingFormatError`, which `name` begins.
 */
export const playFrames = (
  name: string,
  play: Play,
  { contentType, begin }: Wire,
): Observable<TransportFrame> =>
  defer(() => {
    if (!isPlay(play))
      throw testingError(name, 'a play must be an Observable, a promise or a list');
    const write = begin();
    const open: OpenFrame = {
      kind: 'open',
      status: 200,
      headers: { 'content-type': contentType },
    };
    let isOpen = false;
    const frames = emissionsOf(play).pipe(
      mergeMap((emission): TransportFrame[] => {
        let frame: TransportFrame;
        try {
          frame = toFrame(emission, write);
        } catch (error) {
          throw testingError(name, String(Object(error).message));
        }
        const isFirst = !isOpen && frame.kind === 'data';
        isOpen = true;
        return isFirst ? [open, frame] : [frame];
      }),
    );
    return concat(
      frames,
      defer(() => (isOpen ? EMPTY : of(open))),
    );
  });
