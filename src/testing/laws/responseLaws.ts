import { concat, of, Subject, throwError } from 'rxjs';
import { describeValue } from '../marbles/describeValue.js';
import type { Emission } from '../plays/play.js';
import { refusal } from '../plays/refusal.js';
import { headOf } from './collected.js';
import { demand, type Law } from './law.js';
import { demandText, ended, lawBody, send, type TestedTransport } from './testedTransport.js';

/** The laws of what a transport hands on of a response. */
export const responseLaws = (tested: TestedTransport): readonly Law[] => {
  const { server, until } = tested;

  return [
    {
      name: 'opens with the status and the headers of the response, then hands on every byte',
      run: async () => {
        const text = `${lawBody.repeat(2000)}`;
        const { response } = send(tested, [
          { kind: 'open', status: 200, headers: { 'x-law': 'kept' } },
          text,
        ]);
        const { error } = await ended(tested, response);
        demand(error === undefined, () => `It errored: ${describeValue(error)}`);
        demand(response.frames[0]?.kind === 'open', () => 'The first frame was none that opens');
        const head = headOf(response.frames, 'x-law').join(' ');
        demand(head === '200 kept', () => `It opened with ${head}, not with 200 kept`);
        demandText(response, text);
      },
    },
    {
      name: 'hands on what comes as it comes',
      run: async () => {
        const source = new Subject<Emission>();
        const { response, call } = send(tested, source);
        await until(() => call() !== undefined, 'The server got no request');
        source.next('first');
        await until(() => response.text() === 'first', 'It held the first bytes back');
        source.next(' second');
        await until(() => response.text() === 'first second', 'It held the next bytes back');
        demand(response.end() === undefined, () => 'It ended before the response did');
        source.complete();
        await ended(tested, response);
      },
    },
    {
      name: 'hands on a refusal, which is no error',
      run: async () => {
        const { response } = send(tested, refusal(503, { error: 'Busy' }, { 'retry-after': '7' }));
        const { error } = await ended(tested, response);
        demand(error === undefined, () => `It errored: ${describeValue(error)}`);
        const head = headOf(response.frames, 'retry-after').join(' ');
        demand(head === '503 7', () => `It opened with ${head}, not with 503 7`);
        demandText(response, '{"error":"Busy"}');
      },
    },
    {
      name: 'errors when the connection is lost, after what has come',
      run: async () => {
        const lost = throwError(() => new Error('lost'));
        const { response } = send(tested, concat(of('first'), lost));
        demand('error' in (await ended(tested, response)), () => 'It completed');
        demandText(response, 'first');
      },
    },
    {
      name: 'keeps two responses at the same time apart',
      run: async () => {
        const sources = [new Subject<Emission>(), new Subject<Emission>()];
        const before = server.calls.length;
        const both = sources.map((source) => send(tested, source));
        await until(() => server.calls.length === before + 2, 'The server got no two requests');
        for (const [index, source] of sources.entries()) source.next(`response ${index}`);
        for (const source of sources) source.complete();
        for (const { response } of both) await ended(tested, response);
        const texts = both.map(({ response }) => response.text()).sort();
        demand(texts.join() === 'response 0,response 1', () => `It handed on ${texts.join(', ')}`);
      },
    },
  ];
};
