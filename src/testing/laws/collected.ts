import {
  filter,
  firstValueFrom,
  type Observable,
  type Subscription,
  throwError,
  timeout,
  timer,
} from 'rxjs';
import { readHeader } from '../../transport/readHeader.js';
import type { OpenFrame, TransportFrame } from '../../transport/transport.js';

// In ms. How often a law looks whether something has happened on the other side.
const PAUSE = 5;

/** Makes a function that waits until something is true, for at most `patience` ms. */
export const untilWith =
  (patience: number) =>
  async (isTrue: () => boolean, what: string): Promise<void> => {
    const looks = timer(0, PAUSE).pipe(
      filter(isTrue),
      timeout({ first: patience, with: () => throwError(() => new Error(what)) }),
    );
    await firstValueFrom(looks);
  };

/** Waits as long as it takes to see that nothing more comes. */
export const aMoment = (): Promise<unknown> => firstValueFrom(timer(20 * PAUSE));

/** The frames of a response as they come, and its end. */
export interface Collected {
  readonly frames: readonly TransportFrame[];
  /** Absent while it goes on. */
  readonly end: () => { readonly error?: unknown } | undefined;
  /** The body so far, as text. */
  readonly text: () => string;
  readonly subscription: Subscription;
}

/** Subscribes to a response. */
export function collected(source: Observable<TransportFrame>): Collected {
  const frames: TransportFrame[] = [];
  let end: { readonly error?: unknown } | undefined;
  const subscription = source.subscribe({
    next: (frame) => frames.push(frame),
    error: (error: unknown) => {
      end = { error };
    },
    complete: () => {
      end = {};
    },
  });
  return {
    frames,
    subscription,
    end: () => end,
    text: () => {
      const decoder = new TextDecoder();
      const texts = frames.map((frame) => {
        if (frame.kind !== 'data') return '';
        return typeof frame.chunk === 'string'
          ? frame.chunk
          : decoder.decode(frame.chunk, { stream: true });
      });
      return texts.join('') + decoder.decode();
    },
  };
}

/** The status of a response and one of its headers. */
export const headOf = (frames: readonly TransportFrame[], name: string): readonly unknown[] => {
  const open = frames.find((frame): frame is OpenFrame => frame.kind === 'open');
  return [open?.status, readHeader(open?.headers, name)];
};
