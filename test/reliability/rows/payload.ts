import { filter, last, map, mergeMap, type Observable } from 'rxjs';
import { accumulateReply, splitReasoning } from '../../../operators/index.js';
import {
  contentEvent,
  doneEvent,
  isEvent,
  reasoningEvent,
  type StreamEvent,
  usageEvent,
} from '../../../src/index.js';
import type { Row } from '../row.js';
import { content, done, malformed, sse, streaming } from './wire.js';

/** An event whose data need not be JSON. */
const raw = (event: string, data: string): string => `event: ${event}\ndata: ${data}\n\n`;

/** The reasoning and the content of the whole reply, one event each. */
const inTwo = (source: Observable<StreamEvent>): Observable<StreamEvent> =>
  source.pipe(
    splitReasoning(),
    accumulateReply(),
    last(),
    mergeMap((reply) => [reasoningEvent(reply.reasoning), contentEvent(reply.content)]),
  );

// The whole message, since it must not quote the payload.
const badJson = (event: string) => ({
  ...malformed,
  code: 'BAD_JSON',
  message: `The data of a "${event}" event is not JSON`,
});
const badEvent = (event: string, fault: string) => ({
  ...malformed,
  code: 'BAD_EVENT',
  message: `Malformed "${event}" event: ${fault}`,
});

const badText = badEvent('content', 'text must be string');
const badCount = badEvent('usage', 'output_tokens must be a whole number from 0');
const badSpeed = badEvent('tps', 'tps must be a number from 0');
const badFigures = [
  { event: 'usage', data: '{"output_tokens":-1}', error: badCount },
  { event: 'usage', data: '{"output_tokens":NaN}', error: badJson('usage') },
  { event: 'usage', data: '{"output_tokens":"5"}', error: badCount },
  { event: 'usage', data: '{"output_tokens":1e309}', error: badCount },
  { event: 'tps', data: '{"tps":-1}', error: badSpeed },
  { event: 'tps', data: '{"tps":NaN}', error: badJson('tps') },
  { event: 'tps', data: '{"tps":"5"}', error: badSpeed },
  { event: 'tps', data: '{"tps":1e309}', error: badSpeed },
];

const fenced = '```\n<think>a</think>\n```\n';
const tagged = [
  { title: 'a pair of tags', text: 'a<think>b</think>c', reasoning: 'b', answer: 'ac' },
  {
    title: 'a tag that is opened twice',
    text: '<think>a<think>b</think>c',
    reasoning: 'ab',
    answer: 'c',
  },
  { title: 'a tag that never closes', text: 'a<think>b', reasoning: 'b', answer: 'a' },
  { title: 'half a tag', text: 'a<think>b</think>c</thi', reasoning: 'b', answer: 'ac</thi' },
  { title: 'tags in any case', text: '<THINK>a</Think>b', reasoning: 'a', answer: 'b' },
  { title: 'tags in fenced code', text: fenced, reasoning: '', answer: fenced },
];

export const payloadRows: readonly Row[] = [
  {
    id: 'P1',
    title: 'the first event is not JSON',
    answer: streaming(raw('content', 'not-json') + done),
    expected: { end: { ...badJson('content'), phase: 'headers' } },
  },
  {
    id: 'P2',
    title: 'an event in the middle is not JSON',
    answer: streaming(content('Hello') + raw('content', 'not-json') + content(' world') + done),
    expected: { text: ['Hello'], end: { ...badJson('content'), phase: 'streaming' } },
  },
  {
    id: 'P2',
    title: 'an event in the middle is not JSON, with onMalformedEvent: "skip"',
    answer: streaming(content('Hello') + raw('content', 'not-json') + content(' world') + done),
    run: ({ send }) => send({ onMalformedEvent: 'skip' }),
    expected: { text: ['Hello', ' world'], end: 'done' },
  },
  ...['5', '"x"', 'true', '[]', 'null'].map((data): Row => ({
    id: 'P3',
    title: `an event is JSON, but not an object: ${data}`,
    answer: streaming(content('Hello') + raw('content', data) + done),
    expected: {
      text: 'Hello',
      end: badEvent('content', 'it must be an object'),
    },
  })),
  {
    id: 'P4',
    title: 'unknown events and fields',
    answer: streaming(
      raw('ping', '{}') +
        raw('constructor', 'x') +
        sse('content', { text: 'Hi', index: 0, error: null, type: 'x' }) +
        sse('message', { text: 'x' }) +
        done,
    ),
    expected: { text: 'Hi', events: [contentEvent('Hi'), doneEvent()], end: 'done' },
  },
  ...['{}', '{"text":null}', '{"text":["Hi"]}'].map((data): Row => ({
    id: 'P5',
    title: `an event without its text: ${data}`,
    answer: streaming(content('Hello') + raw('content', data) + done),
    expected: { text: 'Hello', end: badText },
  })),
  {
    id: 'P6',
    title: 'usage comes last; events after the terminal are ignored',
    answer: streaming(
      content('Hi') +
        sse('usage', { output_tokens: 2 }) +
        done +
        sse('usage', { output_tokens: 3 }),
    ),
    expected: {
      text: 'Hi',
      events: [contentEvent('Hi'), usageEvent({ outputTokens: 2 }), doneEvent()],
      end: 'done',
    },
  },
  {
    id: 'P7',
    title: 'usage comes with every delta: the last one counts',
    answer: streaming(
      [1, 2, 3]
        .map((count) => content('a') + sse('usage', { input_tokens: 5, output_tokens: count }))
        .join('') + done,
    ),
    run: ({ send }) =>
      send().pipe(
        accumulateReply(),
        last(),
        mergeMap(({ content, usage = {} }) => [contentEvent(content), usageEvent(usage)]),
      ),
    expected: {
      text: ['aaa'],
      events: [
        contentEvent('aaa'),
        usageEvent({ inputTokens: 5, outputTokens: 3, totalTokens: 8 }),
      ],
      end: 'complete',
    },
  },
  ...badFigures.map(({ event, data, error }): Row => ({
    id: 'P8',
    title: `${event} with an invalid number: ${data}`,
    answer: streaming(content('Hello') + raw(event, data) + done),
    expected: { text: 'Hello', end: error },
  })),
  {
    id: 'P8',
    title: 'all of these, with onMalformedEvent: "skip"',
    answer: streaming(
      badFigures.map(({ event, data }) => raw(event, data)).join('') + content('Hello') + done,
    ),
    run: ({ send }) => send({ onMalformedEvent: 'skip' }),
    expected: { text: 'Hello', events: [contentEvent('Hello'), doneEvent()], end: 'done' },
  },
  {
    id: 'P9',
    title: 'reasoning in events of its own and between tags',
    answer: streaming(sse('reasoning', { text: 'A' }) + content('<think>B</think>C') + done),
    run: ({ send }) => send().pipe(splitReasoning()),
    expected: {
      text: 'C',
      events: [reasoningEvent('A'), reasoningEvent('B'), contentEvent('C'), doneEvent()],
      end: 'done',
    },
  },
  ...tagged.map(({ title, text, reasoning, answer }): Row => ({
    id: 'P10',
    title: `${title}, a character at a time`,
    answer: streaming([...text].map(content).join('') + done),
    run: ({ send }) => inTwo(send()),
    expected: {
      text: answer,
      events: [reasoningEvent(reasoning), contentEvent(answer)],
      end: 'complete',
    },
  })),
  {
    id: 'P11',
    title: '60 KB of unfinished tags',
    answer: streaming(content('<think'.repeat(10_000)) + done),
    run: ({ send }) => inTwo(send()),
    expected: { text: '<think'.repeat(10_000), end: 'complete' },
  },
  {
    id: 'P13',
    title: 'a surrogate pair split between deltas',
    answer: streaming(content('\ud83d') + content('\ude00') + done),
    run: ({ send }) => inTwo(send()),
    expected: { text: '😀', end: 'complete' },
  },
  {
    id: 'P13',
    title: 'a lone surrogate',
    answer: streaming(content('a\ud83d') + done),
    run: ({ send }) =>
      send().pipe(
        filter(isEvent('content')),
        // Escaped, since a lone surrogate does not reach another process.
        map(({ text }) => contentEvent(JSON.stringify(text))),
      ),
    expected: { text: '"a\\ud83d"', end: 'complete' },
  },
  {
    id: 'P14',
    title: 'an answer without text is complete',
    answer: streaming(done),
    expected: { events: [doneEvent()], end: 'done' },
  },
  {
    id: 'P15',
    title: '100000 small deltas',
    answer: streaming(content('a').repeat(100_000) + done),
    run: ({ send }) => inTwo(send()),
    expected: { text: 'a'.repeat(100_000), end: 'complete' },
  },
  {
    id: 'P16',
    title: 'numbers beyond the precision of a double, and a key that comes twice',
    answer: streaming(
      raw('usage', '{"input_tokens":9007199254740993,"output_tokens":1e3,"total_tokens":1E+4}') +
        raw('content', '{"text":"a","text":"b"}') +
        done,
    ),
    expected: {
      text: 'b',
      events: [
        usageEvent({ inputTokens: 2 ** 53, outputTokens: 1000, totalTokens: 10_000 }),
        contentEvent('b'),
        doneEvent(),
      ],
      end: 'done',
    },
  },
];
