import * as t from 'io-ts';
import {
  accumulateContent,
  accumulateObject,
  accumulateReply,
  coalesceContent,
  elementsOf,
  errorAsEvent,
  retryOnNetwork,
  sampleTps,
  smoothContent,
  splitReasoning,
  splitSentences,
  throwOnErrorEvent,
  timeoutBetweenChunks,
  tool,
  withTools,
} from '../operators/index.js';
import {
  StreamingApiError,
  StreamingNetworkError,
  StreamingTimeoutError,
} from '../src/errors/errors.js';
import {
  contentEvent,
  doneEvent,
  errorEvent,
  reasoningEvent,
  resetEvent,
  retryingEvent,
  toolCallEvent,
  toolResultEvent,
  tpsEvent,
  usageEvent,
} from '../src/eventConstructors.js';
import type { StreamEvent } from '../src/events.js';
import { type ChatReply, emptyReply } from '../src/reply/reply.js';
import type { Diagram } from './generator/diagram.js';

// A letter means the same in all diagrams, unless one says otherwise.
const events: Readonly<Record<string, StreamEvent>> = {
  a: contentEvent('Hel'),
  b: contentEvent('lo'),
  r: reasoningEvent('Hm'),
  u: usageEvent({ outputTokens: 4 }),
  e: errorEvent('Busy', { status: 503 }),
  R: resetEvent(2),
  d: doneEvent(),
};
const call = { index: 0, id: 'c1', name: 'weather' };
const toolEvents: Readonly<Record<string, StreamEvent>> = {
  ...events,
  a: contentEvent('Let me see.'),
  c: toolCallEvent({ ...call, argumentsText: '{"city":"Ulm"}' }),
  C: toolCallEvent({ ...call, argumentsText: '', approvalId: 'c1' }),
  w: doneEvent({ finishReason: 'toolCalls' }),
  r: toolResultEvent({ id: 'c1', name: 'weather', result: 'sun' }),
  b: contentEvent('Sunny.'),
  B: { ...contentEvent('Sunny.'), part: 1 },
};
const reply = (content: string, status: ChatReply['status']): ChatReply => ({
  ...emptyReply,
  content,
  parts: [{ type: 'content', text: content }],
  status,
});
const refused = new StreamingNetworkError('Refused', { code: 'CONNECT_FAILED', phase: 'connect' });
const lost = new StreamingNetworkError('Lost', { code: 'CONNECTION_LOST', phase: 'streaming' });

/**
 * The diagrams of the operators. `test/contract/diagrams.test.ts` runs them and checks that the doc
 * comments show them; `npm run docs` draws them on the operator pages.
 */
export const diagrams: readonly Diagram[] = [
  {
    make: () => accumulateContent(),
    sources: [{ marble: '--a--r--b--R--c--(d|)', values: { ...events, c: contentEvent('Hi') } }],
    result: { marble: '--A-----B--E--C--|', values: { A: 'Hel', B: 'Hello', E: '', C: 'Hi' } },
  },
  {
    make: () => accumulateObject(),
    sources: [
      {
        marble: '----a----b----c----(d|)',
        values: {
          ...events,
          a: contentEvent('{"city":"U'),
          b: contentEvent('lm","deg":1'),
          c: contentEvent('9}'),
        },
      },
    ],
    result: {
      marble: '----B----C----D----(E|)',
      values: {
        B: { status: 'streaming', value: { city: 'U' } },
        C: { status: 'streaming', value: { city: 'Ulm' } },
        D: { status: 'streaming', value: { city: 'Ulm', deg: 19 } },
        E: { status: 'complete', value: { city: 'Ulm', deg: 19 } },
      },
    },
  },
  {
    make: () => accumulateReply(),
    about: 'An answer to its end',
    sources: [{ marble: '----a---b---(d|)', values: events }],
    result: {
      marble: 'A---B---C---(D|)',
      values: {
        A: emptyReply,
        B: reply('Hel', 'streaming'),
        C: reply('Hello', 'streaming'),
        D: reply('Hello', 'complete'),
      },
    },
  },
  {
    make: () => accumulateReply(),
    about: 'Completed from outside, as by takeUntil',
    sources: [{ marble: '----a---|', values: events }],
    result: {
      marble: 'A---B---(S|)',
      values: { A: emptyReply, B: reply('Hel', 'streaming'), S: reply('Hel', 'stopped') },
    },
  },
  {
    make: () => accumulateReply({ interval: 5 }),
    about: 'A snapshot per interval',
    sources: [
      {
        marble: '-a-b-c-------(d|)',
        values: {
          ...events,
          a: contentEvent('A'),
          b: contentEvent('ll'),
          c: contentEvent(' is'),
        },
      },
    ],
    result: {
      marble: 'AB----C------(D|)',
      values: {
        A: emptyReply,
        B: reply('A', 'streaming'),
        C: reply('All is', 'streaming'),
        D: reply('All is', 'complete'),
      },
    },
  },
  {
    make: () => coalesceContent({ interval: 5 }),
    sources: [
      {
        marble: '-a-b-c-------f-g-(d|)',
        values: {
          ...events,
          a: contentEvent('A'),
          b: contentEvent('ll'),
          c: contentEvent(' is'),
          f: contentEvent(' we'),
          g: contentEvent('ll'),
        },
      },
    ],
    result: {
      marble: '-a----B------f---(gd|)',
      values: {
        ...events,
        a: contentEvent('A'),
        B: contentEvent('ll is'),
        f: contentEvent(' we'),
        g: contentEvent('ll'),
      },
    },
  },
  {
    make: () => elementsOf(),
    sources: [
      {
        marble: '--a----b-------c----(d|)',
        values: {
          ...events,
          a: contentEvent('["Ulm'),
          b: contentEvent('","Bern"'),
          c: contentEvent(',"Linz"]'),
        },
      },
    ],
    result: {
      marble: '-------(UB)----L----|',
      values: { U: 'Ulm', B: 'Bern', L: 'Linz' },
    },
  },
  {
    make: () => errorAsEvent(),
    sources: [{ marble: '--a----#', values: events, error: lost }],
    result: {
      marble: '--a----(e|)',
      values: {
        ...events,
        e: errorEvent('Lost', { code: 'CONNECTION_LOST', kind: 'network', retryable: true }),
      },
    },
  },
  {
    make: () => retryOnNetwork({ delay: 3, jitter: 0 }),
    about: 'Failures before the first event',
    sources: [
      { marble: '--#', values: events, error: refused },
      { marble: '     --#', values: events, error: refused },
      { marble: '             --a--b--(d|)', values: events },
    ],
    result: { marble: '---------------a--b--(d|)', values: events },
  },
  {
    make: () => retryOnNetwork({ announce: true, delay: 3, jitter: 0 }),
    about: 'A failure that a view reports',
    sources: [
      { marble: '--#', values: events, error: refused },
      { marble: '     --a--b--(d|)', values: events },
    ],
    result: {
      marble: '--w----a--b--(d|)',
      values: {
        ...events,
        w: retryingEvent({
          attempt: 2,
          delayMs: 3,
          error: { message: 'Refused', code: 'CONNECT_FAILED', kind: 'network' },
        }),
      },
    },
  },
  {
    make: () => retryOnNetwork({ midStream: 'restart', delay: 3, jitter: 0 }),
    about: 'A failure in the middle of the answer',
    sources: [
      { marble: '--a--#', values: events, error: lost },
      { marble: '        --a--b--(d|)', values: events },
    ],
    result: { marble: '--a-----R-a--b--(d|)', values: events },
  },
  {
    make: () => sampleTps({ interval: 5, window: 10 }),
    sources: [{ marble: '--a-a----aa----------------(ud|)', values: events }],
    result: {
      marble: '--a-a--2-aa-3----2----0----(ud|)',
      values: {
        ...events,
        0: tpsEvent(0, 'estimated'),
        2: tpsEvent(200, 'estimated'),
        3: tpsEvent(300, 'estimated'),
      },
    },
  },
  {
    make: () => splitReasoning(),
    about: 'Tags that are cut',
    sources: [
      {
        marble: '--a----b----c----(d|)',
        values: {
          ...events,
          a: contentEvent('<thi'),
          b: contentEvent('nk>Hm</'),
          c: contentEvent('think>Hi'),
        },
      },
    ],
    result: { marble: '-------r----t----(d|)', values: { ...events, t: contentEvent('Hi') } },
  },
  {
    make: () => splitReasoning({ startInside: 'auto' }),
    about: 'A closing tag without an opening one',
    sources: [
      {
        marble: '--a----b-----c----(d|)',
        values: {
          ...events,
          a: contentEvent('Hm'),
          b: contentEvent('</think>Hi'),
          c: contentEvent('!'),
        },
      },
    ],
    result: {
      marble: '--a----(Rrt)-c----(d|)',
      values: {
        ...events,
        a: contentEvent('Hm'),
        t: contentEvent('Hi'),
        c: contentEvent('!'),
      },
    },
  },
  {
    make: () => throwOnErrorEvent(),
    sources: [{ marble: '--a----(e|)', values: events }],
    result: {
      marble: '--a----#',
      values: events,
      error: new StreamingApiError('Busy', {
        code: 'ERROR_EVENT',
        phase: 'streaming',
        status: 503,
      }),
    },
  },
  {
    make: () => timeoutBetweenChunks(5),
    sources: [{ marble: '--a----b--------(d|)', values: events }],
    result: {
      marble: '--a----b----#',
      values: events,
      error: new StreamingTimeoutError('No event for 5 ms', {
        code: 'PROGRESS',
        phase: 'streaming',
      }),
    },
  },
  {
    make: () => smoothContent({ maxLag: 8 }),
    sources: [
      {
        marble: '-a-------d----------|',
        values: { a: contentEvent('one two three '), d: contentEvent('four ') },
      },
    ],
    result: {
      marble: '-v-w-x---y-------z--|',
      values: {
        v: contentEvent('one'),
        w: contentEvent(' two'),
        x: contentEvent(' three'),
        y: contentEvent(' four'),
        z: contentEvent(' '),
      },
    },
  },
  {
    make: () => splitSentences(),
    sources: [
      {
        marble: '--a----b----c----(d|)',
        values: {
          ...events,
          a: contentEvent('Hi. I'),
          b: contentEvent(' am 1.'),
          c: contentEvent('5 m.'),
        },
      },
    ],
    result: {
      marble: '--A--------------(B|)',
      values: {
        A: { text: 'Hi. ', index: 0, isLast: false },
        B: { text: 'I am 1.5 m.', index: 1, isLast: true },
      },
    },
  },
  {
    call: 'withTools(ask, { weather })',
    make: () => (source) => {
      const weather = tool({ input: t.type({}), run: () => source });
      return withTools(() => source, { weather })({ message: 'Weather in Ulm?', modelId: 'm' });
    },
    about: 'A call that runs',
    sources: [
      { label: 'round 1', marble: '-a-c-(w|)', values: toolEvents },
      { label: 'weather', marble: '     --(s|)', values: { s: 'sun' } },
      { label: 'round 2', marble: '       --b-(d|)', values: toolEvents },
    ],
    result: { marble: '-a-c---r-B-(d|)', values: toolEvents },
  },
  {
    call: 'withTools(ask, { weather })',
    make: () => (source) => {
      const weather = tool({ input: t.type({}), needsApproval: true, run: () => source });
      return withTools(() => source, { weather })({ message: 'Weather in Ulm?', modelId: 'm' });
    },
    about: 'A call that needs approval',
    sources: [{ label: 'round 1', marble: '-a-c-(w|)', values: toolEvents }],
    result: { marble: '-a-c-(Cw|)', values: toolEvents },
  },
];
