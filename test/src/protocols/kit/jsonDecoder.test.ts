import { describe, expect, it } from '@jest/globals';
import { jsonDecoder } from '../../../../src/protocols/index.js';
import { protocolsByName } from '../../../helpers/protocols.js';

const { ollamaChat: _ndjson, streamingChat: _named, ...overEvents } = protocolsByName;

describe.each(Object.entries(overEvents))('%s', (_name, make) => {
  it.each([
    { event: 'message', data: '' },
    { event: 'message', data: ' \n' },
    { event: 'message', data: ': keepalive' },
    { event: 'message', data: 'ping' },
    { event: 'message', data: '2026-04-07 20:20:50.554328' },
    { event: 'heartbeat', data: '' },
    { event: 'heartbeat', data: '12:00:01 UTC' },
    { event: 'heartbeat', data: '[ping]' },
  ])('ignores a message that is neither JSON nor part of an answer: %j', (message) => {
    const unknown: unknown[] = [];
    const { decode } = make().decoder((each) => unknown.push(each));
    expect(decode(message)).toEqual({ _tag: 'Right', right: [] });
    expect(unknown).toEqual([message]);
  });

  it('takes a list of errors for an error', () => {
    const data = '{"success":false,"errors":[{"code":7000,"message":"No route"}]}';
    expect(make().decoder().decode({ event: 'message', data })).toMatchObject({
      right: [{ type: 'error' }],
    });
  });

  it('takes an error in a list for the error, as Google sends it', () => {
    const data = '[{"error":{"code":429,"message":"Busy","status":"RESOURCE_EXHAUSTED"}}]';
    expect(make().decoder().decode({ event: 'message', data })).toMatchObject({
      right: [{ type: 'error', message: 'Busy', code: 'RESOURCE_EXHAUSTED', status: 429 }],
    });
  });

  it.each([
    { event: 'message', data: 'tent":"half of an event"}]}' },
    { event: 'message', data: '"words' },
    { event: 'message', data: '{"a' },
    { event: 'heartbeat', data: ' {"a' },
    { event: 'response.output_text.delta', data: 'words' },
    { event: 'response.completed', data: '' },
    { event: 'content_block_delta', data: ': words' },
    { event: 'message_stop', data: '' },
  ])('rejects a message that may be part of an answer: %j', (message) => {
    expect(make().decoder().decode(message)).toMatchObject({ left: { code: 'BAD_JSON' } });
  });
});

it.each(Object.values(overEvents))('ignores a heartbeat named keepalive', (make) => {
  for (const data of ['', 'now', '{}', '{"type":"keepalive","sequence_number":3}']) {
    expect(make().decoder().decode({ event: 'keepalive', data })).toMatchObject({ right: [] });
  }
});

it.each([
  ['[DONE]', ['done']],
  ['[DONE] ', ['done']],
  ['\t[done]', ['done']],
  ['"[DONE]"', ['done']],
  ['"[DONE] it is"', ['json']],
  ['["DONE"]', ['json']],
])('takes %j for the end or not', (data, types) => {
  const { decode } = jsonDecoder<{ readonly type: string }>({
    read: () => [{ type: 'json' }],
    done: () => [{ type: 'done' }],
  });
  expect(decode({ event: 'message', data })).toMatchObject({
    right: types.map((type) => ({ type })),
  });
});
