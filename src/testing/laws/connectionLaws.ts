import { concat, NEVER, of, Subject, take } from 'rxjs';
import type { Emission } from '../plays/play.js';
import { aMoment, collected } from './collected.js';
import { demand, type Law } from './law.js';
import { ended, lawBody, requestTo, send, type TestedTransport } from './testedTransport.js';

/** The laws of when a transport sends a request, and when it closes the connection. */
export const connectionLaws = (tested: TestedTransport): readonly Law[] => {
  const { make, server, until } = tested;

  return [
    {
      name: 'sends nothing before it is subscribed to',
      run: async () => {
        const before = server.requests.length;
        make(server.url)(requestTo(`${server.url}/law`));
        await aMoment();
        demand(server.requests.length === before, () => 'The server got a request');
      },
    },
    {
      name: 'sends the request as it is given, once for each subscription',
      run: async () => {
        const before = server.requests.length;
        const response$ = make(server.url)(requestTo(`${server.url}/law?a=b`));
        for (const response of [collected(response$), collected(response$)])
          await ended(tested, response);
        await aMoment();
        const sent = server.requests.slice(before);
        demand(sent.length === 2, () => `Two subscriptions sent ${sent.length} requests`);
        for (const { url, method, headers, body: got } of sent) {
          const found = [method, url.replace(server.url, ''), headers['x-law'], got].join(' ');
          demand(found === `POST /law?a=b kept ${lawBody}`, () => `The server got ${found}`);
        }
      },
    },
    {
      name: 'errors when no server listens',
      run: async () => {
        const url = 'http://127.0.0.1:1';
        const response = collected(make(url)(requestTo(`${url}/law`)));
        demand('error' in (await ended(tested, response)), () => 'It completed');
      },
    },
    {
      name: 'closes the connection when it is unsubscribed before the response',
      run: async () => {
        const { response, call } = send(tested, NEVER);
        await until(() => call() !== undefined, 'The server got no request');
        response.subscription.unsubscribe();
        await until(() => call()?.end === 'unsubscribe', 'The connection stayed open');
      },
    },
    {
      name: 'closes the connection when it is unsubscribed in the body, and emits nothing more',
      run: async () => {
        const source = new Subject<Emission>();
        const { response, call } = send(tested, source);
        await until(() => call() !== undefined, 'The server got no request');
        source.next('first');
        await until(() => response.text() === 'first', 'It held the first bytes back');
        response.subscription.unsubscribe();
        const count = response.frames.length;
        await until(() => call()?.end === 'unsubscribe', 'The connection stayed open');
        demand(response.frames.length === count, () => 'It emitted after that');
      },
    },
    {
      name: 'closes the connection when it is unsubscribed inside of next',
      run: async () => {
        const number = server.calls.length;
        server.next(concat(of('first'), NEVER));
        collected(make(server.url)(requestTo(`${server.url}/law`)).pipe(take(1)));
        await until(() => server.calls[number]?.end === 'unsubscribe', 'It stayed open');
      },
    },
    {
      name: 'does not send the request on to where a server redirects it',
      run: async () => {
        const elsewhere = `${server.url}/elsewhere`;
        const { response } = send(tested, [
          { kind: 'open', status: 307, headers: { location: elsewhere } },
        ]);
        await ended(tested, response);
        const followed = server.requests.some(({ url }) => url === elsewhere);
        demand(!followed, () => 'The other address got the request');
      },
    },
  ];
};
