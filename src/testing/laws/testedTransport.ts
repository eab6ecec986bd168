import type { ChatTransport, TransportRequest } from '../../transport/transport.js';
import { describeValue } from '../marbles/describeValue.js';
import type { Play } from '../plays/play.js';
import { type Collected, collected } from './collected.js';
import { demand } from './law.js';
import type { LawServer } from './lawServer.js';

// Characters of one to four bytes.
export const lawBody = '{"message":"Grüße 🙂"}';

/** A transport that laws are about, and the server that they play on. */
export interface TestedTransport {
  readonly make: (baseUrl: string) => ChatTransport;
  readonly server: LawServer;
  /** Waits until something is true. @throws Error with `what` when it does not become true */
  readonly until: (isTrue: () => boolean, what: string) => Promise<void>;
}

/** The request of the laws. */
export const requestTo = (url: string): TransportRequest => ({
  url,
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-Law': 'kept' },
  body: lawBody,
});

/** Sends a request; returns its response and what the server knows of the request. */
export const send = ({ make, server }: TestedTransport, play: Play) => {
  const number = server.calls.length;
  server.next(play);
  const response = collected(make(server.url)(requestTo(`${server.url}/law`)));
  return { response, call: () => server.calls[number] };
};

/** Waits for the end of a response. */
export const ended = async (
  { until }: TestedTransport,
  { end }: Collected,
): Promise<{ readonly error?: unknown }> => {
  await until(() => end() !== undefined, 'The response never ended');
  return end() ?? {};
};

export const demandText = (response: Collected, expected: string): void =>
  demand(
    response.text() === expected,
    () => `It handed on ${describeValue(response.text())} instead of ${describeValue(expected)}`,
  );
