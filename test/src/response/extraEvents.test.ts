import { describe, expect, it, jest } from '@jest/globals';
import { type Observable, of, Subject } from 'rxjs';
import { sendStreamingChat } from '../../../src/chat.js';
import type { StreamingChatConfig } from '../../../src/config.js';
import type { SourceEvent, StreamEvent } from '../../../src/events.js';
import { sourceEvent } from '../../../src/eventConstructors.js';
import type { SseMessage } from '../../../src/framing/framing.js';
import { fieldsOf } from '../../../src/json/json.js';
import { geminiGenerateContent, ollamaChat, openAiChat } from '../../../src/protocols/index.js';
import type { TransportFrame } from '../../../src/transport/transport.js';
import { exactly } from '../../helpers/types.js';
import { request, sse } from '../../helpers/samples.js';

interface Any {
  readonly type: string;
}

const seen = (message: SseMessage, json: unknown) =>
  [{ type: 'seen', of: message.event, json }] as const;

type Config = StreamingChatConfig<Any, typeof request, readonly Any[]>;

/** What is emitted of these chunks: each event, and the error at last. */
const play = (
  chunks: string | readonly string[],
  { extraEvents = seen, ...config }: Partial<Config> = {},
): readonly unknown[] => {
  const emitted: unknown[] = [];
  const frames = [chunks].flat().map((chunk): TransportFrame => ({ kind: 'data', chunk }));
  sendStreamingChat(request, {
    baseUrl: 'https://chat.example',
    ...config,
    transport: () => of(...frames),
    extraEvents,
  }).subscribe({
    next: (event) => emitted.push(event),
    error: (error) => emitted.push(error),
    complete: () => emitted.push('complete'),
  });
  return emitted;
};

const typesOf = (emitted: readonly unknown[]): readonly unknown[] =>
  emitted.map((each) => fieldsOf(each)['type'] ?? fieldsOf(each)['code'] ?? each);

describe('extraEvents', () => {
  it('sees each message, known or not, JSON or not, and follows its events', () => {
    const wire = [
      sse('content', { text: 'a' }),
      ': comment\n\n',
      sse('mine', { n: 1 }),
      'event: ping\ndata: now\n\n',
      sse('content', { text: 'b\n' }),
    ];
    expect(play([...wire, sse('done', {})])).toEqual([
      { type: 'content', text: 'a' },
      { type: 'seen', of: 'content', json: { text: 'a' } },
      { type: 'seen', of: 'mine', json: { n: 1 } },
      { type: 'seen', of: 'ping', json: undefined },
      { type: 'content', text: 'b\n' },
      { type: 'seen', of: 'content', json: { text: 'b\n' } },
      { type: 'seen', of: 'done', json: {} },
      { type: 'done' },
      'complete',
    ]);
  });

  it('is the same however the bytes are cut', () => {
    const wire = sse('content', { text: 'a' }) + sse('mine', [1]) + sse('done', {});
    expect(play(Array.from(wire))).toEqual(play(wire));
  });

  it('emits before an error event, and nothing after the end', () => {
    const after = sse('mine', {}) + sse('content', { text: 'b' });
    expect(typesOf(play(sse('error', { message: 'no' }) + after))).toEqual([
      'seen',
      'error',
      'complete',
    ]);
    expect(typesOf(play(sse('done', {}) + after))).toEqual(['seen', 'done', 'complete']);
  });

  it('emits before the state of the provider, which is right before done', () => {
    const protocol = {
      ...openAiChat(),
      decoder: () => ({
        decode: () =>
          [
            { type: 'usage', usage: {} },
            { type: 'providerState', protocol: 'x', state: 1 },
            { type: 'done' },
          ] as const,
        end: () => [],
      }),
    };
    expect(typesOf(play(sse('x', {}), { protocol }))).toEqual([
      'usage',
      'seen',
      'providerState',
      'done',
      'complete',
    ]);
  });

  it('emits before the error of a malformed message, and looks at those that are skipped', () => {
    const wire = sse('content', { text: 5 }) + sse('content', { text: 'a' }) + sse('done', {});
    expect(typesOf(play(wire))).toEqual(['seen', 'BAD_EVENT']);
    expect(typesOf(play(wire, { onMalformedEvent: 'skip' }))).toEqual([
      'seen',
      'content',
      'seen',
      'seen',
      'done',
      'complete',
    ]);
    expect(typesOf(play('event: content\ndata: {"tex\n\n'))).toEqual(['seen', 'BAD_JSON']);
  });

  it.each<readonly [string, string]>([
    ['that is cut off', 'data: {"choices":[{"delta":{"content":"b'],
    ['after which nothing ends the answer', 'data: {"choices":[{"delta":{"content":"b"}}]}'],
  ])('does not see a message %s', (_, cutOff) => {
    const wire = `data: {"choices":[{"delta":{"content":"a"}}]}\n\n${cutOff}`;
    expect(typesOf(play(wire, { protocol: openAiChat() }))).toEqual([
      'content',
      'seen',
      'STREAM_TRUNCATED',
    ]);
  });

  it('sees the last message where only its blank line is missing', () => {
    const chunk = { choices: [{ delta: { content: 'a' }, finish_reason: 'stop' }] };
    expect(typesOf(play(`data: ${JSON.stringify(chunk)}`, { protocol: openAiChat() }))).toEqual([
      'content',
      'seen',
      'done',
      'complete',
    ]);
    expect(typesOf(play(`event: done\ndata: {}`))).toEqual(['seen', 'done', 'complete']);
  });

  it('sees the lines of NDJSON', () => {
    const line = { message: { content: 'a' }, logprobs: [{ token: 'a' }] };
    const wire = `${JSON.stringify(line)}\n{"done":true,"done_reason":"stop"}\n`;
    expect(play(wire, { protocol: ollamaChat() })).toMatchObject([
      { type: 'content' },
      { type: 'seen', json: line },
      { type: 'seen', json: { done: true } },
      { type: 'done' },
      'complete',
    ]);
  });

  it('may return events of the union, or nothing', () => {
    const extraEvents = (_: SseMessage, json: unknown): readonly SourceEvent[] => {
      const { url } = fieldsOf(json);
      return typeof url === 'string' ? [sourceEvent({ url })] : [];
    };
    const wire = sse('hit', { url: 'https://a.example' }) + sse('done', {});
    expect(typesOf(play(wire, { extraEvents }))).toEqual(['source', 'done', 'complete']);
    // What JavaScript can pass.
    const nothing = (() => undefined) as unknown as typeof extraEvents;
    expect(typesOf(play(wire, { extraEvents: nothing }))).toEqual(['done', 'complete']);
  });

  it('comes after onUnknownEvent, and not after the end', () => {
    const order: string[] = [];
    play(sse('mine', {}) + sse('done', {}) + sse('mine', {}), {
      onUnknownEvent: ({ event }) => order.push(`unknown ${event}`),
      extraEvents: ({ event }) => {
        order.push(`extra ${event}`);
        return [];
      },
    });
    expect(order).toEqual(['unknown mine', 'extra mine', 'extra done']);
  });

  it('ends the stream with what it throws, as it is', () => {
    const mine = new TypeError(`mine, not to be redacted: ${String(request.accessToken)}`);
    const extraEvents = ({ event }: SseMessage) => {
      if (event === 'mine') throw mine;
      return [];
    };
    const wire = sse('content', { text: 'a' }) + sse('mine', {}) + sse('done', {});
    expect(play(wire, { extraEvents })).toEqual([{ type: 'content', text: 'a' }, mine]);
  });

  it('redacts the token in error events of the app too', () => {
    const extraEvents = () => [{ type: 'error', message: `no ${String(request.accessToken)}` }];
    expect(play(sse('mine', {}), { extraEvents })).toEqual([
      { type: 'error', message: expect.not.stringContaining('SECRET') },
      'complete',
    ]);
  });

  it.each(['onUnknownEvent', 'extraEvents'] as const)(
    'brings nothing once the consumer has gone in %s',
    (callback) => {
      const emitted: unknown[] = [];
      const called: string[] = [];
      const frames$ = new Subject<TransportFrame>();
      const note = (name: string) => (): typeof none => {
        called.push(name);
        if (name === callback) subscription.unsubscribe();
        return [{ type: 'mine' }];
      };
      const none: Any[] = [];
      const subscription = sendStreamingChat(request, {
        baseUrl: 'https://chat.example',
        transport: () => frames$,
        onUnknownEvent: note('onUnknownEvent'),
        extraEvents: note('extraEvents'),
      }).subscribe((event) => emitted.push(event));
      frames$.next({ kind: 'data', chunk: sse('mine', {}) + sse('mine', {}) });
      expect(emitted).toEqual([]);
      expect(called.at(-1)).toBe(callback);
      expect(called.length).toBeLessThan(3);
    },
  );

  it('parses each message once, for itself and for the protocol', () => {
    const parse = jest.spyOn(JSON, 'parse');
    try {
      const { calls } = parse.mock;
      const chunk = { candidates: [{ content: { parts: [{ text: 'a' }] }, finishReason: 'STOP' }] };
      play(sse('message', chunk), { protocol: geminiGenerateContent() });
      expect(calls).toHaveLength(1);
      play(sse('content', { text: 'a' }) + sse('usage', { input_tokens: 1 }) + sse('done', {}));
      expect(calls).toHaveLength(4);
    } finally {
      parse.mockRestore();
    }
  });

  it('is refused unless it is a function', () => {
    // What JavaScript can pass.
    const extraEvents = [] as unknown as typeof seen;
    expect(play('', { extraEvents })).toMatchObject([
      { code: 'INVALID_REQUEST', message: 'Invalid request: extraEvents must be a function' },
    ]);
  });

  it('widens the type of the stream', () => {
    const events$ = sendStreamingChat(request, {
      baseUrl: 'https://chat.example',
      extraEvents: (_, json) => [{ type: 'logprobs', value: Number(json) }],
    });
    const inferred: Observable<
      StreamEvent | { readonly type: 'logprobs'; readonly value: number }
    > =
      exactly<Observable<StreamEvent | { readonly type: 'logprobs'; readonly value: number }>>()(
        events$,
      );
    expect(inferred).toBe(events$);
    const none$ = sendStreamingChat(request, { baseUrl: 'https://chat.example' });
    expect(exactly<Observable<StreamEvent>>()(none$)).toBe(none$);
    const own$ = sendStreamingChat(
      { message: 'Hi', modelId: 'm' },
      {
        baseUrl: 'https://chat.example',
        protocol: openAiChat(),
        extraEvents: (_, json) => {
          if (json === undefined) return [];
          if (json === null) return [{ type: 'a', n: 1 }];
          return [{ type: 'b' }];
        },
      },
    );
    expect(
      exactly<
        Observable<StreamEvent | { readonly type: 'a'; readonly n: 1 } | { readonly type: 'b' }>
      >()(own$),
    ).toBe(own$);
  });
});
