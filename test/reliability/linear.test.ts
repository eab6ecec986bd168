import { describe, expect, it } from '@jest/globals';
import { of, throwError } from 'rxjs';
import { splitReasoning } from '../../operators/index.js';
import {
  type ChatTransport,
  sendStreamingChat,
  type StreamingChatConfig,
  type TransportFrame,
} from '../../src/index.js';
import { growth } from '../helpers/growth.js';
import { request, sse } from '../helpers/samples.js';

const open = (type: string, status = 200): TransportFrame => ({
  kind: 'open',
  status,
  headers: { 'content-type': type },
});
const answering =
  (...frames: readonly TransportFrame[]): ChatTransport =>
  () =>
    of(...frames);
const streaming = (chunk: string): Partial<StreamingChatConfig> => ({
  transport: answering(open('text/event-stream'), { kind: 'data', chunk }),
});
const refusing = (chunk: string): Partial<StreamingChatConfig> => ({
  transport: answering(open('text/plain', 400), { kind: 'data', chunk }),
});
const typed = (type: string): Partial<StreamingChatConfig> => ({
  transport: answering(open(type)),
});
const failing = (message: string): Partial<StreamingChatConfig> => ({
  transport: () => throwError(() => new Error(message)),
});
const withHeader = (name: string, value: string): Partial<StreamingChatConfig> => ({
  transport: answering({ kind: 'open', status: 429, headers: { [name]: value } }),
});

const nearlyToken = String(request.accessToken).slice(0, -1);

/**
 * Configs that make the library search a long text, on which a careless regular expression
 * backtracks.
 */
const hostile: Readonly<Record<string, (size: number) => Partial<StreamingChatConfig>>> = {
  'a refusal of blanks': (size) => refusing(`${' '.repeat(size)}x`),
  'a refusal of opened markup': (size) => refusing('<'.repeat(size)),
  'a refusal that nearly quotes the token': (size) => refusing(nearlyToken.repeat(size / 20)),
  'a content type of plus signs': (size) => typed(`application/${'+'.repeat(size)}x`),
  'a content type of blanks': (size) => typed(`text/event-stream${' '.repeat(size)}x`),
  'a content type of many types': (size) => typed(`application/${'ndjson'.repeat(size / 6)}x`),
  'a wait of digits': (size) => withHeader('retry-after', `${'1'.repeat(size)}x`),
  'a wait of a date': (size) => withHeader('retry-after', `Mon${' ('.repeat(size / 2)}`),
  'an error event of blanks': (size) =>
    streaming(sse('error', { message: ' \n'.repeat(size / 2) })),
  'an error event that nearly quotes the token': (size) =>
    streaming(sse('error', { message: nearlyToken.repeat(size / 20) })),
  'names of events': (size) => streaming('event: done'.repeat(size / 11)),
  'line ends': (size) => streaming('\r'.repeat(size)),
  colons: (size) => streaming(':'.repeat(size)),
  'tags that are nearly opened': (size) =>
    streaming(sse('content', { text: '<think'.repeat(size / 6) })),
  'a failure of nearly frames': (size) => failing('\n     a'.repeat(size / 7)),
  'a failure of indented lines': (size) => failing(`\n${' '.repeat(size)}`),
  'slashes in the base URL': (size) => ({ baseUrl: `https://chat.example${'/'.repeat(size)}x` }),
  'parameters of the base URL': (size) => ({ baseUrl: `https://chat.example?${'='.repeat(size)}` }),
  'a cookie of separators': (size) => ({ headers: { cookie: `${';'.repeat(size)}x` } }),
};

// Row S12.
describe('a call takes time in proportion to the length of', () => {
  it.each(Object.entries(hostile))('%s', (_, config) => {
    const run = (size: number): void => {
      sendStreamingChat(request, {
        baseUrl: 'https://chat.example',
        ...streaming(''),
        ...config(size),
      })
        .pipe(splitReasoning())
        .subscribe({ error: () => {} });
    };
    expect(growth(run, 20_000)).toBeLessThan(8);
  });

  it('a prompt of which the server echoes a part', () => {
    const run = (size: number): void => {
      const message = `Too long: ${'a'.repeat(size)} and so on`;
      sendStreamingChat(
        { ...request, message: 'a'.repeat(2 * size) },
        { baseUrl: 'https://chat.example', ...streaming(sse('error', { message })) },
      ).subscribe();
    };
    expect(growth(run, 20_000)).toBeLessThan(8);
  });
});
