import { describe, expect, it } from '@jest/globals';
import * as t from 'io-ts';
import type { Observable } from 'rxjs';
import { sendStreamingChat, type StreamEvent } from '../../../../src/index.js';
import { toEither } from '../../../../src/protocols/kit/toEither.js';
import { uiMessageStream } from '../../../../src/protocols/uiMessageStream/index.js';
import { aText } from '../../../helpers/standardSchema.js';

const protocol = uiMessageStream({ data: { tide: t.type({ at: t.string }), note: aText } });

/** What each of the messages brings. */
const play = (messages: readonly object[]) => {
  let unknown = 0;
  const { decode } = protocol.decoder(() => unknown++);
  const all = messages.map((json) => {
    const decoded = toEither(decode({ event: 'message', data: JSON.stringify(json) }));
    return decoded._tag === 'Left' ? decoded.left.message : decoded.right;
  });
  return { all, unknown };
};

const tide = { type: 'data-tide', data: { at: '9:00' } };

describe('parts that the app declares', () => {
  it('become events of the name without the prefix', () => {
    expect(play([tide, { type: 'data-note', data: 'x', transient: true }])).toEqual({
      all: [[{ type: 'tide', data: { at: '9:00' } }], [{ type: 'note', data: 'x' }]],
      unknown: 0,
    });
  });

  it('are checked', () => {
    const { all } = play([{ type: 'data-tide', data: { at: 9, secret: 'x' } }]);
    expect(all).toEqual([expect.stringMatching(/^Malformed .*at must be string$/)]);
  });

  it('leave others to onUnknownEvent, also those whose names an object has', () => {
    expect(play([{ type: 'data-x' }, { type: 'data-constructor' }, { type: 'tide' }])).toEqual({
      all: [[], [], []],
      unknown: 3,
    });
  });

  it('come again after a reset, the latest of each id, unless they are transient', () => {
    const { all } = play([
      { ...tide, id: '1', data: { at: '8:00' } },
      { ...tide, id: '2' },
      { ...tide, transient: true },
      tide,
      { type: 'start-step' },
      { ...tide, id: '1', data: { at: '8:15' } },
      { ...tide, id: '3' },
      { type: 'reset-step' },
      { ...tide, id: '3' },
      { type: 'reset-step' },
    ]);
    const again = [
      { type: 'tide', data: { at: '8:15' } },
      { type: 'tide', data: { at: '9:00' } },
      { type: 'tide', data: { at: '9:00' } },
    ];
    expect(all.at(-3)).toEqual([{ type: 'reset', attempt: 2 }, ...again]);
    expect(all.at(-1)).toEqual([{ type: 'reset', attempt: 3 }, ...again]);
  });

  it('go on with an answer that had finished', () => {
    const { decode, end } = protocol.decoder();
    for (const json of [{ type: 'finish' }, tide]) {
      decode({ event: 'message', data: JSON.stringify(json) });
    }
    expect(toEither(end())).toEqual({ _tag: 'Right', right: [] });
  });

  it('have names of their own', () => {
    expect(() => uiMessageStream({ data: { usage: t.string } })).toThrow(
      new TypeError('uiMessageStream: data.usage must not be a standard event'),
    );
  });

  it('have their types in the union', () => {
    const request = { message: 'Hello', modelId: 'a-model' };
    const baseUrl = 'https://chat.example';
    type Own =
      | { readonly type: 'tide'; readonly data: { at: string } }
      | { readonly type: 'note'; readonly data: string };
    const all$: Observable<StreamEvent | Own> = sendStreamingChat(request, { baseUrl, protocol });
    const plain$: Observable<StreamEvent> = sendStreamingChat(request, {
      baseUrl,
      protocol: uiMessageStream({ path: '/chat' }),
    });
    // @ts-expect-error -- events of the app are in the union
    const narrow$: Observable<StreamEvent> = sendStreamingChat(request, { baseUrl, protocol });
    expect([all$, plain$, narrow$]).toHaveLength(3);
  });
});
