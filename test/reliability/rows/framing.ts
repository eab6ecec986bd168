import { concat, defer, distinct, map, type Observable, of, toArray } from 'rxjs';
import {
  type ChatTransport,
  contentEvent,
  doneEvent,
  fetchTransport,
  type SseMessage,
  type StreamEvent,
} from '../../../src/index.js';
import { type Chunking, chunkings, every } from '../../helpers/chunkings.js';
import { vectors } from '../../src/framing/vectors.js';
import type { Answer, App, Row } from '../row.js';
import {
  content,
  done,
  inTurn,
  malformed,
  piecewise,
  streaming,
  truncated,
  unended,
  utf8,
} from './wire.js';
import { everyCut } from '../../../src/testing/faults/everyCut.js';

/**
 * A transport with smaller reads. A platform joins what comes in one turn, so the server alone
 * cannot make them small.
 */
const reading = (cut: Chunking['cut']): ChatTransport =>
  fetchTransport({
    fetch: async (...args) => {
      const response = await fetch(...args);
      const cutter = new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => {
          for (const part of cut(chunk)) controller.enqueue(part);
        },
      });
      return new Response(response.body?.pipeThrough(cutter), response);
    },
  });

/** The messages of an answer in which the protocol knows none, as one text. */
const messagesOf = (send: App['send'], transport: ChatTransport): Observable<StreamEvent> =>
  defer(() => {
    const messages: SseMessage[] = [];
    // In the order in which the vectors have the fields.
    const onUnknownEvent = ({ event, data, id }: SseMessage) => messages.push({ event, data, id });
    return concat(
      send({ transport, onUnknownEvent, onMissingDone: 'complete' }),
      defer(() => of(contentEvent(JSON.stringify(messages)))),
    );
  });

/** All the events of an answer, as text. */
const written = (source: Observable<StreamEvent>): Observable<string> =>
  source.pipe(
    toArray(),
    map((events) => JSON.stringify(events)),
  );

/** Replaces the text by its length. */
const weighed = map((event: StreamEvent) =>
  event.type === 'content' ? contentEvent(String(event.text.length)) : event,
);

const mark = '\uFEFF';

const mixed = `${mark}: hi\r\nevent: content\r\ndata: {"text":"é"}\r\n\r\nevent: content\rdata: {"text":\rdata: "漢😀"}\r\r:\nevent:done\ndata\n\n`;
const mixedEvents = [contentEvent('é'), contentEvent('漢😀'), doneEvent()];
// Neither half is empty.
const mixedSplits = [...everyCut(utf8(mixed))];

const bodyOf = (...chunks: readonly string[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(utf8(chunk));
      controller.close();
    },
  });

export const framingRows: readonly Row[] = [
  ...chunkings.map(({ name, cut }): Row => ({
    id: 'F1',
    title: `every rule of the standard, ${name}`,
    answer: inTurn(
      ...vectors.map(({ wire, contentType }): Answer => (connection) => {
        connection.open(contentType === undefined ? {} : { 'content-type': contentType });
        connection.send(wire);
        connection.end();
      }),
    ),
    run: ({ send }) => concat(...vectors.map(() => messagesOf(send, reading(cut)))),
    expected: {
      text: vectors.map(({ messages }) => JSON.stringify(messages)),
      end: 'complete',
      posts: vectors.length,
    },
  })),
  {
    id: 'F2',
    title: 'all kinds of line ends, cut in two at every byte',
    answer: inTurn(...mixedSplits.map((halves) => piecewise(...halves))),
    run: ({ send }) =>
      concat(...mixedSplits.map(() => written(send()))).pipe(
        distinct(),
        map((events) => contentEvent(events)),
      ),
    expected: {
      text: [JSON.stringify(mixedEvents)],
      end: 'complete',
      posts: mixedSplits.length,
    },
  },
  {
    id: 'F3',
    title: 'CR at the end of a read, LF at the start of the next',
    answer: piecewise(
      'event: content\r',
      '\ndata: {"text":"Hi"}\r',
      '\n\r',
      '\nevent: done\r',
      '\n\r',
      '\n',
    ),
    expected: { text: ['Hi'], end: 'done' },
  },
  {
    id: 'F4',
    title: 'CR alone ends an event at once, though LF may follow',
    answer: unended('event: content\rdata: {"text":"Hi"}\r\revent: done\rdata: {}\r\r'),
    expected: { text: 'Hi', end: 'done' },
  },
  {
    id: 'F5',
    title: 'characters of two, three and four bytes, a byte at a time',
    answer: piecewise(...Array.from(utf8(content('é漢😀')), (byte) => Uint8Array.of(byte)), done),
    expected: { text: ['é漢😀'], end: 'done' },
  },
  {
    id: 'F6',
    title: 'invalid UTF-8 is replaced',
    answer: piecewise(
      'event: content\ndata: {"text":"a',
      Uint8Array.of(0xff),
      'b',
      // The first two of three.
      Uint8Array.of(0xe2, 0x82),
      `c"}\n\n${done}`,
    ),
    expected: { text: ['a\uFFFDb\uFFFDc'], end: 'done' },
  },
  {
    id: 'F7',
    title: 'the body ends inside a character',
    answer: piecewise(
      content('Hello'),
      'event: content\ndata: {"text":"',
      utf8('😀').subarray(0, 2),
    ),
    expected: { text: ['Hello'], end: truncated },
  },
  {
    id: 'F8',
    title: 'a byte order mark',
    answer: streaming(mark + content('Hi') + done),
    expected: { text: ['Hi'], end: 'done' },
  },
  {
    id: 'F8',
    title: 'a byte order mark, a byte at a time',
    answer: piecewise(
      ...Array.from(utf8(mark), (byte) => Uint8Array.of(byte)),
      content('Hi') + done,
    ),
    expected: { text: ['Hi'], end: 'done' },
  },
  {
    id: 'F8',
    title: 'two byte order marks: the second spoils the name of the first event',
    answer: streaming(mark + mark + content('lost') + content('Hi') + done),
    expected: { text: ['Hi'], end: 'done' },
  },
  {
    id: 'F8',
    title: 'a byte order mark in the middle spoils the name after it',
    answer: streaming(content('H') + mark + content('lost') + content('i') + done),
    expected: { text: ['H', 'i'], end: 'done' },
  },
  {
    id: 'F9',
    title: 'other line separators are text',
    answer: streaming(content('a\u0085b\u2028c\u2029d') + done),
    expected: { text: ['a\u0085b\u2028c\u2029d'], end: 'done' },
  },
  {
    id: 'F10',
    title: '100000 comments',
    answer: streaming(content('H') + ': ping\n'.repeat(100_000) + content('i') + done),
    expected: { text: ['H', 'i'], end: 'done' },
  },
  {
    id: 'F11',
    title: 'the last event has no blank line',
    answer: streaming(`${content('Hello')}id: 9\nevent: content\ndata: {"text":" world"}\n`),
    expected: { text: ['Hello'], end: truncated },
  },
  {
    id: 'F12',
    title: 'the last event has no blank line, and is the terminal',
    answer: streaming(`${content('Hello')}data: [DONE]\n`),
    expected: { text: ['Hello'], end: 'done' },
  },
  {
    id: 'F13',
    title: 'the body ends inside the JSON of an event',
    answer: streaming(content('Hello') + content(' world').slice(0, -5)),
    expected: { text: ['Hello'], end: truncated },
  },
  {
    id: 'F14',
    title: 'JSON over several lines of data, some empty, some without a colon',
    answer: streaming(`event: content\ndata: {\ndata\ndata:\ndata: "text": "Hi"}\n\n${done}`),
    expected: { text: ['Hi'], end: 'done' },
  },
  {
    id: 'F15',
    title: 'an event with an id and empty data',
    answer: streaming(`id: 1\ndata: \n\n${content('Hi')}${done}`),
    expected: { text: ['Hi'], end: 'done' },
  },
  {
    id: 'F16',
    title: 'a line of 4 MB in reads of 1 KB',
    answer: streaming(content('x'.repeat(4_000_000)) + done),
    run: ({ send }) =>
      send({ transport: reading(every(1024)), maxEventSize: 4_100_000 }).pipe(weighed),
    expected: { text: ['4000000'], end: 'done' },
  },
  {
    id: 'F17',
    title: '20 KB in reads of a byte',
    answer: streaming(content('x'.repeat(20_000)) + done),
    run: ({ send }) => send({ transport: reading(every(1)) }).pipe(weighed),
    expected: { text: ['20000'], end: 'done' },
  },
  {
    id: 'F18',
    title: 'NUL in an id and in the name of a field',
    answer: streaming(`id: \0\ndata\0: x\n${content('Hi')}${done}`),
    expected: { text: ['Hi'], end: 'done' },
  },
  {
    id: 'F18',
    title: 'NUL in data stays, and makes it invalid JSON',
    answer: streaming('event: content\ndata: {"text":"\0"}\n\n'),
    expected: { end: { ...malformed, code: 'BAD_JSON', phase: 'headers' } },
  },
  {
    id: 'F19',
    title: 'empty reads',
    answer: () => {},
    run: ({ send }) =>
      send({
        transport: fetchTransport({
          fetch: () =>
            Promise.resolve(
              new Response(
                bodyOf('', 'event: content\n', '', 'data: {"text":"Hi"}\n\n', '', done),
                {
                  headers: { 'content-type': 'text/event-stream' },
                },
              ),
            ),
        }),
      }),
    expected: { text: ['Hi'], end: 'done', posts: 0 },
  },
  {
    id: 'F20',
    title: 'a body labelled as an event stream: JSON lines',
    answer: streaming('{"text":"Hel"}\n{"text":"lo"}\n{"done":true}\n'),
    expected: { end: { ...malformed, code: 'BAD_EVENT', phase: 'headers' } },
  },
  {
    id: 'F20',
    title: 'a body labelled as an event stream: a JSON list',
    answer: streaming('[{"text":"Hello"},\n{"done":true}]\n'),
    expected: { end: { ...malformed, code: 'BAD_EVENT', phase: 'headers' } },
  },
  ...[
    ['JSON', 'error: {"error":{"message":"Out of memory","code":"OOM"}}'],
    ['words', 'error: Out of memory'],
    ['words, before a terminal', 'error: Out of memory\n\nevent: done'],
  ].map(([title = '', field = '']): Row => ({
    id: 'F20',
    title: `a field "error" of ${title} ends the answer`,
    answer: streaming(`${content('Hello')}${field}\n\n`),
    expected: {
      events: [
        { type: 'content', text: 'Hello' },
        { type: 'error', message: 'Out of memory', ...(title === 'JSON' ? { code: 'OOM' } : {}) },
      ],
      text: 'Hello',
      end: 'complete',
    },
  })),
];
