import { throwOnErrorEvent } from '../../../operators/index.js';
import { contentEvent, errorEvent } from '../../../src/index.js';
import type { Row } from '../row.js';
import { content, done, piecewise, sse, streaming, truncated, unended } from './wire.js';

const error = sse('error', { message: 'The model is busy', code: 'overloaded_error' });
const errorValue = errorEvent('The model is busy', { code: 'overloaded_error' });
const marker = 'data: [DONE]\n\n';
const apiError = { name: 'StreamingApiError', code: 'ERROR_EVENT' };

/** The two terminals of the default protocol. */
const ends = [
  { name: 'a done event', end: done },
  { name: '[DONE]', end: marker },
];

export const orderRows: readonly Row[] = [
  {
    id: 'O1',
    title: 'the body ends without a terminal',
    answer: streaming(content('Hello')),
    expected: { text: 'Hello', end: truncated },
  },
  {
    id: 'O1',
    title: 'the body ends without a terminal, with onMissingDone: "complete"',
    answer: streaming(content('Hello')),
    run: ({ send }) => send({ onMissingDone: 'complete' }),
    expected: { text: 'Hello', end: 'complete' },
  },
  ...ends.flatMap(({ name, end }): readonly Row[] => [
    {
      id: 'O3',
      title: `${name} ends the answer`,
      answer: streaming(content('Hello') + end),
      expected: { text: 'Hello', end: 'done' },
    },
    {
      id: 'O4',
      title: `${name} ends the answer, though the connection stays open`,
      answer: unended(content('Hello') + end),
      expected: { text: 'Hello', end: 'done' },
    },
    {
      id: 'O5',
      title: `${name} comes twice`,
      answer: piecewise(content('Hello') + end + end, end),
      expected: { text: 'Hello', events: [contentEvent('Hello'), { type: 'done' }], end: 'done' },
    },
    {
      id: 'O6',
      title: `events come after ${name}`,
      answer: piecewise(
        content('Hello') + end + content(' world') + error,
        error,
        content(' world'),
        'event: content\ndata: not-json\n\n',
      ),
      expected: { text: 'Hello', events: [contentEvent('Hello'), { type: 'done' }], end: 'done' },
    },
  ]),
  {
    id: 'O7',
    title: 'data that only looks like [DONE]',
    answer: streaming(
      'data: [DONE]x\n\n' +
        'data: [DONE]\ndata: x\n\n' +
        'data:  [DONE]\n\n' +
        'data: "[DONE]"\n\n' +
        'event: ping\ndata: [DONE]\n\n' +
        content('[DONE]'),
    ),
    expected: { text: '[DONE]', end: truncated },
  },
  {
    id: 'O8',
    title: 'two error events: the first one counts',
    answer: streaming(content('Hello') + error + sse('error', { message: 'failed' })),
    expected: { text: 'Hello', events: [contentEvent('Hello'), errorValue], end: 'complete' },
  },
  {
    id: 'O9',
    title: 'an error event comes first',
    answer: unended(error),
    expected: { events: [errorValue], end: 'complete' },
  },
  {
    id: 'O9',
    title: 'an error event that is retryable, as a notification',
    answer: unended(sse('error', { message: 'busy', code: 'overloaded_error', status: 529 })),
    run: ({ send }) => send().pipe(throwOnErrorEvent()),
    expected: {
      end: { ...apiError, serverCode: 'overloaded_error', status: 529, retryable: true },
    },
  },
  {
    id: 'O9',
    title: 'an error event that is not retryable, as a notification',
    answer: unended(
      sse('error', { error: { message: 'no credit', code: 'insufficient_quota', status: 429 } }),
    ),
    run: ({ send }) => send().pipe(throwOnErrorEvent()),
    expected: {
      end: { ...apiError, serverCode: 'insufficient_quota', status: 429, retryable: false },
    },
  },
  {
    id: 'O10',
    title: 'an error event comes after deltas',
    answer: piecewise(content('Hel'), content('lo'), error, content(' world')),
    expected: {
      text: ['Hel', 'lo'],
      events: [contentEvent('Hel'), contentEvent('lo'), errorValue],
      end: 'complete',
    },
  },
  ...[{ error: {} }, { error: null }, {}].map((payload): Row => ({
    id: 'O11',
    title: `an error event without a message: ${JSON.stringify(payload)}`,
    answer: streaming(content('Hello') + sse('error', payload) + content(' world')),
    expected: {
      text: 'Hello',
      events: [contentEvent('Hello'), errorEvent('Unknown streaming error')],
      end: 'complete',
    },
  })),
  {
    id: 'O11',
    title: 'an event whose error field is null',
    answer: streaming(sse('content', { text: 'Hello', error: null }) + done),
    expected: { text: 'Hello', end: 'done' },
  },
  ...['event: done\n', 'event: done\nda', 'event: done\r\ndata: {"finish'].map((cut): Row => ({
    id: 'O14',
    title: `the terminal is cut after its name: ${JSON.stringify(cut)}`,
    answer: streaming(content('Hello') + cut),
    expected: { text: 'Hello', end: 'done' },
  })),
  ...['event: don', 'event: done', 'data: {}\nevent: done', 'data: [DON'].map((cut): Row => ({
    id: 'O14',
    title: `the terminal is cut in its name: ${JSON.stringify(cut)}`,
    answer: streaming(content('Hello') + cut),
    expected: { text: 'Hello', end: truncated },
  })),
  {
    id: 'O15',
    title: 'an empty body',
    answer: ({ open, end }) => {
      open();
      end();
    },
    expected: { end: { ...truncated, phase: 'headers' } },
  },
  {
    id: 'O15',
    title: 'an empty body with Content-Length: 0',
    answer: ({ respond }) => respond(200, { 'content-type': 'text/event-stream' }, ''),
    expected: { end: { ...truncated, phase: 'headers' } },
  },
];
