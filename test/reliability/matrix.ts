import { expect, it } from '@jest/globals';
import { startFaultServer } from './faultServer.js';
import type { Observation } from './play.js';
import type { AppLink, Expected, Row } from './row.js';
import { rows } from './rows/index.js';

/** Plays the app's part of a row in some runtime. */
export interface Player {
  readonly app: AppLink;
  readonly play: (row: Row, baseUrl: string) => Promise<Observation>;
}

/** Makes a test of each row of the matrix that a kind of runtime can play. */
export function testMatrix(runtime: 'node' | 'browser', player: () => Player): void {
  const playable = rows.filter(({ only }) => only === undefined || only.runtime === runtime);

  it.each(playable)('$id $title', async (row) => {
    const { app, play } = player();
    const server = await startFaultServer((connection, post) => row.answer(connection, post, app));
    try {
      const seen = await play(row, server.url);
      const expected = { ...row.expected, ...(runtime === 'browser' ? row.inBrowser : {}) };
      expectResult(seen, expected);
      // These hold after every row (C9, O17).
      expect(seen).toMatchObject({ late: [], timersLeft: 0, listenersLeft: 0, unhandled: [] });
      expect(seen.events.slice(0, -1).filter(isTerminal)).toEqual([]);
      expect(JSON.stringify(seen)).not.toMatch(/secret/i);
      expect(await server.isLeft()).toBe(true);
      expect(server.posts).toHaveLength(expected.posts ?? 1);
    } finally {
      await server.stop();
    }
  });
}

const isTerminal = ({ type }: { readonly type: string }): boolean =>
  type === 'done' || type === 'error';

const expectResult = (seen: Observation, { end, text = '', events }: Expected): void => {
  const last = seen.events.at(-1);
  if (end === 'done')
    expect({ ...seen, last }).toMatchObject({ end: 'complete', last: { type: 'done' } });
  else if (end === 'complete') expect(seen).toMatchObject({ end: 'complete' });
  else expect(seen).toMatchObject({ end: 'error', error: end });
  if (end !== 'done') expect(last?.type).not.toBe('done');

  const deltas = contentSinceReset(seen);
  expect(typeof text === 'string' ? deltas.join('') : deltas).toEqual(text);
  if (events !== undefined) expect(seen.events).toEqual(events);
};

const contentSinceReset = ({ events }: Observation): readonly string[] => {
  const lastReset = events.map(({ type }) => type).lastIndexOf('reset');
  return events
    .slice(lastReset + 1)
    .flatMap((event) => (event.type === 'content' ? [event.text] : []));
};
