import { describe, expect, it } from '@jest/globals';
import { toolCalls } from '../../../../src/protocols/kit/toolCalls.js';
import { growth } from '../../../helpers/growth.js';
import { jsonEnd } from '../../../../src/json/jsonEnd.js';

const call = (index: number, id: string, name: string, argumentsText: string) => ({
  type: 'toolCall',
  index,
  id,
  name,
  argumentsText,
});

describe('toolCalls', () => {
  it('puts a delta to the call of its id, else of its key, else to the last call', () => {
    const { push, count } = toolCalls();
    push({ key: 0, id: 'a', name: 'x', argumentsText: '' });
    push({ key: 1, id: 'b', name: 'y', argumentsText: '' });
    expect(push({ key: 1, id: 'a', argumentsText: '1' })).toEqual([call(0, 'a', 'x', '1')]);
    expect(push({ key: 0, argumentsText: '2' })).toEqual([call(0, 'a', 'x', '2')]);
    expect(push({ argumentsText: '3' })).toEqual([call(1, 'b', 'y', '3')]);
    expect(count()).toBe(2);
  });

  it('begins another call at a new id, a new name, or a name after complete arguments', () => {
    const { push } = toolCalls(jsonEnd);
    const indexOf = (delta: { readonly id?: string; readonly name?: string }): unknown =>
      push({ key: 0, argumentsText: '{}', ...delta })[0]?.index;
    expect(indexOf({ id: 'a', name: 'x' })).toBe(0);
    expect(indexOf({ id: 'b', name: 'x' })).toBe(1);
    expect(indexOf({ name: 'y' })).toBe(2);
    expect(indexOf({ name: 'y' })).toBe(3);
  });

  it('goes on with the arguments of a key, also under an id that is made up per delta', () => {
    const { push, count, end } = toolCalls(jsonEnd);
    push({ key: 0, id: 'a', name: 'x', argumentsText: '{"n":' });
    expect(push({ key: 0, id: 'b', argumentsText: '1' })).toEqual([call(0, 'a', 'x', '1')]);
    expect(push({ key: 0, id: 'c', name: '', argumentsText: '}' })).toEqual([
      call(0, 'a', 'x', '}'),
    ]);
    expect(push({ key: 0, id: 'd', name: null, argumentsText: '' })).toEqual([]);
    expect([count(), end()]).toEqual([1, []]);
    push({ key: 0, id: 'e', argumentsText: '{' });
    push({ id: 'f', argumentsText: '{' });
    expect(count()).toBe(3);
  });

  it('holds arguments until the name is known, and emits a nameless call at the end', () => {
    const { push, end } = toolCalls();
    expect(push({ key: 0, id: 'a', argumentsText: '{"n":' })).toEqual([]);
    expect(push({ key: 0, name: 'x', argumentsText: '1}' })).toEqual([
      call(0, 'a', 'x', '{"n":1}'),
    ]);
    expect(push({ key: 1, argumentsText: '[]' })).toEqual([]);
    expect(end()).toEqual([call(1, 'call_1', '', '[]')]);
  });

  it('takes a name without arguments for the name once more, or for its next characters', () => {
    const { push, count } = toolCalls(jsonEnd);
    push({ key: 0, id: 'a', name: 'get_', argumentsText: '' });
    expect(push({ key: 0, name: 'weather', argumentsText: '' })).toEqual([
      call(0, 'a', 'get_weather', ''),
    ]);
    expect(push({ key: 0, name: 'get_weather_now', argumentsText: '' })).toEqual([
      call(0, 'a', 'get_weather_now', ''),
    ]);
    push({ key: 0, argumentsText: '{"n":1}' });
    for (const name of ['get_weather_now', '', null]) {
      expect(push({ key: 0, name, argumentsText: '' })).toEqual([]);
    }
    expect(push({ key: 0, name: 'get_weather_now', argumentsText: '\n' })).toEqual([
      call(0, 'a', 'get_weather_now', '\n'),
    ]);
    expect(count()).toBe(1);
  });

  it('takes the rest of a name together with the first arguments', () => {
    const { push } = toolCalls(jsonEnd);
    push({ key: 0, id: 'a', name: 'get_', argumentsText: '' });
    expect(push({ key: 0, name: 'weather', argumentsText: '{' })).toEqual([
      call(0, 'a', 'get_weather', '{'),
    ]);
  });

  it('tells calls apart that share an id, by their keys or their complete arguments', () => {
    const both = (keys: readonly number[]) => {
      const { push, count } = toolCalls(jsonEnd);
      const texts = keys.flatMap((key, at) =>
        push({ key, id: 'x', name: 'x', argumentsText: `{"n":${at}}` }),
      );
      return [count(), ...texts.map(({ index, argumentsText }) => `${index} ${argumentsText}`)];
    };
    expect(both([0, 1])).toEqual([2, '0 {"n":0}', '1 {"n":1}']);
    expect(both([0, 0])).toEqual([2, '0 {"n":0}', '1 {"n":1}']);
  });

  it('tells deltas of calls that share an id apart by their keys, in any order', () => {
    const { push } = toolCalls(jsonEnd);
    const at = (key: number, argumentsText: string) =>
      push({ key, id: 'x', name: 'x', argumentsText })[0]?.index;
    expect([at(0, '{'), at(1, '{'), at(0, '}'), at(1, '}')]).toEqual([0, 1, 0, 1]);
  });

  it('takes the same complete call under one id once', () => {
    const { push } = toolCalls(jsonEnd);
    const whole = { key: 0, id: 'a', name: 'x', argumentsText: '{"n":1}' };
    expect(push(whole)).toHaveLength(1);
    expect(push(whole)).toEqual([]);
  });

  it('gives calls without arguments an empty object at the end, unless they were cut off', () => {
    const begun = () => {
      const calls = toolCalls();
      calls.push({ key: 0, id: 'a', name: 'x', argumentsText: '' });
      calls.push({ key: 1, id: 'b', name: 'y', argumentsText: '{"n":1}' });
      calls.push({ key: 2, id: 'c', argumentsText: '' });
      return calls;
    };
    expect(begun().end()).toEqual([call(0, 'a', 'x', '{}'), call(2, 'c', '', '{}')]);
    expect(begun().end(true)).toEqual([call(2, 'c', '', '')]);
  });

  it('repeats a call when it turns out who runs it, or that the user must approve it', () => {
    const { push, isWaiting } = toolCalls();
    const delta = { id: 'a', name: 'x', argumentsText: '' };
    push({ ...delta, argumentsText: '{}' });
    expect(isWaiting()).toBe(true);
    expect(push({ ...delta, providerExecuted: true })).toEqual([
      { ...call(0, 'a', 'x', ''), providerExecuted: true },
    ]);
    expect(isWaiting()).toBe(false);
    expect(push({ ...delta, providerExecuted: false, approvalId: 'q' })).toEqual([
      { ...call(0, 'a', 'x', ''), providerExecuted: true, approvalId: 'q' },
    ]);
    expect(push({ ...delta, approvalId: 'q' })).toEqual([]);
    expect(isWaiting()).toBe(true);
  });

  it('names the call of a result, which waits no more after its last result', () => {
    const { push, result, isWaiting } = toolCalls();
    push({ id: 'a', name: 'x', argumentsText: '{}' });
    expect(result({ id: 'a', result: 1, preliminary: true })).toEqual([
      { type: 'toolResult', id: 'a', name: 'x', result: 1, preliminary: true },
    ]);
    expect(isWaiting()).toBe(true);
    expect(result({ id: 'a', result: undefined, isError: true })).toEqual([
      { type: 'toolResult', id: 'a', name: 'x', result: null, isError: true },
    ]);
    expect(isWaiting()).toBe(false);
    expect(result({ id: 'other', result: 2 })).toEqual([
      { type: 'toolResult', id: 'other', result: 2 },
    ]);
  });

  it('settles calls that share an id one after the other', () => {
    const { push, result, isWaiting } = toolCalls();
    push({ key: 0, id: 'a', name: 'x', argumentsText: '{}' });
    push({ key: 1, id: 'a', name: 'x', argumentsText: '{}' });
    result({ id: 'a', result: 1 });
    expect(isWaiting()).toBe(true);
    result({ id: 'a', result: 2 });
    expect(isWaiting()).toBe(false);
  });

  it('takes 128 calls and no more', () => {
    const { complete } = toolCalls();
    const next = () => complete({ name: 'x', argumentsText: '{}' });
    for (let n = 0; n < 128; n++) next();
    expect(next).toThrow('The answer has more than 128 tool calls');
  });

  it('grows linearly with deltas that repeat id and name', () => {
    const run = (deltas: number) => {
      const { push } = toolCalls(jsonEnd);
      for (let n = 0; n < deltas; n++) push({ key: 0, id: 'a', name: 'x', argumentsText: '[1,' });
    };
    expect(growth(run, 20_000)).toBeLessThan(9);
  });

  it('emits the arguments of a complete call unless some have come, and no repetition', () => {
    const { push, complete } = toolCalls();
    expect(complete({ id: 'a', name: 'x', argumentsText: '{}' })).toEqual([
      call(0, 'a', 'x', '{}'),
    ]);
    expect(complete({ id: 'a', name: 'x', argumentsText: '{}' })).toEqual([]);
    expect(complete({ id: 'a', name: 'x', argumentsText: '[]' })).toEqual([
      call(1, 'a', 'x', '[]'),
    ]);
    push({ id: 'b', name: 'y', argumentsText: '{"n":1}' });
    expect(complete({ id: 'b', name: 'y', argumentsText: '{"n":1}' })).toEqual([]);
  });

  it('takes each complete call without id and key for another one', () => {
    const { complete } = toolCalls();
    const each = { name: 'x', argumentsText: '{}' };
    expect([...complete(each), ...complete(each), ...complete({ ...each, id: 'a' })]).toEqual([
      call(0, 'call_0', 'x', '{}'),
      call(1, 'call_1', 'x', '{}'),
      call(2, 'a', 'x', '{}'),
    ]);
  });

  it('lets a released id name another call', () => {
    const { complete, push, release } = toolCalls();
    complete({ key: 'a', id: 'a', name: 'x', argumentsText: '{}' });
    release('a');
    expect(push({ key: 'a', name: 'x', argumentsText: '' })).toEqual([call(1, 'call_1', 'x', '')]);
    release('a');
    expect(complete({ key: 'c', id: 'a', name: 'y', argumentsText: '[]' })).toEqual([
      call(2, 'a', 'y', '[]'),
    ]);
  });

  it('forgets calls when it rewinds, with their ids and keys', () => {
    const { push, count, rewind } = toolCalls();
    push({ key: 0, id: 'a', name: 'x', argumentsText: '' });
    push({ key: 1, id: 'b', name: 'y', argumentsText: '' });
    rewind(1);
    expect(count()).toBe(1);
    expect(push({ key: 0, argumentsText: '1' })).toEqual([call(0, 'a', 'x', '1')]);
    expect(push({ key: 1, name: 'y', argumentsText: '' })).toEqual([call(1, 'call_1', 'y', '')]);
    rewind(1);
    expect(push({ key: 1, id: 'b', name: 'z', argumentsText: '' })).toEqual([
      call(1, 'b', 'z', ''),
    ]);
  });
});
