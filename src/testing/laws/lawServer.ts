import type { FakeCall, FakeRequest } from '../plays/fakeTransport.js';
import type { Play } from '../plays/play.js';

/** The server that the laws of a transport need: what `startFakeServer` returns. */
export interface LawServer {
  readonly url: string;
  readonly requests: readonly FakeRequest[];
  readonly calls: readonly FakeCall[];
  /** Sets what it does with the next request. */
  readonly next: (play: Play) => void;
}
