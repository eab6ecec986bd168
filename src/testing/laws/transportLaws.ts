import type { ChatTransport } from '../../transport/transport.js';
import { aFunction, anObject, assertOptions, aTimerDelay } from '../../validation.js';
import { untilWith } from './collected.js';
import { connectionLaws } from './connectionLaws.js';
import type { Law } from './law.js';
import type { LawServer } from './lawServer.js';
import { responseLaws } from './responseLaws.js';

/** Options of {@link transportLaws}. */
export interface TransportLawOptions {
  /** Ms that a law waits for what must happen. @defaultValue `10000` */
  readonly patience?: number;
}

const rules = { make: aFunction, server: anObject, patience: aTimerDelay };

/**
 * The laws that every transport of this package keeps, for one of your own, played on real sockets:
 * it is cold; it sends what it is given, once for each subscription; it hands on what comes as it
 * comes, refusals too; it tells the end from a lost connection; it leaves the server when it is
 * unsubscribed.
 *
 * @param make makes the transport for a server at this address
 * @param server what `startFakeServer` of `rxjs-chat-stream/testing/node` returns. It is not closed
 * @returns laws, each with a name for the title of a test. They run one after the other
 * @throws TypeError for parameters of the wrong type
 *
 * @example
 * ```ts
 * import { fetchTransport } from 'rxjs-chat-stream';
 * import { transportLaws } from 'rxjs-chat-stream/testing';
 * import { startFakeServer } from 'rxjs-chat-stream/testing/node';
 *
 * const server = await startFakeServer();
 * const laws = transportLaws(() => fetchTransport(), server);
 * for (const { run } of laws) await run();
 * await server.close();
 * laws[0]?.name; // => 'sends nothing before it is subscribed to'
 * ```
 */
export function transportLaws(
  make: (baseUrl: string) => ChatTransport,
  server: LawServer,
  { patience = 10_000 }: TransportLawOptions = {},
): readonly Law[] {
  assertOptions('transportLaws', { make, server, patience }, rules);
  const tested = { make, server, until: untilWith(patience) };
  return [...connectionLaws(tested), ...responseLaws(tested)];
}
